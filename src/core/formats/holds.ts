import type { Flag } from '../annotation/annotation';
import type { ShapeKindName } from '../shapes/shapeData';

/** Facts of an annotation that a format either has a place for or loses. */
export const FIELDS = [
  'score',
  'model',
  'proposed',
  'group',
  'order',
  'text',
  'links',
  'apart',
  'locked',
  'hidden',
  'page',
  'attributes',
  'comments',
  'review',
  'conflict',
] as const;
export type Field = (typeof FIELDS)[number];

/**
 * What a format can hold. The labels are brought down to it, with every loss counted, before the format's writer sees
 * them: a writer never meets what is not declared here.
 */
export interface Holds {
  /** Kinds it holds as they are, and for every other kind what it becomes; undefined is dropped. */
  readonly shapes: Readonly<Record<ShapeKindName, ShapeKindName | undefined>>;
  /** A polygon may have holes; else they are filled or, where masks are held, the polygon becomes a mask. */
  readonly holes: boolean;
  /** A polygon may have several parts; else they become several annotations, of one group where groups are held. */
  readonly parts: boolean;
  readonly flags: readonly Flag[];
  readonly fields: readonly Field[];
  /** Names of attributes it has a place for where it does not hold `attributes` at large (KITTI's `alpha`). */
  readonly attributes?: readonly string[];
  /** Whole-image tags. */
  readonly tags: 'none' | 'one' | 'several';
  /** "Done" and "to do" of an image. */
  readonly state: boolean;
  /** Annotation ids come back as they were. */
  readonly ids: boolean;
  /** Class ids come back as they were. Which characters of names it replaces is the writer's business, and a loss. */
  readonly classIds: boolean;
  /** Classes stand only in their annotations: those that none has are lost. */
  readonly usedClassesOnly?: true;
  readonly splits: boolean;
  /** It tells "looked at, nothing there" from "not looked at". */
  readonly negatives: boolean;
  /** No two annotations may share a pixel: later ones in paint order cover earlier ones. */
  readonly flat?: boolean;
  /** Coordinates are whole pixels. */
  readonly wholePixels?: boolean;
  /** It cannot tell two areas of one class apart: those of an image become one annotation. */
  readonly merged?: boolean;
  /** Keeps what only other families understand (`extra`, entries kept aside), too. */
  readonly foreign?: 'all';
}
