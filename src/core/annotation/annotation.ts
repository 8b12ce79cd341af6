import type { Json, JsonObject } from '../json/json';
import { kindOf, type Shape } from '../shapes/index';

/** Yes-or-no facts that every annotation can carry; absent means no. */
export const FLAGS = ['occluded', 'truncated', 'difficult', 'crowd'] as const;
export type Flag = (typeof FLAGS)[number];

/** A relation from the annotation that holds it to another one of the same image. */
export interface Link {
  /** Id of the other annotation. */
  readonly to: string;
  /** What the relation is called ("part of"); absent while it has no name. */
  readonly name?: string;
}

/** One of the versions of an annotation that a merge could not decide between; it holds no conflict itself. */
export interface ConflictSide {
  readonly side: 'base' | 'ours' | 'theirs';
  /** Under the annotation's own id. Null: it was not there. */
  readonly as: Annotation | null;
}

/** A remark on an annotation, or on a whole image. */
export interface Comment {
  /** Unique in its list. */
  readonly id: string;
  readonly text: string;
  /** Who wrote it, as git names people. */
  readonly by?: string;
  /** ISO 8601, UTC. */
  readonly at?: string;
  readonly resolved?: true;
}

/** What a reviewer decided about an annotation. */
export interface Review {
  readonly verdict: 'accepted' | 'returned';
  readonly by?: string;
  /** Fingerprint of the labels it was given for: a later change makes it stale. */
  readonly of: string;
}

/** One labelled instance. A plain JSON value: it can be sent, saved and compared. */
export interface Annotation {
  /** Short and stable for the annotation's whole life; unique in its document. */
  readonly id: string;
  readonly label: string;
  readonly shape: Shape;
  /** Confidence of the model that found it, 0 to 1. */
  readonly score?: number;
  /** Which model found it: `name@first-4-hex-of-its-sha256`. */
  readonly model?: string;
  /** True while it is a model's proposal that nobody has accepted. */
  readonly proposed?: true;
  /** Partly hidden by something else. */
  readonly occluded?: true;
  /** Cut by the image's border. */
  readonly truncated?: true;
  /** Hard to recognise; evaluation may leave it out. */
  readonly difficult?: true;
  /** Stands for a crowd of instances, not for one (COCO's `iscrowd`). */
  readonly crowd?: true;
  /** Annotations with the same number belong together; whole and positive. */
  readonly group?: number;
  /** Paint order: higher lies in front, absent is 0. Fractions are allowed, so that one fits between two others. */
  readonly order?: number;
  /** Transcription. */
  readonly text?: string;
  readonly links?: readonly Link[];
  /** Ids of annotations that cover nearly the same and are another thing all the same: somebody looked, and said so. */
  readonly apart?: readonly string[];
  /** Selectable, but not to be changed by tools. */
  readonly locked?: true;
  /** Not drawn and not hit, but listed. */
  readonly hidden?: true;
  /** 0-based page or frame of a multi-page image; absent is the first. */
  readonly page?: number;
  readonly attributes?: Readonly<Record<string, Json>>;
  /** In the order in which they were written. */
  readonly comments?: readonly Comment[];
  readonly review?: Review;
  /** Not empty while a merge waits to be decided; meanwhile the annotation says what does not clash, and ours. */
  readonly conflict?: readonly ConflictSide[];
  /** Keys of the sidecar that this version does not know, kept as they were. */
  readonly extra?: JsonObject;
}

const SCORE_STEPS = 10_000;

/** Scores are stored to four decimals. */
export function roundScore(score: number): number {
  return Math.round(score * SCORE_STEPS) / SCORE_STEPS;
}

/** The annotation as the sidecar will hold it: coordinates on the 1/100-pixel grid, score to four decimals. */
export function rounded(annotation: Annotation): Annotation {
  const { shape, score } = annotation;
  return {
    ...annotation,
    shape: kindOf(shape).round(shape),
    ...(score !== undefined && { score: roundScore(score) }),
  };
}

/** The annotation as a person's own: no longer a proposal, but remembering model and score. */
export function accepted(annotation: Annotation): Annotation {
  const { proposed: _, ...kept } = annotation;
  return kept;
}
