import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { Workers } from '../../../src/engine/workers';
import type { OpenPicture } from '../../../src/protocol/worker';
import { encodePng } from '../../helpers/png';
import { valuesOf, wholePicture } from '../../helpers/wholePicture';
import { fixture, useFolder, useWorkers, WORKER_PATH } from '../../helpers/workerProcess';

/** Just too large to be decoded as a whole. */
const HUGE = { width: 8200, height: 6200 };

type Place = readonly [level: number, column: number, row: number];

describe('pictures in tiles', function () {
  this.timeout(240_000);
  const folder = useFolder();
  const cacheFolder = folder.path('cache');
  const workers = useWorkers({ imaging: { cacheFolder, cacheBytes: 1e9 } });
  const open = (path: string, more: object = {}): Promise<OpenPicture> =>
    workers().imaging.call('openPicture', { path, ...more });
  const tileOf = (id: string, [level, column, row]: Place) =>
    workers().imaging.call('tile', { id, level, column, row });

  describe('in memory', () => {
    it('keeps every pixel of a palette, and what is transparent', async () => {
      const palette = [
        [255, 0, 0],
        [0, 255, 0],
        [1, 2, 3],
      ] as const;
      const sample = (x: number, y: number): number[] => [(x + y) % 3];
      const path = folder.write(
        'palette.png',
        encodePng({ widthPx: 700, heightPx: 600, kind: 'palette', palette, sample }),
      );
      const { samples, channels, widthPx, heightPx, info } = await wholePicture(workers(), { path });
      assert.deepEqual([widthPx, heightPx, channels, info.levels], [700, 600, 3, 2]);
      for (const [x, y] of [
        [0, 0],
        [511, 511],
        [512, 512],
        [699, 599],
      ] as const) {
        const at = 3 * (y * 700 + x);
        assert.deepEqual([...samples.subarray(at, at + 3)], palette[(x + y) % 3], `${x}, ${y}`);
      }
    });

    it('gives samples of 16 bits as they are, and their windows', async () => {
      const sample = (x: number, y: number): number[] => [(x * 97 + y * 13) & 0xffff];
      const path = folder.write(
        'grey16.png',
        encodePng({ widthPx: 600, heightPx: 20, kind: 'grey', bits: 16, sample }),
      );
      const picture = await wholePicture(workers(), { path });
      const values = valuesOf(picture);
      for (let i = 0; i < values.length; i += 7)
        assert.equal(values[i], sample(i % 600, Math.floor(i / 600))[0]);
      assert.deepEqual(picture.info.samples.range, { low: 0, high: Math.max(...values) });
      assert.deepEqual(
        picture.info.samples.windows.map(({ name }) => name),
        ['Automatic', 'All values'],
      );
    });

    it('codes floating point linearly between its finite ends', async () => {
      const floats = Float32Array.from({ length: 64 }, (_, i) =>
        i === 5 ? NaN : i === 6 ? Infinity : i === 7 ? -Infinity : i / 10 - 2,
      );
      const path = folder.path('float.tif');
      writeFileSync(path, floatTiff(8, 8, floats));
      const picture = await wholePicture(workers(), { path });
      const { low, high } = picture.info.samples.range;
      assert.ok(Math.abs(low + 2) < 1e-6 && Math.abs(high - 4.3) < 1e-6, `${low} ${high}`);
      const values = valuesOf(picture);
      for (const [i, value] of floats.entries())
        if (Number.isFinite(value))
          assert.ok(Math.abs((values[i] ?? NaN) - value) <= (high - low) / 65535, `${i}`);
      assert.ok(Math.abs((values[5] ?? 0) - low) < 1e-6 && Math.abs((values[6] ?? 0) - high) < 1e-4);
    });

    it('makes smaller levels by the mean, rounded up in size', async () => {
      const sample = (x: number): number[] => [x % 2 === 0 ? 100 : 200];
      const path = folder.write(
        'levels.png',
        encodePng({ widthPx: 1025, heightPx: 3, kind: 'grey', bits: 16, sample }),
      );
      const level = await wholePicture(workers(), { path }, 1);
      assert.deepEqual([level.widthPx, level.heightPx, level.info.levels], [513, 2, 3]);
      assert.deepEqual([level.samples[0], level.samples[512]], [150, 100]);
    });

    it('shows the pages of a document and the frames of an animation', async function () {
      for (const [name, pages] of [
        ['G31D_MULTI.TIF', 2],
        ['animated-loop-3.gif', 10],
        ['rotating-squares.webp', 9],
      ] as const) {
        const path = fixture(this, `image-kinds/${name}`);
        const first = await wholePicture(workers(), { path });
        const last = await wholePicture(workers(), { path, page: pages - 1 });
        assert.equal(first.info.pages, pages, name);
        assert.notEqual(first.info.id, last.info.id);
        assert.notDeepEqual(first.samples, last.samples, name);
      }
      await assert.rejects(open(fixture(this, 'image-kinds/G31D_MULTI.TIF'), { page: 2 }), {
        name: 'ImageError',
      });
    });

    it('reads JPEG 2000', async function () {
      const picture = await wholePicture(workers(), { path: fixture(this, 'image-kinds/relax.jp2') });
      assert.deepEqual([picture.widthPx, picture.heightPx, picture.channels], [320, 240, 3]);
      assert.ok(new Set(picture.samples).size > 100);
    });

    it('reads bitmaps of every depth', async () => {
      for (const bits of [1, 4, 8, 16, 24, 32]) {
        const path = folder.write(`depth${bits}.bmp`, bitmap(bits));
        const { samples, widthPx, heightPx } = await wholePicture(workers(), { path });
        assert.deepEqual([widthPx, heightPx], [3, 2]);
        // From the bottom: black, white, black; above it white, black, white.
        assert.deepEqual(
          [...samples].map((sample) => (sample > 250 ? 1 : sample)).filter((_, i) => i % 3 === 1),
          [1, 0, 1, 0, 1, 0],
          `${bits}`,
        );
      }
    });

    it('says which decoder is missing', async () => {
      const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
      await assert.rejects(open(folder.write('a.heic', heic)), {
        name: 'ImageError',
        message: /HEVC \(H\.265\)/,
      });
      const jxl = Buffer.from([0xff, 0x0a, 0, 0, 0, 0]);
      await assert.rejects(open(folder.write('a.jxl', jxl)), { name: 'ImageError', message: /JPEG XL/ });
    });

    it('is another picture when the file is another', async () => {
      const path = folder.write('change.png', encodePng({ widthPx: 10, heightPx: 10 }));
      const before = await open(path);
      assert.equal((await open(path)).id, before.id);
      writeFileSync(path, encodePng({ widthPx: 12, heightPx: 10 }));
      const after = await open(path);
      assert.notEqual(after.id, before.id);
      assert.equal(after.widthPx, 12);
    });

    it('says when a picture is not open, or has no such tile', async () => {
      await assert.rejects(tileOf('nothing', [0, 0, 0]), { name: 'PictureGone' });
      const { id } = await open(folder.write('one.png', encodePng({ widthPx: 10, heightPx: 10 })));
      for (const place of [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, -1],
        [0, 0.5, 0],
      ] as const)
        await assert.rejects(tileOf(id, place), { name: 'ImageError', message: /There is no tile/ });
      await workers().imaging.call('closePicture', { id });
      await assert.rejects(tileOf(id, [0, 0, 0]), { name: 'PictureGone' });
    });

    it('refuses what has more pixels than allowed', async function () {
      const path = folder.write('big.png', encodePng({ widthPx: 200, heightPx: 100 }));
      await assert.rejects(open(path, { limitPixels: 19_999 }), { name: 'ImageTooLarge' });
      const scan = fixture(this, 'dicom/pydicom/CT_small.dcm');
      await assert.rejects(open(scan, { limitPixels: 100 }), { name: 'ImageTooLarge' });
    });

    it('cancels', async () => {
      const { id } = await open(folder.write('cancel.png', encodePng({ widthPx: 600, heightPx: 600 })));
      const controller = new AbortController();
      const asked = workers().imaging.call(
        'tile',
        { id, level: 0, column: 0, row: 0 },
        { signal: controller.signal },
      );
      controller.abort();
      await assert.rejects(asked, { name: 'AbortError' });
      assert.equal((await tileOf(id, [0, 1, 1])).widthPx, 88);
    });
  });

  describe('of a huge image', () => {
    /** Red tells the column, green the row, blue the place within 64 pixels: smooth enough for JPEG. */
    const colourAt = (x: number, y: number): number[] => [
      Math.floor((x * 255) / HUGE.width),
      Math.floor((y * 255) / HUGE.height),
      (Math.floor(x / 64) % 2) * 200,
    ];
    const paths: Record<string, string> = {};
    before(async () => {
      const bytes = Buffer.alloc(3 * HUGE.width * HUGE.height);
      for (let y = 0, at = 0; y < HUGE.height; y++)
        for (let x = 0; x < HUGE.width; x++, at += 3) {
          bytes[at] = (x * 255) / HUGE.width;
          bytes[at + 1] = (y * 255) / HUGE.height;
          bytes[at + 2] = (Math.floor(x / 64) % 2) * 200;
        }
      const image = () => sharp(bytes, { raw: { ...HUGE, channels: 3 } });
      for (const [name, made] of [
        ['huge.jpg', image().jpeg({ quality: 95 })],
        ['huge.png', image().png({ compressionLevel: 1 })],
        ['huge.tif', image().tiff({ compression: 'lzw', tile: true })],
      ] as const)
        await made.toFile((paths[name] = folder.path(name)));
    });

    /** Fetches a tile and compares its middle with what was drawn there. */
    async function checkTile(info: OpenPicture, [level, column, row]: Place): Promise<void> {
      const tile = await tileOf(info.id, [level, column, row]);
      const { data, info: found } = await sharp(tile.bytes)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.deepEqual([found.width, found.height], [tile.widthPx, tile.heightPx]);
      const [x, y] = [Math.min(16, tile.widthPx - 1), Math.floor(tile.heightPx / 2)];
      const scale = 2 ** level;
      const expected = colourAt((column * 512 + x + 0.5) * scale, (row * 512 + y + 0.5) * scale);
      const pixel = [...data.subarray(3 * (y * found.width + x), 3 * (y * found.width + x) + 3)];
      const channels = level === 0 ? [0, 1, 2] : [0, 1];
      for (const c of channels)
        assert.ok(
          Math.abs((pixel[c] ?? 0) - (expected[c] ?? 0)) <= 12,
          `${level}/${column}/${row}: ${pixel.join()} for ${expected.join()}`,
        );
    }

    const built = (): string[] => readdirSync(cacheFolder).filter((name) => /^[0-9a-f]{32}$/.test(name));
    const manifestOf = (key: string) =>
      JSON.parse(readFileSync(join(cacheFolder, key, 'manifest.json'), 'utf8')) as {
        readonly format: string;
        readonly bytes: number;
      };
    const keysOf = (format: string): string[] => built().filter((key) => manifestOf(key).format === format);
    const bytesOf = (key: string): number => manifestOf(key).bytes;
    async function untilBuilt(count: number): Promise<void> {
      for (let waited = 0; built().length < count && waited < 120_000; waited += 100) await delay(100);
      assert.equal(built().length, count);
      await delay(300);
    }

    for (const [i, name] of ['huge.jpg', 'huge.png', 'huge.tif'].entries())
      it(`${name}: the same picture before its pyramid is there and after`, async () => {
        const info = await open(paths[name] ?? '');
        assert.deepEqual([info.widthPx, info.heightPx, info.levels, info.samples.depth], [8200, 6200, 6, 8]);
        const places = [
          [5, 0, 0],
          [3, 1, 1],
          [0, 0, 0],
          [0, 16, 12],
          [0, 8, 6],
          [1, 4, 3],
          [2, 2, 3],
        ] as const;
        for (const place of places) await checkTile(info, place);
        await untilBuilt(i + 1);
        for (const place of places) await checkTile(info, place);
      });

    it('finds the pyramid again by content, wherever the file lies', async () => {
      const copy = folder.write('copy.jpg', readFileSync(paths['huge.jpg'] ?? ''));
      const before = built();
      const info = await open(copy);
      await tileOf(info.id, [5, 0, 0]);
      for (let i = 0; i < 100 && readdirSync(join(cacheFolder, 'stamps')).length < 4; i++) await delay(100);
      await checkTile(info, [0, 3, 3]);
      assert.deepEqual(built(), before);
    });

    it('builds a pyramid anew when a tile of it is damaged', async () => {
      const path = paths['huge.jpg'] ?? '';
      const [key = ''] = keysOf('jpeg');
      const tile = join(cacheFolder, key, 'p_files', '5', '3_3.jpeg');
      const good = readFileSync(tile);
      const bad = Buffer.from(good);
      bad[bad.length >> 1] = (bad[bad.length >> 1] ?? 0) ^ 0xff;
      writeFileSync(tile, bad);
      const info = await open(path);
      await checkTile(info, [0, 3, 3]);
      await untilBuilt(3);
      assert.deepEqual(readFileSync(tile), good);
      await checkTile(info, [0, 3, 3]);
    });

    it('builds a pyramid anew when what it says of itself is damaged', async () => {
      const [key = ''] = keysOf('jpeg');
      const manifest = join(cacheFolder, key, 'manifest.json');
      await workers().imaging.call('closePicture', { id: (await open(paths['huge.jpg'] ?? '')).id });
      writeFileSync(manifest, readFileSync(manifest).subarray(0, 100));
      const info = await open(paths['huge.jpg'] ?? '');
      await checkTile(info, [0, 3, 3]);
      // While it is replaced there is none.
      const isWhole = (): boolean => existsSync(manifest) && readFileSync(manifest).length > 100;
      for (let i = 0; i < 300 && !isWhole(); i++) await delay(100);
      assert.equal(keysOf('jpeg')[0], key);
      await checkTile(info, [0, 5, 3]);
    });

    it('stops building when the picture is closed, and leaves nothing behind', async () => {
      const path = folder.path('stop.png');
      await sharp(paths['huge.jpg']).negate().png({ compressionLevel: 1 }).toFile(path);
      const { id } = await open(path);
      await tileOf(id, [5, 0, 0]);
      await delay(300);
      await workers().imaging.call('closePicture', { id });
      await delay(1500);
      assert.equal(built().length, 3);
      assert.deepEqual(
        readdirSync(cacheFolder).filter((name) => name.startsWith('building-')),
        [],
      );
    });

    it('removes what was not used for longest when the space is full', async () => {
      const [oldest = ''] = keysOf('jpeg');
      utimesSync(join(cacheFolder, oldest, 'manifest.json'), 1000, 1000);
      const room = built().reduce((sum, key) => sum + bytesOf(key), 0) - bytesOf(oldest) / 2;
      const small = new Workers({ workerPath: WORKER_PATH, imaging: { cacheFolder, cacheBytes: room } });
      try {
        const path = folder.write('again.tif', readFileSync(paths['huge.tif'] ?? ''));
        const { id } = await small.imaging.call('openPicture', { path });
        await small.imaging.call('tile', { id, level: 5, column: 0, row: 0 });
        for (let i = 0; i < 200 && built().length > 2; i++) await delay(100);
      } finally {
        small.dispose();
      }
      assert.ok(!built().includes(oldest));
    });

    it('turns a photo upright', async () => {
      const path = folder.path('turned.jpg');
      await sharp(paths['huge.jpg'])
        .rotate(270)
        .jpeg({ quality: 95 })
        .withMetadata({ orientation: 6 })
        .toFile(path);
      const info = await open(path);
      assert.deepEqual([info.widthPx, info.heightPx], [8200, 6200]);
      for (const place of [
        [5, 0, 0],
        [0, 3, 9],
        [1, 4, 3],
      ] as const)
        await checkTile(info, place);
      await workers().imaging.call('closePicture', { id: info.id });
    });

    it('cuts samples of 16 bits exactly', async () => {
      const path = folder.path('wide.tif');
      const samples = new Uint16Array(HUGE.width * HUGE.height);
      for (let i = 0; i < samples.length; i++) samples[i] = (i * 31) & 0xffff;
      await sharp(samples, { raw: { ...HUGE, channels: 1 } })
        .toColourspace('grey16')
        .tiff({ compression: 'none' })
        .toFile(path);
      const info = await open(path);
      assert.deepEqual([info.samples.depth, info.samples.slope, info.samples.intercept], [16, 1, 0]);
      const tile = await tileOf(info.id, [0, 3, 4]);
      const words = new Uint16Array(Uint8Array.from(tile.bytes).buffer);
      for (const [x, y] of [
        [0, 0],
        [511, 0],
        [7, 300],
        [511, 511],
      ] as const)
        assert.equal(words[y * 512 + x], samples[(4 * 512 + y) * HUGE.width + 3 * 512 + x], `${x}, ${y}`);
      const top = await tileOf(info.id, [info.levels - 1, 0, 0]);
      assert.deepEqual([top.widthPx, top.heightPx, top.encoding], [257, 194, 'raw']);
      rmSync(path);
    });
  });
});

