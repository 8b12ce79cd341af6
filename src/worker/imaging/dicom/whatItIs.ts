import type { DataSet } from 'dicom-parser';
import { TAG } from './attributes';

/** Storage classes without pixels that one meets (PS3.4 B.5), by the beginning of their identifier. */
const CLASSES: readonly (readonly [uid: string, name: string])[] = [
  ['1.2.840.10008.1.3.10', 'a media directory (DICOMDIR), which lists other files'],
  ['1.2.840.10008.5.1.4.1.1.481.3', 'a radiotherapy structure set (RTSTRUCT)'],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'a radiotherapy plan (RTPLAN)'],
  ['1.2.840.10008.5.1.4.1.1.481', 'a radiotherapy object'],
  ['1.2.840.10008.5.1.4.1.1.88', 'a structured report (SR)'],
  ['1.2.840.10008.5.1.4.1.1.11', 'a presentation state'],
  ['1.2.840.10008.5.1.4.1.1.104', 'an encapsulated document'],
  ['1.2.840.10008.5.1.4.1.1.9', 'a waveform'],
  ['1.2.840.10008.5.1.4.1.1.66', 'a registration or raw data object'],
];

/** What a file without pixels is, for people. */
export function whatItIs(dataSet: DataSet): string {
  const uid = (dataSet.string(TAG.sopClass) ?? dataSet.string('x00020002') ?? '').trim();
  const known = CLASSES.find(([prefix]) => uid === prefix || uid.startsWith(`${prefix}.`));
  if (known) return known[1];
  const modality = dataSet.string(TAG.modality)?.trim();
  if (modality) return `of modality ${modality}`;
  return uid ? `of class ${uid}` : 'no image';
}
