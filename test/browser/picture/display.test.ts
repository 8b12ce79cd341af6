import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { ORIENTATIONS } from '../../../src/core/scene/orientation';
import { toScreen, toScreenRect } from '../../../src/core/scene/viewport';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { ImageSource } from '../../../src/protocol/editor';
import { encodePng } from '../../helpers/png';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt, type Pixels, type Rgb } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import { displayOf, openPicture, servePicture, type OpenPicture } from './openPicture';

const SIZE = { widthPx: 1000, heightPx: 700 } as const;
/** Flat squares of 50 pixels, so that scaling does not blur what is asked for. */
const square = (x: number, y: number): [number, number, number] => {
  const [column, row] = [Math.floor(x / 50), Math.floor(y / 50)];
  return [(column * 12) & 255, (row * 17) & 255, (column * row) & 255];
};
const source = (uri: string): ImageSource => ({ kind: 'uri', uri, ...SIZE });
const VIEW = { scale: 1, offsetX: 30, offsetY: 20 };
const png = (sample: (x: number, y: number) => readonly number[]) => ({
  bytes: encodePng({ ...SIZE, sample }),
  type: 'image/png',
});

describe('picture: display', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    server = await servePicture({
      '/squares.png': png(square),
      '/green.png': png(() => [0, 160, 0]),
      '/holes.png': {
        bytes: encodePng({ ...SIZE, kind: 'rgba', sample: (x) => [200, 40, 40, x < 500 ? 255 : 0] }),
        type: 'image/png',
      },
      '/red.png': png(() => [160, 0, 0]),
      '/soft.png': png((x, y) => [100 + (x * 40) / 1000 + 6 * Math.sin(y / 30), 110, 120].map(Math.round)),
    });
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function squares(view = VIEW): Promise<OpenPicture> {
    const picture = await openPicture(browser, server);
    await picture.show(source('/squares.png'), { view });
    return picture;
  }

  /** The middle of every square that lies in the window. */
  function assertSquares(pixels: Pixels, scale: number, expected: (color: Rgb) => Rgb): void {
    for (let x = 25; x < 1000 && x * scale + 30 < 1199; x += 50)
      for (let y = 25; y < 700 && y * scale + 20 < 799; y += 50) {
        const found = pixelAt(pixels, Math.floor(x * scale + 30), Math.floor(y * scale + 20));
        const wanted = expected(square(x, y));
        assert.ok(
          colorDistance(found, wanted) <= 1,
          `(${x}, ${y}): ${found.join()} instead of ${wanted.join()}`,
        );
      }
  }

  const grey = (value: number): Rgb => [value, value, value];
  const cases = {
    invert: [{ invert: true }, (c: Rgb): Rgb => [255 - c[0], 255 - c[1], 255 - c[2]]],
    gamma: [{ gamma: 2.2 }, (c: Rgb): Rgb => [lift(c[0]), lift(c[1]), lift(c[2])]],
    brightness: [{ brightness: 0.2 }, (c: Rgb): Rgb => [more(c[0]), more(c[1]), more(c[2])]],
    channel: [{ channel: 'green' }, (c: Rgb): Rgb => grey(c[1])],
    window: [{ window: { low: 50, high: 150 } }, (c: Rgb): Rgb => [cut(c[0]), cut(c[1]), cut(c[2])]],
  } as const;
  const lift = (value: number): number => Math.round(255 * (value / 255) ** (1 / 2.2));
  const more = (value: number): number => Math.min(255, Math.round(value + 51));
  const cut = (value: number): number => Math.round(Math.min(255, Math.max(0, (255 * (value - 50)) / 100)));

  for (const [name, [change, expected]] of Object.entries(cases))
    it(`applies ${name} to what the browser decoded, at rest and zoomed, and takes it back`, async () => {
      const picture = await squares();
      const before = await picture.pixels();
      await picture.set({ display: displayOf(change) });
      assertSquares(await picture.pixels(), 1, expected);
      for (const scale of [0.61, 2.5]) {
        await picture.set({ view: { ...VIEW, scale } });
        assertSquares(await picture.pixels(), scale, expected);
      }
      await picture.set({ view: VIEW, display: displayOf({}) });
      assert.deepEqual(await picture.pixels(), before);
    });

  it('opens with display settings that were remembered', async () => {
    const picture = await openPicture(browser, server);
    await picture.show(source('/squares.png'), { view: VIEW, display: displayOf({ invert: true }) });
    assertSquares(await picture.pixels(), 1, (c) => [255 - c[0], 255 - c[1], 255 - c[2]]);
  });

  it('turns and mirrors with the view', async () => {
    const picture = await squares();
    for (const orientation of ORIENTATIONS) {
      const upright = { scale: 1, offsetX: 0, offsetY: 0, orientation };
      const { x, y } = toScreenRect(upright, { x: 0, y: 0, width: 1000, height: 700 });
      const view = { ...upright, offsetX: 10 - x, offsetY: 10 - y };
      for (const invert of [false, true]) {
        await picture.set({ view, display: displayOf({ invert }) });
        const pixels = await picture.pixels();
        for (let i = 0; i < 30; i++) {
          const image = { x: 25 + 50 * ((i * 7) % 20), y: 25 + 50 * ((i * 3) % 14) };
          const at = toScreen(view, image);
          if (at.x > 1199 || at.y > 799) continue;
          const color = square(image.x, image.y);
          const wanted: Rgb = invert ? [255 - color[0], 255 - color[1], 255 - color[2]] : color;
          assert.ok(colorDistance(pixelAt(pixels, Math.floor(at.x), Math.floor(at.y)), wanted) <= 1);
        }
      }
    }
  });

  it('lays the look on the picture alone where it is seen through', async () => {
    const picture = await openPicture(browser, server);
    await picture.show(source('/holes.png'), { view: VIEW });
    const before = await picture.pixels();
    await picture.set({ display: displayOf({ invert: true }) });
    const after = await picture.pixels();
    assert.deepEqual(pixelAt(after, 30 + 700, 300), pixelAt(before, 30 + 700, 300), 'what is behind stays');
    assert.ok(colorDistance(pixelAt(before, 30 + 200, 300), [200, 40, 40]) <= 1);
    assert.ok(colorDistance(pixelAt(after, 30 + 200, 300), [55, 215, 215]) <= 1);
  });

  it('equalizes without a seam where canvas tiles meet', async () => {
    const picture = await openPicture(browser, server);
    await picture.show(source('/soft.png'), {
      view: { scale: 1, offsetX: 0, offsetY: 0 },
      display: displayOf({ clahe: true }),
    });
    const pixels = await picture.pixels();
    let most = 0;
    for (let y = 1; y < 699; y += 3)
      for (let x = 1; x < 999; x++)
        most = Math.max(most, colorDistance(pixelAt(pixels, x, y), pixelAt(pixels, x - 1, y)));
    assert.ok(most <= 8, `neighbours differ by ${most}`);
  });

  it('tells values as stored and hands tools pixels as seen', async () => {
    const picture = await squares();
    await picture.set({ display: displayOf({ invert: true }) });
    const [red, green, blue] = square(525, 325);
    const value = await picture.page.evaluate(() => window.shownPicture.valueAt(525, 325));
    assert.equal(value?.text, `R ${red} G ${green} B ${blue}`);
    const patch = await picture.page.evaluate(() =>
      window.shownPicture.patch({ x: 525, y: 325, width: 1, height: 1 }, 10),
    );
    assert.deepEqual(patch?.data, [255 - red, 255 - green, 255 - blue, 255]);
    const histogram = await picture.page.evaluate(() => window.shownPicture.histogram());
    assert.equal(histogram?.bins.length, 3);
  });

  it('swaps a picture that was replaced on the disk without a flash, and keeps the view', async () => {
    const picture = await openPicture(browser, server);
    await picture.show(source('/green.png'), { view: VIEW });
    const colors = await picture.page.evaluate(
      (text) => window.shownPicture.film(JSON.parse(text) as never),
      JSON.stringify({ image: source('/red.png') }),
    );
    assert.equal(colors.at(-1), '160,0,0');
    assert.deepEqual([...new Set(colors)].sort(), ['0,160,0', '160,0,0'], 'nothing in between');
    assert.deepEqual(await picture.page.evaluate(() => window.shownPicture.view()), VIEW);
    // From tiles to a picture that the browser reads, and back.
    const tiled = await picture.page.evaluate(() =>
      window.shownPicture.show({ picture: 'color8', widthPx: 1000, heightPx: 700 }),
    );
    assert.equal(tiled, undefined);
    assert.ok(colorDistance(pixelAt(await picture.pixels(), 530, 370), [127, 127, 64]) <= 3);
  });

  it('follows a slider: a frame shows the change, a few more make it sharp', async () => {
    const picture = await squares({ scale: 1.1, offsetX: 0, offsetY: 0 });
    const { frames, sharp } = await picture.page.evaluate(
      (text) => window.shownPicture.slide(JSON.parse(text) as never),
      JSON.stringify(Array.from({ length: 12 }, (_, i) => ({ display: displayOf({ gamma: 1 + i / 10 }) }))),
    );
    const median = (list: readonly number[]): number =>
      [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
    // Generous: machines that run tests are slow and busy.
    assert.ok(median(frames) < 100, `a frame took ${median(frames).toFixed(1)} ms`);
    assert.ok(median(sharp) < 400, `it was sharp after ${median(sharp).toFixed(1)} ms`);
  });
});
