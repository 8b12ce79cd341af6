import type { DataSet } from 'dicom-parser';
import { WorkerError } from '../../workerError';
import { bytesOf, TAG } from './attributes';
import type { DicomImage } from './image';
import { descriptorOf, entriesOf, lookUp, type Descriptor } from './lookupTable';
import type { StoredValues } from './storedValues';

/** Palette indices as RGB of 8 bits (PS3.3 C.7.6.3.1.5 and C.7.9.2). Throws `ImageError`. */
export function applyPalette(values: StoredValues, { dataSet, signed, path }: DicomImage): Uint8Array {
  const out = new Uint8Array(3 * values.length);
  for (let c = 0; c < 3; c++) {
    const table = colourTable(dataSet, c, signed);
    if (!table) throw new WorkerError('ImageError', `The colour palette of ${path} cannot be read.`);
    const colours = lookUp(values, { ...table, name: '' });
    const shift = table.bits > 8 ? 8 : 0;
    for (let i = 0; i < colours.length; i++) out[3 * i + c] = (colours[i] as number) >> shift;
  }
  return out;
}

function colourTable(
  dataSet: DataSet,
  c: number,
  signed: boolean,
): (Descriptor & { entries: Uint8Array | Uint16Array }) | undefined {
  const descriptor = descriptorOf(dataSet, TAG.paletteDescriptor[c] ?? '', signed);
  const data = bytesOf(dataSet, TAG.paletteData[c] ?? '');
  const segments = bytesOf(dataSet, TAG.paletteSegments[c] ?? '');
  if (!descriptor) return undefined;
  if (data) return { ...descriptor, entries: entriesOf(dataSet, data, descriptor) };
  return segments && { ...descriptor, entries: expand(dataSet, segments, descriptor) };
}

const [DISCRETE, LINEAR, INDIRECT] = [0, 1, 2];

/** A segmented table (PS3.3 C.7.9.2): runs as they are, straight lines, and repetitions of segments before. */
function expand(dataSet: DataSet, bytes: Uint8Array, { count, bits }: Descriptor): Uint16Array {
  const wide = bits > 8;
  const words = wide
    ? Uint16Array.from({ length: bytes.length >> 1 }, (_, i) =>
        dataSet.byteArrayParser.readUint16(bytes, 2 * i),
      )
    : Uint16Array.from(bytes);
  const out: number[] = [];
  run(words, 0, Infinity, out, count, wide ? 2 : 1);
  return Uint16Array.from(out.slice(0, count));
}

function run(
  words: Uint16Array,
  from: number,
  segments: number,
  out: number[],
  count: number,
  wordsEach: number,
): void {
  for (let at = from, done = 0; at + 1 < words.length && done < segments && out.length < count; done++) {
    const [opcode, length] = [words[at] ?? 0, words[at + 1] ?? 0];
    if (opcode === DISCRETE) {
      out.push(...words.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    } else if (opcode === LINEAR) {
      line(out, length, words[at + 2] ?? 0);
      at += 3;
    } else if (opcode === INDIRECT && segments === Infinity) {
      run(words, indirectPlace(words, at + 2, wordsEach), length, out, count, wordsEach);
      at += wordsEach === 2 ? 4 : 6;
    } else return;
  }
}

function line(out: number[], length: number, end: number): void {
  const start = out.at(-1) ?? 0;
  for (let i = 1; i <= length; i++) out.push(Math.round(start + ((end - start) * i) / length));
}

/** A byte offset of 32 bits, in two words or four bytes, least significant first. */
function indirectPlace(words: Uint16Array, at: number, wordsEach: number): number {
  if (wordsEach === 2) return ((words[at] ?? 0) + 65536 * (words[at + 1] ?? 0)) >> 1;
  return [0, 1, 2, 3].reduce((sum, i) => sum + (words[at + i] ?? 0) * 256 ** i, 0);
}
