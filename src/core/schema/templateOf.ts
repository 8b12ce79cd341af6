import type { LabelSchema, SkeletonTemplate } from './labelSchema';

/** The template that skeletons of a class follow; undefined when the class names none, or one that is not there. */
export function templateOf(schema: LabelSchema, label: string): SkeletonTemplate | undefined {
  const name = schema.classes.find((each) => each.name === label)?.skeleton;
  return name === undefined ? undefined : schema.skeletons.find((each) => each.name === name);
}
