import type { WideSamples } from '../levels';

/** Samples as a DICOM file stores them, of any of its types. */
export type StoredValues = WideSamples | Uint8Array | Int8Array;
