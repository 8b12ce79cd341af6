import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import type { ImageFacts, Preview } from '../../../src/protocol/worker';
import { encodePng } from '../../helpers/png';
import { fixture, useFolder, useWorkers } from '../../helpers/workerProcess';

const pixelsOf = async ({ bytes }: Preview): Promise<{ data: Buffer; channels: number }> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data, channels: info.channels };
};

describe('imaging process', function () {
  this.timeout(60_000);
  const workers = useWorkers();
  const folder = useFolder();
  const probe = (path: string): Promise<ImageFacts> => workers().imaging.call('probe', { path });

  describe('probe', () => {
    it('says what the header says, upright size and raw size', async () => {
      const path = folder.path('turned.jpg');
      const picture = { create: { width: 40, height: 20, channels: 3, background: '#246' } } as const;
      await sharp(picture).jpeg().withMetadata({ orientation: 6 }).toFile(path);
      const { sizeBytes, ...facts } = await probe(path);
      assert.ok(sizeBytes > 100);
      assert.deepEqual(facts, {
        ...{ widthPx: 20, heightPx: 40, rawWidthPx: 40, rawHeightPx: 20, orientation: 6 },
        ...{ format: 'jpeg', channels: 3, hasAlpha: false, depth: 'uchar', space: 'srgb', palette: false },
        ...{ pages: 1, animated: false, browserReads: true },
      });
    });

    it('reads facts of an image beyond any limit', async function () {
      const path = fixture(this, 'image-kinds/65536-uint32-limit.png');
      const { widthPx, heightPx, palette } = await probe(path);
      assert.deepEqual([widthPx, heightPx, palette], [65536, 65536, true]);
    });

    const kinds: readonly [string, Partial<ImageFacts>][] = [
      ['16-bit-grey-alpha.png', { depth: 'ushort', space: 'grey16', hasAlpha: true, browserReads: false }],
      ['Channel_digital_image_CMYK_color.jpg', { space: 'cmyk', channels: 4, browserReads: false }],
      ['animated-loop-3.gif', { animated: true, pages: 10, widthPx: 370, heightPx: 285, browserReads: true }],
      ['big-height.webp', { animated: true, pages: 97, widthPx: 13, heightPx: 169 }],
      ['G31D_MULTI.TIF', { pages: 2, animated: false, format: 'tiff', browserReads: false }],
      ['palette_color.png', { palette: true, browserReads: true }],
      ['pitm.avif', { format: 'heif', browserReads: true }],
      ['cielab-dagams.tiff', { space: 'labs', browserReads: false }],
    ];
    for (const [name, expected] of kinds)
      it(name, async function () {
        const facts = await probe(fixture(this, `image-kinds/${name}`));
        for (const [key, value] of Object.entries(expected))
          assert.equal(facts[key as keyof ImageFacts], value, key);
      });

    it('names the file and the reason when there is nothing to read', async () => {
      for (const [path, message] of [
        [folder.path('none.png'), /none\.png cannot be read: there is no such file/],
        [folder.write('zero.png', ''), /zero\.png is empty \(0 bytes\)/],
        [folder.write('text.jpg', 'no image'), /text\.jpg cannot be decoded/],
      ] as const)
        await assert.rejects(probe(path), { name: 'ImageError', message });
    });

    it('names of any kind are opened', async () => {
      for (const name of ['a b & (c).png', "it's 100% #1.png", '-dash.png', '臉書 🦊.png']) {
        const path = folder.write(name, encodePng({ widthPx: 3, heightPx: 2 }));
        assert.equal((await probe(path)).widthPx, 3, name);
      }
    });
  });

  describe('preview', () => {
    const preview = (path: string, more: object = {}): Promise<Preview> =>
      workers().imaging.call('preview', { path, ...more });

    it('brings 16-bit grey into the window of its own values', async () => {
      const sample = (x: number): number[] => [1000 + x * 10];
      const path = folder.write(
        'grey16.png',
        encodePng({ widthPx: 200, heightPx: 50, kind: 'grey', bits: 16, sample }),
      );
      const result = await preview(path);
      assert.deepEqual([result.widthPx, result.heightPx, result.mime], [200, 50, 'image/png']);
      assert.ok(
        result.window &&
          Math.abs(result.window.low - 1000) <= 10 &&
          Math.abs(result.window.high - 2990) <= 10,
      );
      const { data, channels } = await pixelsOf(result);
      const at = (x: number): number => data[x * channels] ?? -1;
      assert.ok(
        at(0) <= 1 && at(199) >= 254 && Math.abs(at(100) - 128) <= 3,
        `${at(0)} ${at(100)} ${at(199)}`,
      );
    });

    it('obeys a window it is given', async () => {
      const sample = (x: number): number[] => [x * 100];
      const path = folder.write(
        'window.png',
        encodePng({ widthPx: 256, heightPx: 4, kind: 'grey', bits: 16, sample }),
      );
      const result = await preview(path, { window: { low: 5000, high: 10_000 } });
      const { data, channels } = await pixelsOf(result);
      const at = (x: number): number => data[x * channels] ?? -1;
      assert.deepEqual([at(0), at(50), at(100), at(255)], [0, 0, 255, 255]);
      assert.ok(Math.abs(at(75) - 127.5) < 1, `${at(75)}`);
    });

    it('leaves 16-bit colour that fills the range as it looks', async () => {
      const sample = (x: number): number[] => [x * 257, 0, 65535 - x * 257];
      const path = folder.write('rgb16.png', encodePng({ widthPx: 256, heightPx: 2, bits: 16, sample }));
      const { data } = await pixelsOf(await preview(path));
      assert.deepEqual([...data.subarray(300, 303)], [100, 0, 155]);
    });

    it('shows floating point values, NaN as black', async () => {
      const path = folder.write(
        'float.tif',
        floatTiff(32, 8, (x) => (x === 0 ? NaN : x / 31)),
      );
      const { data, channels } = await pixelsOf(await preview(path));
      const at = (x: number): number => data[x * channels] ?? -1;
      assert.ok(at(0) === 0 && at(31) === 255 && Math.abs(at(16) - 128) < 8, `${at(16)}`);
    });

    it('is no larger than asked, and never larger than the image', async () => {
      const path = folder.write('size.png', encodePng({ widthPx: 400, heightPx: 100 }));
      const small = await preview(path, { maxSidePx: 100 });
      assert.deepEqual([small.widthPx, small.heightPx], [100, 25]);
      assert.deepEqual(small.image, { widthPx: 400, heightPx: 100 });
      assert.equal((await preview(path, { maxSidePx: 9999 })).widthPx, 400);
    });

    it('turns CMYK, Lab, fax and second pages into pictures', async function () {
      for (const [name, page, size] of [
        ['Channel_digital_image_CMYK_color_no_profile.jpg', 0, [500, 333]],
        ['cielab-dagams.tiff', 0, [400, 266]],
        ['G31D_MULTI.TIF', 1, undefined],
        ['fogra-0-100-100-0.tif', 0, [1000, 1000]],
        ['chessboard_GRAY_U16B.tif', 0, [200, 200]],
      ] as const) {
        const result = await preview(fixture(this, `image-kinds/${name}`), { page });
        if (size) assert.deepEqual([result.widthPx, result.heightPx], size, name);
        const { data } = await pixelsOf(result);
        assert.ok(new Set(data).size >= 2, `${name} is one colour`);
      }
      const red = await pixelsOf(await preview(fixture(this, 'image-kinds/fogra-0-100-100-0.tif')));
      const [r = 0, g = 255, b = 255] = red.data;
      assert.ok(r > 180 && g < 90 && b < 90, `${r} ${g} ${b}`);
    });

    it('shows what there is of a truncated image', async function () {
      for (const name of ['truncated.jpg', 'truncated.png'])
        assert.ok(
          (await preview(fixture(this, `image-kinds/${name}`), { maxSidePx: 300 })).bytes.length > 200,
          name,
        );
    });

    it('refuses a bomb, naming the limit, which can be set', async () => {
      const path = folder.write('big.png', encodePng({ widthPx: 200, heightPx: 100 }));
      const refused = preview(path, { limitPixels: 19_999 });
      await assert.rejects(refused, {
        name: 'ImageTooLarge',
        message: /200x100 .* the limit is 0\.02 megapixels \(19999 pixels\)/,
        data: { pixels: 20_000, limit: 19_999 },
      });
      assert.equal((await preview(path, { limitPixels: 20_000 })).widthPx, 200);
    });

    it('answers for every kind of image with a picture or a reason, and lives on', async function () {
      const kinds = fixture(this, 'image-kinds');
      const failed: string[] = [];
      for (const name of readdirSync(kinds))
        await preview(join(kinds, name), { maxSidePx: 64 }).catch((error: Error) => {
          assert.match(error.name, /^Image(Error|TooLarge)$/, `${name}: ${error.message}`);
          failed.push(name);
        });
      assert.deepEqual(failed, [
        '65536-uint32-limit.png',
        'corrupt-header.jpg',
        'giant-image.jpg',
        'multipage_rgb.tif',
        'skimage_truncated.jpg',
      ]);
    });
  });

  describe('orientation', () => {
    it('all eight give the same upright picture', async () => {
      const upright = { width: 48, height: 32 };
      const raw = Buffer.from(encodePng({ widthPx: upright.width, heightPx: upright.height }));
      const reference = (await sharp(raw).raw().toBuffer()).toString('hex');
      for (let orientation = 1; orientation <= 8; orientation++) {
        const path = folder.path(`o${orientation}.png`);
        await (await stored(raw, orientation)).png().withMetadata({ orientation }).toFile(path);
        const facts = await probe(path);
        assert.deepEqual([facts.widthPx, facts.heightPx, facts.orientation], [48, 32, orientation]);
        const result = await workers().imaging.call('preview', { path });
        assert.equal((await pixelsOf(result)).data.toString('hex'), reference, `orientation ${orientation}`);
      }
    });

    for (const name of ['Landscape', 'Portrait'])
      it(`photos ${name} 1 to 8 look alike`, async function () {
        const first = await preview(fixture(this, `exif-orientation/${name}_1.jpg`));
        const mirrored = distance(first.data, Buffer.from(first.data).reverse());
        for (let n = 2; n <= 8; n++) {
          const other = await preview(fixture(this, `exif-orientation/${name}_${n}.jpg`));
          assert.deepEqual(other.size, first.size);
          const off = distance(other.data, first.data);
          assert.ok(off < mirrored / 3, `${name}_${n} differs by ${off}, its mirror image by ${mirrored}`);
        }
      });
    const preview = async (path: string): Promise<{ data: Buffer; size: readonly number[] }> => {
      const result = await workers().imaging.call('preview', { path, maxSidePx: 120 });
      return { data: (await pixelsOf(result)).data, size: [result.widthPx, result.heightPx] };
    };
  });
});

