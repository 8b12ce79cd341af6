export interface DicomSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Centre and width of the window it is to be shown with, in stored values. */
  readonly window: readonly [center: number, width: number];
  /** A pixel's stored value, 0 to 65535. */
  readonly sample: (x: number, y: number) => number;
  /** A VOI look-up table: the stored value of its first entry, and the entries, 8 bits each in words. */
  readonly table?: { readonly first: number; readonly entries: readonly number[] };
}

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** A DICOM file of one uncompressed grey frame, 16 bits, explicit little endian; see PS3.10, section 7.1. */
export function encodeDicom({ widthPx, heightPx, window, sample, table }: DicomSpec): Buffer {
  const pixels = Buffer.alloc(2 * widthPx * heightPx);
  for (let i = 0; i < widthPx * heightPx; i++)
    pixels.writeUInt16LE(sample(i % widthPx, Math.floor(i / widthPx)), 2 * i);
  const meta = Buffer.concat([
    text(0x0002, 0x0002, 'UI', SECONDARY_CAPTURE),
    text(0x0002, 0x0010, 'UI', EXPLICIT_LITTLE_ENDIAN),
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(0x0002, 0x0000, 'UL', uint32(meta.length)),
    meta,
    text(0x0008, 0x0016, 'UI', SECONDARY_CAPTURE),
    text(0x0008, 0x0060, 'CS', 'OT'),
    number(0x0028, 0x0002, 1),
    text(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    number(0x0028, 0x0010, heightPx),
    number(0x0028, 0x0011, widthPx),
    number(0x0028, 0x0100, 16),
    number(0x0028, 0x0101, 16),
    number(0x0028, 0x0102, 15),
    number(0x0028, 0x0103, 0),
    text(0x0028, 0x1050, 'DS', String(window[0])),
    text(0x0028, 0x1051, 'DS', String(window[1])),
    table ? voiLut(table) : Buffer.alloc(0),
    element(0x7fe0, 0x0010, 'OW', pixels),
  ]);
}

/** A sequence of one item (PS3.3 C.11.2, PS3.5 section 7.5). */
function voiLut({ first, entries }: NonNullable<DicomSpec['table']>): Buffer {
  const item = Buffer.concat([
    element(0x0028, 0x3002, 'US', Buffer.concat([entries.length, first, 8].map(uint16))),
    text(0x0028, 0x3003, 'LO', 'Soft tissue'),
    element(0x0028, 0x3006, 'OW', Buffer.concat(entries.map(uint16))),
  ]);
  const head = Buffer.concat([uint16(0xfffe), uint16(0xe000), uint32(item.length)]);
  return element(0x0028, 0x3010, 'SQ', Buffer.concat([head, item]));
}

function text(group: number, id: number, vr: string, value: string): Buffer {
  const filler = vr === 'UI' ? '\0' : ' ';
  return element(group, id, vr, Buffer.from(value.length % 2 === 0 ? value : value + filler, 'latin1'));
}

function number(group: number, id: number, value: number): Buffer {
  return element(group, id, 'US', uint16(value));
}

/** OW and SQ have two more bytes and a longer length than the others; see PS3.5, section 7.1.2. */
function element(group: number, id: number, vr: string, value: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(id, 2);
  head.write(vr, 4, 'latin1');
  const length =
    vr === 'OW' || vr === 'SQ'
      ? Buffer.concat([Buffer.alloc(2), uint32(value.length)])
      : uint16(value.length);
  return Buffer.concat([head, length, value]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
