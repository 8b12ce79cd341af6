import type { AnnotationDoc } from '../../core/annotation/document';
import { lowerBound } from '../../core/annotation/find';
import type { Finding } from '../../core/checks/check';

/** Where things stand in a sidecar's text; lines are 1-based. */
export interface Places {
  readonly lineOf: (id: string) => number | undefined;
  readonly imageLine: number;
  readonly tagsLine: number;
}

const ABOUT_TAGS = new Set(['missing-tag', 'conflicting-tags', 'unknown-tag']);
/** The head of a sidecar has few lines; it is not looked for behind thousands of annotations. */
const MAX_HEAD_LINES = 40;

/** The line to which a finding belongs. */
export function lineOfFinding({ annotationId, check }: Finding, places: Places): number {
  if (annotationId !== undefined) return places.lineOf(annotationId) ?? places.imageLine;
  return ABOUT_TAGS.has(check) ? places.tagsLine : places.imageLine;
}

/** Places in a text as it is, whoever wrote it. */
export function placesIn(text: string, lineOf: Places['lineOf']): Places {
  const head = text.split('\n', MAX_HEAD_LINES);
  const lineWith = (key: string): number | undefined => {
    const found = head.findIndex((line) => new RegExp(`^\\s*\\{?\\s*"${key}"\\s*:`).test(line));
    return found < 0 ? undefined : found + 1;
  };
  const imageLine = lineWith('image') ?? 1;
  return { lineOf, imageLine, tagsLine: lineWith('tags') ?? lineWith('state') ?? imageLine };
}

/**
 * Places for labels that are ahead of the file they grew from: an annotation that the file does not have belongs
 * where it will be written, after the one before it.
 */
export function placesNear(onDisk: AnnotationDoc, lineOf: Places['lineOf']): Places {
  const imageLine = 2;
  const stateLine = onDisk.state === undefined ? imageLine : imageLine + 1;
  const before = (id: string): number | undefined => {
    const previous = onDisk.annotations[lowerBound(onDisk.annotations, id) - 1];
    return previous && lineOf(previous.id);
  };
  return {
    lineOf: (id) => lineOf(id) ?? before(id),
    imageLine,
    tagsLine: onDisk.tags.length > 0 ? stateLine + 1 : stateLine,
  };
}
