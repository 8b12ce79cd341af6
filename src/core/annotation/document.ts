import type { Json, JsonObject } from '../json/json';
import type { Annotation, Comment, ConflictSide } from './annotation';

/** The image a document belongs to. Size: pixels of the upright image (EXIF orientation applied). */
export interface ImageFacts {
  /** File name without folder. */
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly extra?: JsonObject;
}

/** How far the work on an image is; absent means not said. */
export type ImageState = 'todo' | 'done';

/** One of the versions of the top level that a merge could not decide between. */
export interface FactsSide {
  readonly side: ConflictSide['side'];
  /** Only what clashes; what is absent was not said there. */
  readonly as: {
    readonly state?: ImageState;
    readonly image?: ImageFacts;
    /** Unknown keys of the top level. */
    readonly extra?: JsonObject;
  };
}

/** An annotation that is gone, and a reviewer found that right. */
export interface Removal {
  /** The annotation's. */
  readonly id: string;
  readonly by?: string;
  /** Fingerprint of what was removed. */
  readonly of: string;
}

/** What an edit can change besides annotations. */
export interface DocFacts {
  readonly state?: ImageState;
  /** Whole-image tags: option names of the schema, in the order they were set. */
  readonly tags: readonly string[];
  /** On the image as a whole, in the order in which they were written. */
  readonly comments?: readonly Comment[];
  /** Not empty while a merge of the top level waits to be decided. */
  readonly conflict?: readonly FactsSide[];
  /** Not empty while somebody reviewed removals. What is there again is not removed, whatever stands here. */
  readonly removed?: readonly Removal[];
  /** Unknown keys of the sidecar's top level. */
  readonly extra?: JsonObject;
}

/** All labels of one image: an immutable, plain JSON value. */
export interface AnnotationDoc extends DocFacts {
  readonly image: ImageFacts;
  /** Sorted by id (code points), ids unique. */
  readonly annotations: readonly Annotation[];
  /** Entries of the annotation list that could not be understood: never edited, always written back. */
  readonly kept: readonly Json[];
}

export function emptyDoc(image: ImageFacts): AnnotationDoc {
  return { image, tags: [], annotations: [], kept: [] };
}

/** True when saving the document would say nothing at all: no annotation, tag, state, remark or unknown content. */
export function isBlank(doc: AnnotationDoc): boolean {
  return (
    doc.annotations.length === 0 &&
    doc.tags.length === 0 &&
    doc.state === undefined &&
    doc.comments === undefined &&
    doc.conflict === undefined &&
    doc.removed === undefined &&
    doc.kept.length === 0 &&
    doc.extra === undefined
  );
}

const indexes = new WeakMap<AnnotationDoc, ReadonlyMap<string, Annotation>>();

/** The document's annotations by id, derived once per document value. */
export function byId(doc: AnnotationDoc): ReadonlyMap<string, Annotation> {
  const known = indexes.get(doc);
  if (known) return known;
  const index = new Map(doc.annotations.map((annotation) => [annotation.id, annotation]));
  indexes.set(doc, index);
  return index;
}

export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** True when two JSON-like values are equal; key order does not count. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!Array.isArray(a)) return !Array.isArray(b) && sameMembers(a as Members, b as Members);
  if (!Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false;
  return true;
}

type Members = Readonly<Record<string, unknown>>;

/** Without lists of keys: this runs for every annotation of a document at each merge and each save. */
function sameMembers(a: Members, b: Members): boolean {
  let count = 0;
  for (const key in a) {
    const value = a[key];
    if (value === undefined) continue;
    if (!Object.hasOwn(b, key) || !sameValue(value, b[key])) return false;
    count++;
  }
  for (const key in b) if (b[key] !== undefined) count--;
  return count === 0;
}
