import type { DataSet } from 'dicom-parser';
import { bytesOf, TAG } from './attributes';
import type { StoredValues } from './storedValues';

/** A table of the file (PS3.3 C.11.1.1): `first` is the value that its first entry stands for. */
export interface LookupTable {
  readonly first: number;
  readonly entries: Uint8Array | Uint16Array;
  /** Bits of an entry. */
  readonly bits: number;
  readonly name: string;
}

/** The table of a modality or VOI LUT sequence's item; undefined when it is damaged. */
export function tableOf(item: DataSet, signed: boolean): LookupTable | undefined {
  const descriptor = descriptorOf(item, TAG.lutDescriptor, signed);
  const data = bytesOf(item, TAG.lutData);
  if (!descriptor || !data) return undefined;
  const name = item.string(TAG.lutExplanation)?.trim() ?? '';
  return { ...descriptor, entries: entriesOf(item, data, descriptor), name };
}

export interface Descriptor {
  readonly count: number;
  readonly first: number;
  readonly bits: number;
}

/** Number of entries (0 means 65536), first value, bits; the first value is signed when the pixels are. */
export function descriptorOf(dataSet: DataSet, tag: string, signed: boolean): Descriptor | undefined {
  const [count, first, bits] = [
    dataSet.uint16(tag, 0),
    dataSet[signed ? 'int16' : 'uint16'](tag, 1),
    dataSet.uint16(tag, 2),
  ];
  if (count === undefined || first === undefined || bits === undefined) return undefined;
  return { count: count || 65536, first, bits };
}

/** Entries of 8 bits may fill words all the same: then there are twice as many bytes. */
export function entriesOf(
  dataSet: DataSet,
  data: Uint8Array,
  { count, bits }: Descriptor,
): Uint8Array | Uint16Array {
  if (bits <= 8 && data.length < 2 * count) return data.subarray(0, count);
  const { byteArrayParser } = dataSet;
  const there = Math.min(count, data.length >> 1);
  return Uint16Array.from({ length: there }, (_, i) => byteArrayParser.readUint16(data, 2 * i));
}

/** Each value through the table; those before and behind it take its first and last entry. */
export function lookUp(values: StoredValues, { first, entries }: LookupTable): Uint16Array {
  const last = entries.length - 1;
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const at = Math.min(last, Math.max(0, (values[i] as number) - first));
    out[i] = entries[at] ?? 0;
  }
  return out;
}
