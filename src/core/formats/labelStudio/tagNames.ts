import type { Control, LabelConfig } from './config';

/** Tags of an image are stored flat: an option that two questions have is named after its question too. */
export interface TagNames {
  /** The tags of a question, in the order of its options; none for what is no question about the image. */
  options(control: Control): readonly string[];
  /** The tag for an answer. */
  tagOf(control: Control, answer: string): string;
  /** Where a tag is asked for: the control, and the answer's path. */
  placeOf(tag: string): { readonly control: Control; readonly path: readonly string[] } | undefined;
}

/** The names of the answers to a config's questions about the whole image. */
export function tagNames(config: LabelConfig): TagNames {
  const questions = config.controls.filter(isImageQuestion);
  const counts = new Map<string, number>();
  for (const { options } of questions)
    for (const { name } of options) counts.set(name, (counts.get(name) ?? 0) + 1);
  const tagOf = ({ name: control }: Control, answer: string): string =>
    (counts.get(answer) ?? 0) > 1 ? `${control}: ${answer}` : answer;
  const places = new Map<string, { control: Control; path: readonly string[] }>();
  for (const control of questions)
    for (const { name, path } of control.options) places.set(tagOf(control, name), { control, path });
  return {
    options: (control) =>
      questions.includes(control) ? control.options.map(({ name }) => tagOf(control, name)) : [],
    tagOf,
    placeOf: (tag) => places.get(tag),
  };
}

function isImageQuestion({ type, perRegion, options }: Control): boolean {
  return (type === 'choices' || type === 'taxonomy') && !perRegion && options.length > 0;
}
