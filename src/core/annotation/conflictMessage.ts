import type { Annotation } from './annotation';
import { clashesOf, removedBy, versionOf } from './conflict';
import type { Property } from './merge/mergeAnnotation';
import { propertyOf } from './merge/property';
import { propertyWords } from './conflictWords';

/** Longer values are cut. */
const MAX_CHARS = 40;

/** What is to be decided of an annotation: `class ("bus" here, "truck" there), shape`. */
export function conflictMessage(annotation: Annotation): string {
  const gone = removedBy(annotation);
  const clashes = clashesOf(annotation).map((property) => clashWords(annotation, property));
  if (gone) clashes.unshift(gone === 'ours' ? 'deleted here, changed there' : 'changed here, deleted there');
  return clashes.join(', ') || 'both versions are kept';
}

function clashWords(annotation: Annotation, property: Property): string {
  const [ours, theirs] = (['ours', 'theirs'] as const).map((side) => {
    const version = versionOf(annotation, side);
    return version && shown(propertyOf(version, property));
  });
  const words = propertyWords(property);
  return property === 'shape' ? words : `${words} (${ours ?? 'none'} here, ${theirs ?? 'none'} there)`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none';
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}
