import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readImageHeader } from '../../../../src/core/imageHeader/imageHeader';
import { encodePng } from '../../../helpers/png';

const fixtures = join(process.cwd(), '..', 'shared', 'fixtures');

/** A little-endian EXIF block that says one thing: the orientation. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(274, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A JPEG up to its frame header. */
function jpeg(widthPx: number, heightPx: number, channels: number, orientation?: number): Buffer {
  const frame = Buffer.alloc(6 + 3 * channels);
  frame[0] = 8;
  frame.writeUInt16BE(heightPx, 1);
  frame.writeUInt16BE(widthPx, 3);
  frame[5] = channels;
  const app1 =
    orientation === undefined
      ? Buffer.alloc(0)
      : segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)]));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    app1,
    segment(0xc4, Buffer.alloc(3)),
    segment(0xc2, frame),
  ]);
}

function webpX(flags: number, chunk: Buffer): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF....WEBPVP8X', 'latin1');
  bytes.writeUInt32LE(10, 16);
  bytes[20] = flags;
  bytes.writeUIntLE(39, 24, 3);
  bytes.writeUIntLE(19, 27, 3);
  return Buffer.concat([bytes, chunk]);
}

function riffChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function isoBox(type: string, ...bodies: Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = Buffer.from(`\0\0\0\0${type}`, 'latin1');
  head.writeUInt32BE(body.length + 8, 0);
  return Buffer.concat([head, body]);
}

/** An AVIF whose item 1 is a 40 x 20 thumbnail and whose primary item 2 is 400 x 200 with the given transforms. */
function avif(...transforms: Buffer[]): Buffer {
  const size = (w: number, h: number): Buffer => {
    const body = Buffer.alloc(12);
    body.writeUInt32BE(w, 4);
    body.writeUInt32BE(h, 8);
    return isoBox('ispe', body);
  };
  const links = [2, 3, ...transforms.map((_, i) => 4 + i)];
  const ipma = Buffer.from([0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1, 1, 0, 2, links.length, ...links]);
  const pixi = isoBox('pixi', Buffer.from([0, 0, 0, 0, 3, 10, 10, 10]));
  const ipco = isoBox('ipco', size(40, 20), size(400, 200), pixi, ...transforms);
  const meta = isoBox(
    'meta',
    Buffer.alloc(4),
    isoBox('pitm', Buffer.from([0, 0, 0, 0, 0, 2])),
    isoBox('iprp', ipco, isoBox('ipma', ipma)),
  );
  return Buffer.concat([isoBox('ftyp', Buffer.from('avif\0\0\0\0', 'latin1')), meta]);
}

