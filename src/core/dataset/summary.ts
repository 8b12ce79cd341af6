import type { AnnotationDoc, ImageState } from '../annotation/document';
import type { ClassBalance } from './classBalance';

/** The labels of one image before and after; absent = there was or is no sidecar. */
export interface DocChange {
  /** Shown to people: the image's path relative to the repository. */
  readonly path: string;
  readonly before: AnnotationDoc | undefined;
  readonly after: AnnotationDoc | undefined;
}

/** How many instances changed, and how. An instance counts in each column that fits it. */
export interface ChangeCounts {
  /** New labels, accepted proposals among them. */
  readonly added: number;
  /** Of those added, the ones that were proposals before. */
  readonly accepted: number;
  readonly removed: number;
  /** The same form in another place. */
  readonly moved: number;
  /** Another form: size, angle, vertices, pixels. */
  readonly reshaped: number;
  /** Other attributes, flags, text, links, group or order, and nothing else. */
  readonly described: number;
}

export interface ClassSummary extends ChangeCounts {
  readonly label: string;
  /** Instances that are of this class now and were of another, and the other way round. */
  readonly relabelledIn: number;
  readonly relabelledOut: number;
}

/**
 * What changed in a set of labels, counted: plain JSON, the shape of `relabel diff --json` and of the reports. Proposals
 * are not labels yet and do not count. Names stay; more may be added.
 */
export interface LabelSummary {
  /** Images whose labels differ; of those, the ones that had no labels before or have none now. */
  readonly images: number;
  readonly imagesAdded: number;
  readonly imagesRemoved: number;
  readonly instances: ChangeCounts & { readonly relabelled: number };
  /** Classes in which something changed, most changed first, then by name. */
  readonly classes: readonly ClassSummary[];
  /** From which class to which, most frequent first. */
  readonly relabelled: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** Conflicts of a merge that arose and that were decided: instances and images. */
  readonly conflicts: { readonly arisen: number; readonly resolved: number };
  /** Proposals of models that are new, and that are gone without having been accepted. */
  readonly proposals: { readonly added: number; readonly removed: number };
  /** Tags of whole images, by name. */
  readonly tags: readonly { readonly tag: string; readonly added: number; readonly removed: number }[];
  /** Images whose state changed; null: not said. */
  readonly states: readonly {
    readonly from: ImageState | null;
    readonly to: ImageState | null;
    readonly images: number;
  }[];
  /** Images whose tags or state changed. */
  readonly tagged: number;
  /** Verdicts on instances that were given, and that were taken back. */
  readonly reviews: { readonly accepted: number; readonly returned: number; readonly withdrawn: number };
  /** Comments that were written, marked as resolved, and removed. */
  readonly comments: { readonly added: number; readonly resolved: number; readonly removed: number };
  readonly balance: ClassBalance;
  /** One line: "3 images, +12 car, -1 person, 2 moved". */
  readonly text: string;
}
