import type { Annotation } from '../../annotation/annotation';
import type { JsonObject } from '../../json/json';
import type { MaskRow } from './readMasks';

/** What the tables say of an image. */
export interface Found {
  readonly id: string;
  split: string | undefined;
  /** What the list of images says, besides id and subset. */
  facts: JsonObject | undefined;
  title: string | undefined;
  readonly boxes: BoxRow[];
  readonly masks: FoundMask[];
  readonly tags: string[];
  /** Verified to be absent. */
  readonly absent: string[];
  /** Labels that a machine gave, with its confidence. */
  readonly machine: { readonly label: string; readonly confidence: number }[];
}

/** A box before the size of its image is known: parts of width and height. */
export interface BoxRow {
  readonly label: string;
  readonly edges: readonly number[];
  readonly facts: Omit<Annotation, 'id' | 'label' | 'shape'>;
  readonly cells: () => JsonObject;
}

export interface FoundMask extends MaskRow {
  /** The name of the class whose id the row has. */
  readonly label: string;
}
