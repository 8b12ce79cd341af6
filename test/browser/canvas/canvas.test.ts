import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import { encodePng } from '../../helpers/png';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt, type Pixels, type Rgb } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import {
  annotation,
  boxShape,
  DISPLAY,
  docOf,
  GREY,
  openCanvas,
  PLAIN,
  serveCanvas,
  SOURCE,
  type OpenCanvas,
} from './openCanvas';

const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const HOME = { scale: 1, offsetX: 0, offsetY: 0 };

function assertColor(pixels: Pixels, x: number, y: number, color: Rgb, tolerance = 2): void {
  const found = pixelAt(pixels, x, y);
  const why = `at (${x}, ${y}): rgb(${found.join(', ')}) instead of rgb(${color.join(', ')})`;
  assert.ok(colorDistance(found, color) <= tolerance, why);
}

/** Four red quarters around black and white pixels, to see where a picture's pixels begin and end. */
const CHECKER = encodePng({
  widthPx: 16,
  heightPx: 16,
  sample: (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]),
});

describe('canvas', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    server = await serveCanvas({
      '/checker.png': { bytes: CHECKER, type: 'image/png' },
      '/broken.png': { bytes: CHECKER.subarray(0, 30), type: 'image/png' },
    });
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function canvas(ratio = 1): Promise<OpenCanvas> {
    return openCanvas(browser, server, ratio);
  }

  for (const ratio of [1, 2])
    for (const scale of [0.25, 1, 3.7])
      it(`draws a box on its pixels at scale ${scale}, ${ratio} device pixels per CSS pixel`, async () => {
        const open = await canvas(ratio);
        const box = boxShape(40, 30, 110, 80);
        const view = { scale, offsetX: 13, offsetY: -7 };
        await open.show(docOf(annotation('a', box)), { ...PLAIN, view });
        const pixels = await open.pixels();
        const at = (image: number, offset: number): number => Math.round((image * scale + offset) * ratio);
        const [left, top, right, bottom] = [at(40, 13), at(30, -7), at(150, 13), at(110, -7)];
        const [midX, midY] = [(left + right) >> 1, (top + bottom) >> 1];
        // The middle of a two pixel wide line lies between two pixels: both are red, their neighbours are not.
        for (const x of [left, right])
          assertColor(pixels, x - (ratio === 1 && scale > 0.25 ? 1 : 0), midY, RED);
        for (const y of [top, bottom]) assertColor(pixels, midX, y, RED);
        for (const x of [left - 4 * ratio, left + 4 * ratio, midX]) assertColor(pixels, x, midY, GREY);
        for (const y of [top + 4 * ratio, bottom + 4 * ratio]) assertColor(pixels, midX, y, GREY);
      });

  it('leaves nothing of a moved box behind, and draws what it uncovers', async () => {
    const open = await canvas();
    const under = annotation('b', boxShape(110, 90, 300, 300), { label: 'person' });
    const before = docOf(annotation('a', boxShape(100, 80, 300, 300)), under);
    const after = docOf(annotation('a', boxShape(500, 300, 200, 200)), under);
    await open.show(before, { ...PLAIN, view: HOME });
    await open.set({ doc: after });
    const edited = await open.pixels();
    assertColor(edited, 100, 200, GREY);
    assertColor(edited, 110, 200, GREEN);
    assertColor(edited, 500, 400, RED);
    const fresh = await canvas();
    await fresh.show(after, { ...PLAIN, view: HOME });
    assert.deepEqual(edited, await fresh.pixels());
  });

  it('takes an added box away again when it is undone', async () => {
    const open = await canvas();
    const before = docOf(annotation('a', boxShape(100, 80, 300, 300)));
    await open.show(before, { ...PLAIN, view: HOME });
    const first = await open.pixels();
    await open.set({ doc: docOf(...before.annotations, annotation('b', boxShape(50, 50, 620, 400))) });
    assert.notDeepEqual(await open.pixels(), first);
    await open.set({ doc: before });
    assert.deepEqual(await open.pixels(), first);
  });

  it('hides the committed shape while its draft is in hand, and shows it again when the gesture is dropped', async () => {
    const open = await canvas();
    await open.show(docOf(annotation('a', boxShape(100, 100, 200, 200))), { ...PLAIN, view: HOME });
    const first = await open.pixels();
    const shape = boxShape(400, 300, 150, 150);
    await open.set({ draft: { shapes: [{ shape, label: 'car', replaces: 'a' }] } });
    const inHand = await open.pixels();
    assertColor(inHand, 100, 200, GREY);
    assert.ok(colorDistance(pixelAt(inHand, 400, 375), GREY) > 50, 'the draft is drawn');
    await open.page.evaluate(() => window.canvasPage.set({ draft: undefined } as never));
    await open.set({});
    assert.deepEqual(await open.pixels(), first);
  });

  it('draws proposals dashed, and hides those below the threshold', async () => {
    const open = await canvas();
    const solid = annotation('a', boxShape(50, 50, 300, 100), { label: 'person' });
    const proposal = annotation('b', boxShape(50, 250, 300, 100), { proposed: true, score: 0.5 });
    await open.show(docOf(solid, proposal), { ...PLAIN, view: HOME, threshold: 0.3 });
    const pixels = await open.pixels();
    const along = (y: number): Rgb[] => Array.from({ length: 200 }, (_, i) => pixelAt(pixels, 100 + i, y));
    const red = along(250).filter((color) => colorDistance(color, RED) < 10).length;
    assert.ok(red > 80 && red < 160, `${red} of 200 pixels of a dashed line are drawn`);
    assert.ok(along(50).every((color) => colorDistance(color, GREEN) < 10));
    await open.set({ threshold: 0.6 });
    const hidden = await open.pixels();
    for (let x = 100; x < 300; x++) assertColor(hidden, x, 250, GREY);
    assertColor(hidden, 150, 50, GREEN);
    await open.set({ threshold: 0.5 });
    assert.deepEqual(await open.pixels(), pixels);
  });

  it('hides the classes that are switched off', async () => {
    const open = await canvas();
    const car = annotation('a', boxShape(50, 50, 200, 200));
    const person = annotation('b', boxShape(400, 50, 200, 200), { label: 'person' });
    await open.show(docOf(car, person), { ...PLAIN, view: HOME });
    await open.set({ hiddenClasses: ['car'] });
    const pixels = await open.pixels();
    assertColor(pixels, 50, 150, GREY);
    assertColor(pixels, 400, 150, GREEN);
  });

  it('shows no seam where tiles meet', async () => {
    const open = await canvas();
    const shape = boxShape(-50, -50, 2000, 1500);
    const slanted = annotation('b', { kind: 'polygon', rings: [[10, 300, 790, 330, 790, 335, 10, 305]] });
    const shapeDisplay = { ...DISPLAY, fillOpacity: 0.5 };
    await open.show(docOf(annotation('a', shape), slanted), { ...PLAIN, shapeDisplay, view: HOME });
    const pixels = await open.pixels();
    const plain = pixelAt(pixels, 100, 100);
    for (let i = 480; i < 540; i++) {
      assertColor(pixels, i, 100, plain, 0);
      assertColor(pixels, 100, i, plain, 0);
      const column = Array.from({ length: 30 }, (_, j) => pixelAt(pixels, i, 305 + j));
      assert.ok(
        column.some((color) => colorDistance(color, RED) < 40),
        `the slanted line is whole at x ${i}`,
      );
    }
  });

  it('is as sharp after zooming and panning as when it was opened there', async () => {
    const ring = Array.from({ length: 40 }, (_, i) => 300 + 200 * (i % 2 ? Math.sin(i) : Math.cos(i)));
    const doc = docOf(
      annotation('a', boxShape(100.3, 80.7, 300, 260)),
      annotation('b', { kind: 'polygon', rings: [ring] }, { label: 'person' }),
    );
    const end = { scale: 1.37, offsetX: -60, offsetY: -35 };
    const open = await canvas();
    await open.show(doc, { ...PLAIN, view: HOME });
    for (let step = 1; step <= 10; step++)
      await open.page.evaluate((view) => window.canvasPage.set({ view }), {
        scale: 1 + 0.037 * step,
        offsetX: -6 * step,
        offsetY: -3 * step,
      });
    await open.set({ view: end });
    const fresh = await canvas();
    await fresh.show(doc, { ...PLAIN, view: end });
    assert.deepEqual(await open.pixels(), await fresh.pixels());
  });

  it('shows image pixels as crisp squares at eight to one', async () => {
    const open = await canvas();
    const view = { scale: 8, offsetX: 40, offsetY: 24 };
    await open.show(
      docOf(),
      { ...PLAIN, view },
      { kind: 'uri', uri: '/checker.png', widthPx: 16, heightPx: 16 },
    );
    const pixels = await open.pixels();
    for (let y = 0; y < 16 * 8; y++)
      for (let x = 0; x < 16 * 8; x++) {
        const white = ((x >> 3) + (y >> 3)) % 2 === 0;
        assertColor(pixels, 40 + x, 24 + y, white ? [255, 255, 255] : [0, 0, 0]);
      }
  });

  it('parts the pixels by lines at high zoom', async () => {
    const open = await canvas();
    const image = { kind: 'uri', uri: '/checker.png', widthPx: 16, heightPx: 16 } as const;
    await open.show(docOf(), { ...PLAIN, view: { scale: 32, offsetX: 0, offsetY: 0 } }, image);
    const pixels = await open.pixels();
    const line = pixelAt(pixels, 64, 80);
    const inside = pixelAt(pixels, 80, 80);
    assert.ok(colorDistance(line, inside) > 10, 'a line at the edge of a pixel');
    assert.deepEqual(pixelAt(pixels, 85, 85), inside);
  });

  it('fits the image into the canvas with a margin', async () => {
    const open = await canvas();
    await open.show(docOf());
    const { scale, offsetX, offsetY } = await open.view();
    assert.ok(Math.abs(scale - (600 - 32) / 1200) < 1e-9, String(scale));
    const pixels = await open.pixels();
    const [left, top] = [Math.round(offsetX), Math.round(offsetY)];
    assertColor(pixels, left + 3, top + 3, GREY);
    assert.ok(colorDistance(pixelAt(pixels, left - 3, top + 3), GREY) > 20, 'the margin is not the picture');
    assertColor(pixels, 800 - left - 4, 600 - top - 4, GREY);
  });

  it('shows the labels over a missing image', async () => {
    const open = await canvas();
    const missing = { kind: 'missing', reason: 'not pulled', widthPx: 1600, heightPx: 1200 } as const;
    await open.show(docOf(annotation('a', boxShape(100, 100, 200, 200))), { ...PLAIN, view: HOME }, missing);
    assertColor(await open.pixels(), 100, 200, RED);
  });

  it('says that a broken image cannot be decoded, and shows the labels', async () => {
    const open = await canvas();
    const broken = { kind: 'uri', uri: '/broken.png', widthPx: 1600, heightPx: 1200 } as const;
    const doc = docOf(annotation('a', boxShape(100, 100, 200, 200)));
    await open.begin(doc, { ...PLAIN, view: HOME }, broken);
    await open.page.waitForFunction(() => window.canvasPage.state().errors.length > 0);
    assert.match((await open.errors())[0] ?? '', /cannot be shown.*damaged/);
    await open.set({});
    assertColor(await open.pixels(), 100, 200, RED);
  });

  it('marks what is hovered and selected, with grips on the one selected shape', async () => {
    const open = await canvas();
    const doc = docOf(
      annotation('a', boxShape(100, 100, 200, 200)),
      annotation('b', boxShape(450, 100, 200, 200)),
    );
    await open.show(doc, { ...PLAIN, view: HOME });
    const plain = await open.pixels();
    await open.set({ selection: ['a'], hovered: 'b' });
    const marked = await open.pixels();
    for (const [x, y] of [
      [100, 100],
      [200, 100],
      [300, 300],
      [100, 200],
    ] as const)
      assertColor(marked, x, y, [255, 255, 255]);
    assert.ok(
      colorDistance(pixelAt(marked, 550, 200), pixelAt(plain, 550, 200)) > 10,
      'hover fills the shape',
    );
    await open.set({ selection: [] });
    await open.page.evaluate(() => window.canvasPage.set({ hovered: undefined } as never));
    await open.set({});
    assert.deepEqual(await open.pixels(), plain);
  });

  it('asks for no frame while nothing changes', async () => {
    const open = await canvas();
    await open.show(docOf(annotation('a', boxShape(100, 100, 200, 200))), { ...PLAIN, view: HOME });
    const asked = await open.page.evaluate(() => window.canvasPage.frames());
    await open.page.waitForTimeout(500);
    assert.equal(await open.page.evaluate(() => window.canvasPage.frames()), asked);
  });

  it('puts names where there is room, and none when they are switched off', async () => {
    const open = await canvas();
    const shapeDisplay = { ...DISPLAY, showLabels: 'always' } as const;
    const doc = docOf(
      annotation('a', boxShape(100, 100, 200, 200)),
      annotation('b', boxShape(500, 300, 9, 9)),
    );
    await open.show(doc, { ...PLAIN, view: HOME, shapeDisplay });
    const named = await open.pixels();
    assertColor(named, 103, 90, RED);
    assertColor(named, 503, 290, GREY);
    await open.set({ shapeDisplay: { ...shapeDisplay, showLabels: 'never' } });
    assertColor(await open.pixels(), 103, 90, GREY);
  });

  it('draws over a picture of fewer pixels than the image is said to have', async () => {
    const open = await canvas();
    const view = { scale: 2, offsetX: 0, offsetY: 0 };
    const source = { kind: 'uri', uri: '/checker.png', widthPx: 160, heightPx: 160 } as const;
    await open.show(docOf(), { ...PLAIN, view }, source);
    const pixels = await open.pixels();
    assertColor(pixels, 10, 10, [255, 255, 255]);
    assertColor(pixels, 30, 10, [0, 0, 0]);
    assertColor(pixels, 310, 310, [255, 255, 255]);
  });

  it('begins with the picture even when the labels come with another source', async () => {
    const open = await canvas();
    await open.show(docOf(), { ...PLAIN, view: HOME }, { ...SOURCE, kind: 'missing', reason: 'not pulled' });
    const before = pixelAt(await open.pixels(), 300, 300);
    assert.ok(colorDistance(before, GREY) > 10);
    await open.set({ image: SOURCE });
    await open.page.waitForTimeout(1000);
    await open.set({});
    assertColor(await open.pixels(), 300, 300, GREY);
  });
});
