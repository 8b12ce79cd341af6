import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { ORIENTATIONS } from '../../../src/core/scene/orientation';
import { toImage, type Viewport } from '../../../src/core/scene/viewport';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt, type Pixels, type Rgb } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import { color8, sample16, type FakeTilesSpec } from './fakeTiles';
import { displayOf, openPicture, servePicture, type OpenPicture } from './openPicture';

const HUGE: FakeTilesSpec = { picture: 'color8', widthPx: 20_000, heightPx: 20_000 };
const RAMP: FakeTilesSpec = { picture: 'ramp16', widthPx: 5000, heightPx: 3000 };
const BACKGROUND: Rgb = [30, 30, 30];

/** Screen points all over the window, a prime apart so that they do not keep to tile borders. */
const POINTS = Array.from({ length: 40 }, (_, i) => ({ x: (i * 197) % 1200, y: (i * 131) % 800 }));

function assertPicture(
  pixels: Pixels,
  view: Viewport,
  spec: FakeTilesSpec,
  expected: (x: number, y: number) => Rgb,
): void {
  for (const screen of POINTS) {
    const { x, y } = toImage(view, { x: screen.x + 0.5, y: screen.y + 0.5 });
    const isInside = x > 0 && y > 0 && x < spec.widthPx && y < spec.heightPx;
    const isBorder =
      Math.min(Math.abs(x), Math.abs(y), Math.abs(x - spec.widthPx), Math.abs(y - spec.heightPx)) <
      2 / view.scale;
    if (isBorder) continue;
    const wanted = isInside ? expected(x, y) : BACKGROUND;
    const found = pixelAt(pixels, screen.x, screen.y);
    assert.ok(
      colorDistance(found, wanted) <= 3,
      `image point (${x.toFixed(1)}, ${y.toFixed(1)}): ${found.join()} instead of ${wanted.join()}`,
    );
  }
}

