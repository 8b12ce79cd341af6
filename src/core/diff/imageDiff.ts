import type { AnnotationDoc } from '../annotation/document';
import { CHANGE_KINDS } from './changeKinds';
import type { DocDiff, InstanceChange } from './docDiff';

/** How the labels of one image differ, with the versions themselves. */
export interface ImageDiff {
  /** Shown to people: relative, with `/`. */
  readonly path: string;
  /** Where the image was before, when it was renamed. */
  readonly fromPath?: string;
  readonly before: AnnotationDoc | undefined;
  readonly after: AnnotationDoc | undefined;
  readonly diff: DocDiff;
}

/** Labels that cannot be read on one side, so that there is nothing to compare. */
export interface UnreadableLabels {
  readonly path: string;
  readonly side: 'before' | 'after';
  /** The file, and why: a sentence. */
  readonly file: string;
  readonly reason: string;
}

/** For reading: by what happened first, then as before (by id). */
export function sortedChanges({ instances }: DocDiff): readonly InstanceChange[] {
  const rank = ({ kinds }: InstanceChange) => CHANGE_KINDS.findIndex((kind) => kind === kinds[0]);
  return instances.toSorted((a, b) => rank(a) - rank(b));
}