/** Mean difference of samples. */
const distance = (a: Buffer, b: Buffer): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;

/** The upright picture as a camera with this EXIF orientation would have stored it. */
async function stored(upright: Buffer, orientation: number): Promise<Sharp> {
  const rotate = async (image: Sharp, angle: number): Promise<Sharp> =>
    sharp(await image.rotate(angle).png().toBuffer());
  const flop = async (): Promise<Sharp> => sharp(await sharp(upright).flop().png().toBuffer());
  const inverse = [
    () => Promise.resolve(sharp(upright)),
    flop,
    () => rotate(sharp(upright), 180),
    () => Promise.resolve(sharp(upright).flip()),
    async () => rotate(await flop(), 270),
    () => rotate(sharp(upright), 270),
    async () => rotate(await flop(), 90),
    () => rotate(sharp(upright), 90),
  ][orientation - 1];
  assert.ok(inverse);
  return inverse();
}

/** A one-strip TIFF of 32-bit floats (TIFF 6.0, SampleFormat 3), little-endian. */
function floatTiff(width: number, height: number, sample: (x: number, y: number) => number): Buffer {
  const SHORT = 3;
  const LONG = 4;
  const dataAt = 8 + 2 + 10 * 12 + 4;
  const tags: readonly (readonly [number, number, number])[] = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 32],
    [259, SHORT, 1],
    [262, SHORT, 1],
    [273, LONG, dataAt],
    [277, SHORT, 1],
    [278, LONG, height],
    [279, LONG, width * height * 4],
    [339, SHORT, 3],
  ];
  const out = Buffer.alloc(dataAt + width * height * 4);
  out.write('II*\0');
  out.writeUInt32LE(8, 4);
  out.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, value], i) => {
    const at = 10 + 12 * i;
    out.writeUInt16LE(tag, at);
    out.writeUInt16LE(type, at + 2);
    out.writeUInt32LE(1, at + 4);
    out.writeUInt32LE(value, at + 8);
  });
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out.writeFloatLE(sample(x, y), dataAt + 4 * (y * width + x));
  return out;
}
