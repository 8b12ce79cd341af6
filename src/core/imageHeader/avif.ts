import type { Bytes } from './bytes';
import type { RawHeader } from './header';

interface Box {
  readonly type: string;
  readonly body: Bytes;
}

/** Orientation for `irot` (quarter turns anticlockwise), without and with the mirror that is applied after it. */
const TURNS = [1, 8, 3, 6];
/** `imir` axis 0 mirrors top to bottom, axis 1 left to right. */
const MIRRORED_VERTICALLY: readonly number[] = [4, 7, 2, 5];
const MIRRORED_HORIZONTALLY: readonly number[] = [2, 5, 4, 7];

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];

/** `avif` or `heic` by the brands at the file's beginning; undefined when it is neither. */
export function heifKind(bytes: Bytes): 'avif' | 'heic' | undefined {
  if (!bytes.says(4, 'ftyp')) return undefined;
  const count = Math.min(16, Math.floor((Math.min(bytes.u32(0), bytes.length) - 8) / 4));
  const brands = Array.from({ length: Math.max(0, count) }, (_, i) => bytes.text(8 + 4 * i, 4));
  const first = brands.find((brand) => AVIF_BRANDS.includes(brand) || HEIC_BRANDS.includes(brand));
  if (first !== undefined) return AVIF_BRANDS.includes(first) ? 'avif' : 'heic';
  return brands[0] === 'mif1' || brands[0] === 'msf1' ? 'avif' : undefined;
}

/** An AVIF or HEIC (ISO 23008-12 and AV1 image file format): the primary item's size, turn and mirror. */
export function readAvif(bytes: Bytes): RawHeader | undefined {
  const format = heifKind(bytes);
  if (!format) return undefined;
  const meta = boxes(bytes).find(({ type }) => type === 'meta');
  const header = meta && fromMeta(boxes(meta.body.slice(4, meta.body.length)), bytes.says(8, 'avis'));
  return header && { ...header, format };
}

function fromMeta(meta: readonly Box[], animated: boolean): RawHeader | undefined {
  const inside = (type: string): Bytes | undefined => meta.find((box) => box.type === type)?.body;
  const properties = inside('iprp');
  const primary = inside('pitm');
  if (!properties) return undefined;
  const parts = boxes(properties);
  const all = boxes(parts.find(({ type }) => type === 'ipco')?.body);
  const links = parts.find(({ type }) => type === 'ipma')?.body;
  const item = primary && (primary.u8(0) === 0 ? primary.u16(4) : primary.u32(4));
  const indexes = links && item !== undefined ? propertyIndexes(links, item) : undefined;
  return fromProperties(indexes ? indexes.flatMap((i) => all[i - 1] ?? []) : all, animated);
}

function fromProperties(properties: readonly Box[], animated: boolean): RawHeader | undefined {
  const find = (type: string): Bytes | undefined => properties.find((box) => box.type === type)?.body;
  const size = find('ispe');
  const depth = find('pixi');
  if (!size) return undefined;
  return {
    format: 'avif',
    widthPx: size.u32(4),
    heightPx: size.u32(8),
    orientation: orientationOf(find('irot')?.u8(0), find('imir')?.u8(0)),
    bitDepth: depth ? depth.u8(5) : 8,
    ...(depth && { channels: depth.u8(4) }),
    ...(animated && { animated: true as const }),
  };
}

function orientationOf(turn: number | undefined, mirror: number | undefined): number | undefined {
  const quarter = (turn ?? 0) & 3;
  if (mirror === undefined) return TURNS[quarter];
  return ((mirror & 1) === 0 ? MIRRORED_VERTICALLY : MIRRORED_HORIZONTALLY)[quarter];
}

/** 1-based positions in `ipco` of an item's properties. */
function propertyIndexes(ipma: Bytes, item: number): number[] | undefined {
  const version = ipma.u8(0);
  const wide = (ipma.u8(3) & 1) === 1;
  let at = 8;
  for (let entry = 0; entry < Math.min(ipma.u32(4), 65536); entry++) {
    const id = version < 1 ? ipma.u16(at) : ipma.u32(at);
    at += version < 1 ? 2 : 4;
    const count = ipma.u8(at++);
    const indexes = Array.from({ length: count }, (_, i) =>
      wide ? ipma.u16(at + 2 * i) & 0x7fff : ipma.u8(at + i) & 0x7f,
    );
    if (id === item) return indexes;
    at += count * (wide ? 2 : 1);
  }
  return undefined;
}

/** The boxes that lie wholly within the bytes. */
function boxes(bytes: Bytes | undefined): Box[] {
  const found: Box[] = [];
  for (let at = 0; bytes && at + 8 <= bytes.length;) {
    const short = bytes.u32(at);
    const size = short === 1 ? bytes.u64(at + 8) : short === 0 ? bytes.length - at : short;
    const head = short === 1 ? 16 : 8;
    if (size < head || at + size > bytes.length) break;
    found.push({ type: bytes.text(at + 4, 4), body: bytes.slice(at + head, at + size) });
    at += size;
  }
  return found;
}