describe('readImageHeader', () => {
  it('reads a PNG and its depth', () => {
    const png = encodePng({ widthPx: 7, heightPx: 5, kind: 'rgba', bits: 8 });
    assert.deepEqual(readImageHeader(png), {
      format: 'png',
      widthPx: 7,
      heightPx: 5,
      orientation: 1,
      bitDepth: 8,
      channels: 4,
    });
    assert.equal(
      readImageHeader(encodePng({ widthPx: 2, heightPx: 2, kind: 'grey', bits: 16 }))?.bitDepth,
      16,
    );
  });

  it('turns the size of a JPEG whose orientation lies on its side', () => {
    for (const orientation of [1, 2, 3, 4])
      assert.deepEqual(size(jpeg(600, 400, 3, orientation)), [600, 400, orientation]);
    for (const orientation of [5, 6, 7, 8])
      assert.deepEqual(size(jpeg(600, 400, 3, orientation)), [400, 600, orientation]);
  });

  it('takes an orientation that means nothing as upright', () => {
    for (const orientation of [0, 9, 65535])
      assert.deepEqual(size(jpeg(60, 40, 3, orientation)), [60, 40, 1]);
  });

  it('tells a CMYK JPEG', () => {
    assert.equal(readImageHeader(jpeg(60, 40, 4))?.cmyk, true);
    assert.equal(readImageHeader(jpeg(60, 40, 3))?.cmyk, undefined);
  });

  it('finds the orientation of a WebP behind its pixels, or says that it lies further on', () => {
    const pixels = riffChunk('VP8 ', Buffer.alloc(3));
    const whole = webpX(0x08, Buffer.concat([pixels, Buffer.alloc(1), riffChunk('EXIF', exif(6))]));
    assert.deepEqual(size(whole), [20, 40, 6]);
    assert.equal(readImageHeader(whole)?.incomplete, undefined);
    assert.equal(readImageHeader(whole.subarray(0, 40))?.incomplete, true);
    assert.equal(readImageHeader(webpX(0x02, pixels))?.animated, true);
  });

  it("takes an AVIF's primary item with its turn and mirror", () => {
    assert.deepEqual(size(avif()), [400, 200, 1]);
    assert.equal(readImageHeader(avif())?.bitDepth, 10);
    assert.deepEqual(size(avif(isoBox('irot', Buffer.from([1])))), [200, 400, 8]);
    assert.deepEqual(size(avif(isoBox('irot', Buffer.from([3])))), [200, 400, 6]);
    assert.deepEqual(size(avif(isoBox('imir', Buffer.from([1])))), [400, 200, 2]);
  });

  it('reads a BMP stored from the top down', () => {
    const bmp = Buffer.alloc(54);
    bmp.write('BM');
    bmp.writeUInt32LE(40, 14);
    bmp.writeInt32LE(33, 18);
    bmp.writeInt32LE(-44, 22);
    bmp.writeUInt16LE(24, 28);
    assert.deepEqual(size(bmp), [33, 44, 1]);
  });

  it('tells an animated GIF from a still one', () => {
    const screen = Buffer.from('GIF89a\x0a\0\x14\0\0\0\0', 'latin1');
    const image = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0]);
    const end = Buffer.alloc(12, 0x3b);
    assert.equal(readImageHeader(Buffer.concat([screen, image, end]))?.animated, undefined);
    assert.equal(readImageHeader(Buffer.concat([screen, image, image, end]))?.animated, true);
  });

  it('knows nothing of empty, short and foreign bytes', () => {
    for (const text of [
      '',
      'P',
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'BM',
      '<svg/>',
      'version https://git-lfs',
    ])
      assert.equal(readImageHeader(Buffer.from(text, 'latin1')), undefined, text);
  });

  it('refuses an image without area', () => {
    assert.equal(readImageHeader(jpeg(0, 10, 3)), undefined);
  });

  it('never throws and always ends, whatever the bytes', () => {
    const seeds = [
      encodePng({ widthPx: 3, heightPx: 3 }),
      jpeg(600, 400, 3, 6),
      avif(isoBox('irot', Buffer.from([1]))),
      webpX(0x08, riffChunk('EXIF', exif(3))),
      exif(6),
      Buffer.from('GIF89a\x0a\0\x14\0\0\0\0', 'latin1'),
    ];
    const mutated = fc
      .record({
        seed: fc.constantFrom(...seeds),
        cut: fc.nat(200),
        changes: fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 }),
      })
      .map(({ seed, cut, changes }) => {
        const bytes = Uint8Array.from(seed.subarray(0, Math.max(4, seed.length - cut)));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(mutated, (bytes) => {
        const header = readImageHeader(bytes);
        assert.ok(header === undefined || (header.widthPx > 0 && header.heightPx > 0));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads all eight orientations of real photos', function () {
    if (!existsSync(join(fixtures, 'exif-orientation'))) this.skip();
    for (let orientation = 1; orientation <= 8; orientation++) {
      const bytes = readFileSync(join(fixtures, 'exif-orientation', `Portrait_${orientation}.jpg`));
      assert.deepEqual(size(bytes.subarray(0, 65536)), [450, 600, orientation]);
    }
  });
});

function size(bytes: Uint8Array): (number | undefined)[] {
  const header = readImageHeader(bytes);
  return [header?.widthPx, header?.heightPx, header?.orientation];
}
