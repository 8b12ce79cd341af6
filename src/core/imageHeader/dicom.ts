import { Bytes } from './bytes';
import type { RawHeader } from './header';

const PREAMBLE_BYTES = 128;
const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const UNDEFINED_LENGTH = 0xffffffff;
/** Value representations with a length of 32 bits (PS3.5 section 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const TAG = {
  syntax: 0x00020010,
  samples: 0x00280002,
  frames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  bits: 0x00280101,
  last: 0x00280103,
  item: 0xfffee000,
  itemEnd: 0xfffee00d,
  sequenceEnd: 0xfffee0dd,
};

interface Encoding {
  readonly explicit: boolean;
  readonly little: boolean;
}

interface Element {
  readonly tag: number;
  readonly at: number;
  readonly length: number;
}

/** True for a DICOM file with its preamble, or a data set that begins as one of images does (PS3.10). */
export function isDicom(bytes: Bytes): boolean {
  if (bytes.says(PREAMBLE_BYTES, 'DICM')) return true;
  if (bytes.length < 16) return false;
  const [group, element] = [bytes.u16(0, true), bytes.u16(2, true)];
  const isFirst = (group === 8 && element <= 0x18) || (group === 2 && element <= 0x16);
  return isFirst && (isExplicit(bytes, 0) || bytes.u32(4, true) < 256);
}

/** A DICOM image (PS3.3 C.7.6.3): its size and depth. Undefined for other objects and deflated files. */
export function readDicom(bytes: Bytes): RawHeader | undefined {
  if (!isDicom(bytes)) return undefined;
  const start = bytes.says(PREAMBLE_BYTES, 'DICM') ? PREAMBLE_BYTES + 4 : 0;
  const meta = readMeta(bytes, start);
  if (meta.syntax === DEFLATED) return undefined;
  const encoding = encodingOf(bytes, meta);
  return fromElements(bytes, imageElements(bytes, meta.end, encoding), encoding.little);
}

/** The transfer syntax that the meta header names, also where it stands without a preamble; undefined when none does. */
export function transferSyntaxOf(bytes: Uint8Array): string | undefined {
  const view = new Bytes(bytes);
  const start = view.says(PREAMBLE_BYTES, 'DICM') ? PREAMBLE_BYTES + 4 : 0;
  return readMeta(view, start).syntax || undefined;
}

function fromElements(bytes: Bytes, found: ReadonlyMap<number, Element>, little: boolean): RawHeader {
  const short = (tag: number): number | undefined => {
    const element = found.get(tag);
    return element && bytes.u16(element.at, little);
  };
  const frames = found.get(TAG.frames);
  const pages = frames ? Number.parseInt(bytes.text(frames.at, frames.length), 10) : 1;
  return {
    format: 'dicom',
    widthPx: short(TAG.columns) ?? 0,
    heightPx: short(TAG.rows) ?? 0,
    orientation: undefined,
    bitDepth: short(TAG.bits) ?? 16,
    channels: short(TAG.samples) ?? 1,
    ...(pages > 1 && { pages }),
  };
}

/** The meta header is explicit and little-endian whatever follows. */
function readMeta(bytes: Bytes, start: number): { readonly end: number; readonly syntax: string } {
  let at = start;
  let syntax = '';
  while (at + 8 <= bytes.length && bytes.u16(at, true) === 2) {
    const element = elementAt(bytes, at, { explicit: true, little: true });
    if (element.tag === TAG.syntax) syntax = bytes.text(element.at, element.length).replace(/[\0 ]+$/, '');
    at = element.at + element.length;
  }
  return { end: at, syntax };
}

function encodingOf(
  bytes: Bytes,
  { syntax, end }: { readonly end: number; readonly syntax: string },
): Encoding {
  if (syntax === '') return { explicit: isExplicit(bytes, end), little: true };
  return { explicit: syntax !== IMPLICIT_LITTLE, little: syntax !== EXPLICIT_BIG };
}

const isExplicit = (bytes: Bytes, at: number): boolean => /^[A-Z]{2}$/.test(bytes.text(at + 4, 2));

/** Elements of group 0028 at the top, which come in the order of their tags. */
function imageElements(bytes: Bytes, start: number, encoding: Encoding): Map<number, Element> {
  const found = new Map<number, Element>();
  for (let at = start; at + 8 <= bytes.length;) {
    const element = elementAt(bytes, at, encoding);
    if (element.tag > TAG.last) break;
    found.set(element.tag, element);
    at = endOf(bytes, element, encoding);
  }
  return found;
}

function elementAt(bytes: Bytes, at: number, { explicit, little }: Encoding): Element {
  const tag = bytes.u16(at, little) * 0x10000 + bytes.u16(at + 2, little);
  const isItem = tag >= TAG.item && tag <= TAG.sequenceEnd;
  if (!explicit || isItem) return { tag, at: at + 8, length: bytes.u32(at + 4, little) };
  const isLong = LONG.has(bytes.text(at + 4, 2));
  return isLong
    ? { tag, at: at + 12, length: bytes.u32(at + 8, little) }
    : { tag, at: at + 8, length: bytes.u16(at + 6, little) };
}

/** Behind an element; sequences without a length are walked through (PS3.5 section 7.5). */
function endOf(bytes: Bytes, element: Element, encoding: Encoding): number {
  if (element.length !== UNDEFINED_LENGTH) return element.at + element.length;
  const end = element.tag === TAG.item ? TAG.itemEnd : TAG.sequenceEnd;
  for (let at = element.at; ;) {
    const inner = elementAt(bytes, at, encoding);
    if (inner.tag === end) return inner.at;
    at = endOf(bytes, inner, encoding);
  }
}
