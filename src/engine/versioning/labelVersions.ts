import type { AnnotationDoc } from '../../core/annotation/document';
import type { Problem } from '../../core/problem';

/** An image's labels at a revision. Paths are absolute, as if the revision were checked out. */
export type LabelsAt =
  | {
      readonly kind: 'labels';
      readonly doc: AnnotationDoc;
      /** Of the file that holds them. */
      readonly path: string;
      readonly problems: readonly Problem[];
    }
  /** There is a file that should hold them, and it cannot be read: `reason` is a sentence. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** The document; undefined when there are no labels or they cannot be read. */
export function docOf(labels: LabelsAt | undefined): AnnotationDoc | undefined {
  return labels?.kind === 'labels' ? labels.doc : undefined;
}

/** A file at a revision. */
export type FileAt =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** The bytes are in Git LFS and not on this machine. */
  | { readonly kind: 'lfs'; readonly oid: string; readonly sizeBytes: number }
  /** DVC keeps the file: what is in git is the `.dvc` file at this path, of the file or of a folder above it. */
  | { readonly kind: 'dvc'; readonly trackedBy: string }
  /** `reason` is a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** An image that has labels at a revision. */
export interface LabelFileAt {
  readonly imagePath: string;
  /** Of the file that holds them; one file for many images stands once for each of them. */
  readonly path: string;
  /** Object id of the file's content; undefined on disk. */
  readonly blob: string | undefined;
}

/** An image whose labels differ between two revisions. */
export interface LabelChange {
  readonly imagePath: string;
  /** Where the image was before, when it was renamed together with its labels. */
  readonly fromImagePath?: string;
  readonly before: LabelsAt | undefined;
  readonly after: LabelsAt | undefined;
}

/** A commit that changed an image's labels, or those of one annotation. */
export interface HistoryEntry {
  /** Full hash. */
  readonly commit: string;
  readonly shortHash: string;
  /** By `.mailmap`. */
  readonly author: string;
  readonly email: string;
  /** When it was authored, milliseconds since 1970. */
  readonly atMs: number;
  readonly subject: string;
  /** Full hashes of the parents; more than one for a merge. */
  readonly parents: readonly string[];
  /** Name of the image at this commit. */
  readonly imagePath: string;
  readonly before: LabelsAt | undefined;
  readonly after: LabelsAt | undefined;
  /** Older commits are not in this clone, which is shallow: that `before` is missing says nothing. */
  readonly isBoundary?: true;
}

/** One entry of a pick list. `name` resolves. */
export interface ListedRevision {
  readonly kind: 'branch' | 'remote' | 'tag' | 'stash' | 'commit' | 'proposal';
  readonly name: string;
  readonly commit: string;
  readonly shortHash: string;
  readonly author: string;
  readonly atMs: number;
  readonly subject: string;
  /** The branch that is checked out. */
  readonly isCurrent?: true;
}