/** Three by two pixels, uncompressed (BITMAPINFOHEADER), in turns black and white from the bottom left. */
function bitmap(bits: number): Buffer {
  const colours = bits <= 8 ? 2 ** bits : 0;
  const stride = 4 * Math.ceil((3 * bits) / 32);
  const dataAt = 54 + 4 * colours;
  const bytes = Buffer.alloc(dataAt + 2 * stride);
  bytes.write('BM');
  bytes.writeUInt32LE(dataAt, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(3, 18);
  bytes.writeInt32LE(2, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  if (colours > 0) bytes.writeUInt32LE(0xffffff, 58);
  for (let y = 0; y < 2; y++)
    for (let x = 0; x < 3; x++) if ((x + y) % 2 === 1) paint(bytes, dataAt + y * stride, x, bits);
  return bytes;
}

function paint(bytes: Buffer, row: number, x: number, bits: number): void {
  if (bits > 8) bytes.fill(0xff, row + (x * bits) / 8, row + ((x + 1) * bits) / 8);
  else {
    const at = row + ((x * bits) >> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (8 - bits - ((x * bits) & 7)));
  }
}

/** A one-strip TIFF of 32-bit floats (TIFF 6.0, SampleFormat 3), little-endian. */
function floatTiff(width: number, height: number, samples: Float32Array): Buffer {
  const [SHORT, LONG] = [3, 4];
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
  const head = Buffer.alloc(dataAt);
  head.write('II*\0');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, value], i) => {
    head.writeUInt16LE(tag, 10 + 12 * i);
    head.writeUInt16LE(type, 12 + 12 * i);
    head.writeUInt32LE(1, 14 + 12 * i);
    head.writeUInt32LE(value, 18 + 12 * i);
  });
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
