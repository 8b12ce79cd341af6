import assert from 'node:assert/strict';
import fc from 'fast-check';
import { imageFormat } from '../../../../src/core/imageHeader/format';
import { readImageHeader } from '../../../../src/core/imageHeader/imageHeader';

type Syntax = 'implicit' | 'explicit' | 'big';
const UIDS: Readonly<Record<Syntax, string>> = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  big: '1.2.840.10008.1.2.2',
};

/** One DICOM element; a length of -1 stands for an undefined one. */
function element(syntax: Syntax, tag: number, vr: string, value: Buffer, length = value.length): Buffer {
  const big = syntax === 'big';
  const u16 = (n: number): Buffer => Buffer.from(big ? [n >> 8, n & 255] : [n & 255, n >> 8]);
  const u32 = (n: number): Buffer => {
    const [low, high] = [u16(n & 0xffff), u16(n >>> 16)];
    return Buffer.concat(big ? [high, low] : [low, high]);
  };
  const head = [u16(tag >>> 16), u16(tag & 0xffff)];
  const isItem = tag >>> 16 === 0xfffe;
  if (syntax === 'implicit' || isItem) return Buffer.concat([...head, u32(length), value]);
  const isLong = ['SQ', 'OB', 'OW', 'UN'].includes(vr);
  const size = isLong ? [u16(0), u32(length)] : [u16(length)];
  return Buffer.concat([...head, Buffer.from(vr), ...size, value]);
}

interface Scan {
  readonly syntax: Syntax;
  readonly rows: number;
  readonly columns: number;
  readonly frames?: number;
  readonly preamble?: boolean;
}

/** The head of a DICOM image, with a sequence of undefined length before the size. */
function dicom({ syntax, rows, columns, frames, preamble = true }: Scan): Buffer {
  const u16 = (n: number): Buffer => Buffer.from(syntax === 'big' ? [n >> 8, n & 255] : [n & 255, n >> 8]);
  const inner = element(syntax, 0x00081150, 'UI', Buffer.from('1.2\0'));
  const item = [element(syntax, 0xfffee000, '', inner, -1), element(syntax, 0xfffee00d, '', Buffer.alloc(0))];
  const sequence = Buffer.concat([...item, element(syntax, 0xfffee0dd, '', Buffer.alloc(0))]);
  const body = [
    element(syntax, 0x00080016, 'UI', Buffer.from('1.2.3\0')),
    element(syntax, 0x00082112, 'SQ', sequence, -1),
    element(syntax, 0x00280002, 'US', u16(1)),
    ...(frames ? [element(syntax, 0x00280008, 'IS', Buffer.from(String(frames).padEnd(4)))] : []),
    element(syntax, 0x00280010, 'US', u16(rows)),
    element(syntax, 0x00280011, 'US', u16(columns)),
    element(syntax, 0x00280101, 'US', u16(12)),
    element(syntax, 0x7fe00010, 'OW', Buffer.alloc(4)),
  ];
  const uid = Buffer.from(UIDS[syntax].length % 2 ? `${UIDS[syntax]}\0` : UIDS[syntax]);
  const meta = [Buffer.alloc(128), Buffer.from('DICM'), element('explicit', 0x00020010, 'UI', uid)];
  return Buffer.concat([...(preamble ? meta : []), ...body]);
}

function jp2Codestream(width: number, height: number, bits: number, components: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0xff, 0x4f, 0xff, 0x51]);
  bytes.writeUInt32BE(width + 5, 8);
  bytes.writeUInt32BE(height + 7, 12);
  bytes.writeUInt32BE(5, 16);
  bytes.writeUInt32BE(7, 20);
  bytes.writeUInt16BE(components, 40);
  bytes[42] = bits - 1;
  return bytes;
}

const sizeOf = (bytes: Uint8Array) => {
  const header = readImageHeader(bytes);
  return header && [header.format, header.widthPx, header.heightPx, header.bitDepth, header.pages];
};

describe('headers of scans', () => {
  it('reads the size of DICOM images in every encoding, past nested sequences', () => {
    for (const syntax of ['implicit', 'explicit', 'big'] as const) {
      const scan = { syntax, rows: 300, columns: 484, frames: 7 };
      assert.deepEqual(sizeOf(dicom(scan)), ['dicom', 484, 300, 12, 7], syntax);
      if (syntax !== 'big')
        assert.deepEqual(sizeOf(dicom({ ...scan, preamble: false })), ['dicom', 484, 300, 12, 7]);
    }
  });

  it('takes a DICOM file with the preamble of a TIFF for what it is', () => {
    const bytes = dicom({ syntax: 'explicit', rows: 2, columns: 3 });
    bytes.write('II*\0', 'latin1');
    assert.equal(imageFormat(bytes), 'dicom');
    assert.deepEqual(sizeOf(bytes), ['dicom', 3, 2, 12, undefined]);
  });

  it('reads JPEG 2000 codestreams and files, whose grid may not begin at 0', () => {
    const stream = jp2Codestream(640, 480, 12, 3);
    assert.deepEqual(sizeOf(stream), ['jp2', 640, 480, 12, undefined]);
    const box = (type: string, body: Buffer): Buffer => {
      const head = Buffer.from(`\0\0\0\0${type}`, 'latin1');
      head.writeUInt32BE(body.length + 8);
      return Buffer.concat([head, body]);
    };
    const signature = box('jP  ', Buffer.from('\r\n\x87\n', 'latin1'));
    const file = Buffer.concat([
      signature,
      box('ftyp', Buffer.alloc(12)),
      box('jp2h', Buffer.alloc(30)),
      box('jp2c', stream),
    ]);
    assert.deepEqual(sizeOf(file), ['jp2', 640, 480, 12, undefined]);
  });

  it('reads the size of a JPEG XL', () => {
    // Not small, height 480 in 9 bits, ratio 3 (4:3): bits from the least significant.
    const bits = 0 | (0 << 1) | (479 << 3) | (3 << 12);
    const bytes = Buffer.from([0xff, 0x0a, bits & 255, (bits >> 8) & 255, 0, 0]);
    assert.deepEqual(sizeOf(bytes), ['jxl', 640, 480, 8, undefined]);
  });

  it('tells HEIC from AVIF by the brands', () => {
    const brands = (...names: string[]): Buffer => {
      const bytes = Buffer.from(`\0\0\0\0ftyp${names[0]}\0\0\0\0${names.join('')}`, 'latin1');
      bytes.writeUInt32BE(bytes.length);
      return bytes;
    };
    assert.equal(imageFormat(brands('mif1', 'heic')), 'heic');
    assert.equal(imageFormat(brands('heix')), 'heic');
    assert.equal(imageFormat(brands('avif', 'mif1')), 'avif');
    assert.equal(imageFormat(brands('isom')), undefined);
  });

  it('never throws and always ends, whatever the bytes', () => {
    const seeds = [
      dicom({ syntax: 'implicit', rows: 9, columns: 9 }),
      dicom({ syntax: 'explicit', rows: 9, columns: 9, preamble: false }),
      jp2Codestream(9, 9, 8, 1),
    ];
    const change = fc.tuple(fc.nat(300), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.nat(300),
        fc.array(change, { maxLength: 8 }),
        (seed, cut, changes) => {
          const bytes = Uint8Array.from(seed.subarray(0, Math.max(1, seed.length - cut)));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const header = readImageHeader(bytes);
          assert.ok(header === undefined || (header.widthPx > 0 && header.heightPx > 0));
          imageFormat(bytes);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
