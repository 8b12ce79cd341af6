import type { Annotation } from '../../annotation/annotation';
import { sameValue, type DocFacts } from '../../annotation/document';
import type { Edit } from '../../edit/edit';
import { kindNamed } from '../../shapes/index';
import type { FileContext, LabelFile } from './labelFile';

/** True or false for the time that the image is open: never written into files of other formats, and never missed. */
const PASSING: ReadonlySet<keyof Annotation> = new Set([
  ...(['score', 'model', 'proposed', 'hidden', 'locked', 'apart'] as const),
  // What a merge left open is decided while the image is open.
  'conflict',
]);
const ALWAYS: ReadonlySet<keyof Annotation> = new Set(['id', 'label', 'shape', 'extra']);

/** The first thing in an edit that the file could not hold, as a sentence; undefined when it holds all. */
export function refusedEdit(file: LabelFile, edit: Edit, context: FileContext): string | undefined {
  for (const annotation of edit.added) {
    const reason = refusedAnnotation(file, annotation, context);
    if (reason !== undefined) return reason;
  }
  for (const [from, to] of edit.updated) {
    const reason = refusedAnnotation(file, to, context, from);
    if (reason !== undefined) return reason;
  }
  return edit.facts && refusedFacts(file, edit.facts, context);
}

/** Why the file cannot hold an annotation, as a sentence; what was in it `before` can stay. */
export function refusedAnnotation(
  file: LabelFile,
  annotation: Annotation,
  context: FileContext,
  before?: Annotation,
): string | undefined {
  // A proposal is not written; it has to fit once it is accepted.
  if (annotation.proposed) return undefined;
  const from = before?.proposed ? undefined : before;
  const title = file.title(context);
  const { kind } = annotation.shape;
  const kinds = file.shapes(context);
  if (!kinds.includes(kind) && from?.shape.kind !== kind) {
    const named = (name: typeof kind): string => kindNamed(name).title.toLowerCase();
    return `${title} files cannot hold a ${named(kind)}; they hold: ${kinds.map(named).join(', ')}.`;
  }
  const field = unheld(file, annotation, from);
  if (field !== undefined) return `${title} files have no place for “${field}”.`;
  if (from?.label === annotation.label && sameValue(from.shape, annotation.shape)) return undefined;
  const reason = file.refuse(annotation, context);
  return reason === undefined ? undefined : `${title} files cannot hold this: ${reason}.`;
}

function unheld({ fields }: LabelFile, annotation: Annotation, from?: Annotation): string | undefined {
  return Object.entries(annotation).find(([key, value]) => {
    const name = key as keyof Annotation;
    if (value === undefined || ALWAYS.has(name) || PASSING.has(name)) return false;
    return !fields.includes(name) && !saysNothing(value) && !sameValue(from?.[name], value);
  })?.[0];
}

function saysNothing(value: unknown): boolean {
  return value === 0 || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function refusedFacts(
  file: LabelFile,
  [from, to]: readonly [DocFacts, DocFacts],
  context: FileContext,
): string | undefined {
  const title = file.title(context);
  if (!file.tags && to.tags.length > 0 && to.tags.join('\n') !== from.tags.join('\n'))
    return `${title} files have no place for tags of the whole image.`;
  if (!file.state && to.state !== undefined && to.state !== from.state)
    return `${title} files have no place for “done” or “to do”.`;
  if (to.comments && !sameValue(to.comments, from.comments))
    return `${title} files have no place for comments on the whole image.`;
  if (to.removed && !sameValue(to.removed, from.removed))
    return `${title} files have no place for verdicts of a review.`;
  return undefined;
}