describe('picture in tiles', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    server = await servePicture();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const open = (ratio = 1): Promise<OpenPicture> => openPicture(browser, server, ratio);
  const hugeColor = (x: number, y: number): Rgb => color8(HUGE, x, y);

  for (const scale of [0.035, 0.13, 0.5, 1, 1.7, 6])
    it(`shows the right pixels of 20,000 x 20,000 at scale ${scale}, and after panning`, async () => {
      const picture = await open();
      const view = { scale, offsetX: -6000 * scale, offsetY: 300 - 9000 * scale };
      await picture.show(HUGE, { view });
      assertPicture(await picture.pixels(), view, HUGE, hugeColor);
      const panned = { ...view, offsetX: view.offsetX - 611, offsetY: view.offsetY + 377 };
      await picture.set({ view: panned });
      assertPicture(await picture.pixels(), panned, HUGE, hugeColor);
    });

  it('asks for the overview first and only for what is in view or beside it', async () => {
    const picture = await open();
    await picture.show(HUGE, { view: { scale: 1, offsetX: -9000, offsetY: -9000 } });
    const { asked, mostInFlight } = await picture.page.evaluate(() => window.shownPicture.tiles());
    assert.equal(asked[0], '6/0/0');
    assert.ok(asked.length <= 1 + 5 * 4, `${asked.length} tiles were asked for`);
    assert.ok(mostInFlight <= 4);
    assert.equal(new Set(asked).size, asked.length, 'none twice');
  });

  it('stretches the overview while finer tiles are on their way, without a hole', async () => {
    const picture = await open();
    const view = { scale: 0.5, offsetX: -4000, offsetY: -4000 };
    await picture.show({ ...HUGE, delayMs: 400 }, { view }, true);
    await picture.page.waitForTimeout(700);
    const { asked } = await picture.page.evaluate(() => window.shownPicture.tiles());
    assert.ok(asked.length < 12, 'most tiles are still to come');
    assertPicture(await picture.pixels(), view, HUGE, hugeColor);
  });

  it('cancels what a new view does not want', async () => {
    const picture = await open();
    await picture.show({ ...HUGE, delayMs: 250 }, { view: { scale: 1, offsetX: 0, offsetY: 0 } }, true);
    await picture.page.waitForTimeout(400);
    const view = { scale: 1, offsetX: -15_000, offsetY: -15_000 };
    await picture.set({ view });
    const { cancelled, asked } = await picture.page.evaluate(() => window.shownPicture.tiles());
    assert.ok(cancelled.length > 0 && cancelled.length <= 4, cancelled.join());
    assert.ok(cancelled.every((key) => !key.startsWith('6/')));
    assert.ok(
      asked.filter((key) => Number(key.split('/')[1]) < 4).length < 10,
      'what waited was never asked for',
    );
    assertPicture(await picture.pixels(), view, HUGE, hugeColor);
  });

  it('stays within its memory on a long way over 8 and 16 bits', async () => {
    const picture = await open();
    for (const spec of [HUGE, { ...HUGE, picture: 'ramp16' as const }]) {
      const walk = await picture.page.evaluate(
        (text) => window.shownPicture.walk(JSON.parse(text) as FakeTilesSpec, 16),
        JSON.stringify(spec),
      );
      assert.ok(walk.asked > 80, `${walk.asked} tiles came`);
      assert.ok(walk.mostBytes < 150e6, `${walk.mostBytes} bytes for ${spec.picture}`);
    }
  });

  it('strikes out a tile that cannot be had, says why, and shows it when asked again', async () => {
    const picture = await open();
    const view = { scale: 1, offsetX: -512, offsetY: -512 };
    await picture.show({ ...HUGE, failing: ['0/2/1'] }, { view });
    const whole = await picture.page.evaluate(() => window.shownPicture.failed());
    assert.deepEqual(whole, { count: 1, reason: 'the file ends in the middle of this tile' });
    const isStruck = (pixels: Pixels): boolean =>
      Array.from({ length: 100 }, (_, i) => pixelAt(pixels, 550 + i, 100)).some(([red]) => red > 100);
    assert.ok(isStruck(await picture.pixels()));
    await picture.page.evaluate(async () => {
      window.shownPicture.heal();
      window.shownPicture.retry();
      await window.shownPicture.settle();
    });
    assert.equal(await picture.page.evaluate(() => window.shownPicture.failed()), undefined);
    assertPicture(await picture.pixels(), view, HUGE, hugeColor);
  });

  it('says so when not even the overview can be had', async () => {
    const picture = await open();
    await picture.show({ ...HUGE, failing: ['6/0/0'] }, { view: { scale: 0.03, offsetX: 0, offsetY: 0 } });
    const errors = await picture.page.evaluate(() => window.shownPicture.errors());
    assert.match(errors.join(), /cannot be shown: the file ends/);
  });

  it('windows 16-bit samples at every zoom, and again without asking', async () => {
    const picture = await open();
    const narrow = { low: 10_000, high: 30_000 };
    const grey = (low: number, high: number) => (x: number, y: number) => {
      const value = Math.round(255 * Math.min(1, Math.max(0, (sample16(RAMP, x, y) - low) / (high - low))));
      return [value, value, value] as const;
    };
    for (const scale of [0.2, 0.7, 3]) {
      const view = { scale, offsetX: 40 - 900 * scale, offsetY: 20 };
      await picture.show({ ...RAMP, id: `at ${scale}` }, { view, display: displayOf({ window: narrow }) });
      assertPicture(await picture.pixels(), view, RAMP, grey(10_000, 30_000));
      const before = await picture.page.evaluate(() => window.shownPicture.tiles().asked.length);
      await picture.set({ display: displayOf({ window: { low: 0, high: 65_535 }, invert: true }) });
      assertPicture(await picture.pixels(), view, RAMP, (x, y) => {
        const [value] = grey(0, 65_535)(x, y);
        return [255 - value, 255 - value, 255 - value];
      });
      assert.equal(await picture.page.evaluate(() => window.shownPicture.tiles().asked.length), before);
    }
  });

  it('equalizes adaptively without a seam between tiles', async () => {
    const picture = await open();
    const spec = { picture: 'dots16', widthPx: 3000, heightPx: 2000 } as const;
    for (const scale of [0.37, 1]) {
      const view = { scale, offsetX: 0, offsetY: 0 };
      await picture.show({ ...spec, id: `${scale}` }, { view, display: displayOf({ clahe: true }) });
      const pixels = await picture.pixels();
      const step = (x: number, y: number): number =>
        colorDistance(pixelAt(pixels, x, y), pixelAt(pixels, x - 1, y));
      const [width, height] = [
        Math.min(1200, Math.floor(3000 * scale)) - 4,
        Math.min(800, Math.floor(2000 * scale)) - 4,
      ];
      let most = 0;
      for (let y = 2; y < height; y += 7) for (let x = 2; x < width; x++) most = Math.max(most, step(x, y));
      assert.ok(most <= 9, `neighbours differ by ${most} at scale ${scale}`);
      const values = Array.from({ length: width }, (_, x) => pixelAt(pixels, x + 1, 100)[0]);
      assert.ok(Math.max(...values) - Math.min(...values) > 12, 'there is contrast to see');
    }
  });

  it('turns and mirrors with the view', async () => {
    const picture = await open();
    await picture.show(HUGE, { view: { scale: 0.5, offsetX: -4000, offsetY: -4000 } });
    for (const orientation of ORIENTATIONS) {
      const base: Viewport = { scale: 0.5, offsetX: 0, offsetY: 0, orientation };
      const at = toImage(base, { x: 0, y: 0 });
      const middle = toImage(base, { x: 1, y: 1 });
      // So that the middle of the image lies in the window: 10,000 image pixels along where the axes point.
      const offset = (from: number, to: number): number => 500 - Math.sign(to - from) * 5000;
      const along = orientation.quarterTurns % 2 === 0;
      const view: Viewport = {
        ...base,
        offsetX: along ? offset(at.x, middle.x) : offset(at.y, middle.y),
        offsetY: along ? offset(at.y, middle.y) : offset(at.x, middle.x),
      };
      await picture.set({ view });
      assertPicture(await picture.pixels(), view, HUGE, hugeColor);
    }
  });

  it('tells values, in units and with a sign where they are not exact', async () => {
    const picture = await open();
    const samples = { slope: 1, intercept: -1024, unit: 'HU', range: { low: -1024, high: 64_511 } };
    await picture.show({ ...RAMP, samples }, { view: { scale: 1, offsetX: -500, offsetY: 0 } });
    const value = await picture.page.evaluate(() => window.shownPicture.valueAt(700.9, 100));
    assert.deepEqual(value, {
      text: `${sample16(RAMP, 700.5, 100) - 1024} HU`,
      values: [sample16(RAMP, 700.5, 100) - 1024],
      isExact: true,
    });
    const far = await picture.page.evaluate(() => window.shownPicture.valueAt(4900, 2900));
    assert.ok(far && !far.isExact && far.text.startsWith('≈'));
    assert.equal(await picture.page.evaluate(() => window.shownPicture.valueAt(-1, 5)), undefined);
    const histogram = await picture.page.evaluate(() => window.shownPicture.histogram());
    assert.deepEqual([histogram?.low, histogram?.high, histogram?.bins.length], [-1024, 64_511, 1]);
    const auto = await picture.page.evaluate(() => window.shownPicture.autoWindow());
    assert.ok(auto && auto.low < 0 && auto.high > 63_000);
  });

  it('writes the values into the pixels where there is room, in black on light and white on dark', async () => {
    const picture = await open();
    const guides = { crosshair: false, minimap: false, rulers: false, pixelGrid: false, pixelValues: true };
    const view = { scale: 48, offsetX: -48 * 1000, offsetY: -48 * 100 };
    await picture.show(RAMP, { view, guides, display: displayOf({ window: { low: 13_100, high: 13_432 } }) });
    await picture.set({});
    const pixels = await picture.pixels();
    const inks = (column: number): readonly number[] =>
      Array.from({ length: 48 }, (_, i) => pixelAt(pixels, 48 * column + i, 24)[0]);
    const [dark, light] = [inks(1), inks(22)];
    assert.ok(Math.max(...dark) - Math.min(...dark) > 90 && Math.max(...dark) > 150, dark.join());
    assert.ok(Math.max(...light) - Math.min(...light) > 90 && Math.min(...light) < 120, light.join());
    await picture.set({ view: { ...view, scale: 20 } });
    const bare = await picture.pixels();
    const row = Array.from({ length: 19 }, (_, i) => pixelAt(bare, 600 + i, 410)[0]);
    assert.ok(Math.max(...row) - Math.min(...row) <= 30, 'no numbers where they do not fit');
  });

  it('hands tools pixels as they are seen, as few as they ask for', async () => {
    const picture = await open();
    const display = displayOf({ window: { low: 0, high: 65_535 }, invert: true });
    await picture.show(RAMP, { view: { scale: 1, offsetX: -500, offsetY: 0 }, display });
    const patch = await picture.page.evaluate(() =>
      window.shownPicture.patch({ x: 700.2, y: 99.5, width: 9, height: 3 }, 1000),
    );
    assert.deepEqual(patch?.imageRect, { x: 700, y: 99, width: 10, height: 4 });
    const grey = 255 - Math.round((255 * sample16(RAMP, 700.5, 99.5)) / 65_535);
    assert.deepEqual(patch?.data.slice(0, 4), [grey, grey, grey, 255]);
    const small = await picture.page.evaluate(() =>
      window.shownPicture.patch({ x: -50, y: -50, width: 9000, height: 9000 }, 10_000),
    );
    assert.deepEqual(small?.imageRect, { x: 0, y: 0, width: 5000, height: 3000 });
    assert.ok(small && small.widthPx * small.heightPx <= 10_000 && small.widthPx * small.heightPx > 9000);
    const last = small.data[4 * (small.widthPx - 1)] ?? 99;
    assert.ok(last < 6, `the right end is white, inverted: ${last}`);
  });
});
