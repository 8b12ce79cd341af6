import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt, type Pixels, type Rgb } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import { EVERY_KIND, KINDS_SCHEMA } from './kindsScene';
import { annotation, boxShape, DISPLAY, docOf, GREY, openCanvas, PLAIN, serveCanvas } from './openCanvas';
import type { OpenCanvas } from './openCanvas';

const RED: Rgb = [255, 0, 0];
const HOME = { scale: 1, offsetX: 0, offsetY: 0 };
const GUIDES = { crosshair: false, minimap: false, rulers: false, pixelGrid: true, pixelValues: false };
const KINDS = { ...PLAIN, schema: KINDS_SCHEMA, view: HOME, guides: GUIDES };

function differs(pixels: Pixels, x: number, y: number, color: Rgb): boolean {
  return colorDistance(pixelAt(pixels, x, y), color) > 40;
}

/** How many pixels of a row differ from the picture. */
function marked(pixels: Pixels, y: number, from: number, to: number): number {
  let count = 0;
  for (let x = from; x < to; x++) if (differs(pixels, x, y, GREY)) count++;
  return count;
}

describe('canvas: what lives', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    server = await serveCanvas();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const canvas = (): Promise<OpenCanvas> => openCanvas(browser, server);

  for (const tip of ['round', 'square'] as const)
    it(`shows a stroke of a ${tip} tip as wide as it paints, and as a whole when it has grown`, async () => {
      const open = await canvas();
      await open.show(docOf(), { ...KINDS, tool: 'brush' });
      const stroke = (to: number): object => ({
        shapes: [],
        stroke: {
          points: Array.from({ length: to }, (_, i) => [100 + 4 * i, 300]).flat(),
          ...{ sizePx: 60, tip, erases: false, label: 'car' },
        },
      });
      for (const to of [1, 20, 50, 100]) await open.set({ draft: stroke(to) } as never);
      const grown = await open.pixels();
      for (const x of [100, 250, 400, 495])
        for (const y of [275, 300, 325]) assert.ok(differs(grown, x, y, GREY), `${x}, ${y} is painted`);
      for (const y of [266, 334]) assert.equal(marked(grown, y, 90, 510), 0);
      assert.equal(differs(grown, 72, 272, GREY), tip === 'square');
      const fresh = await canvas();
      await fresh.show(docOf(), { ...KINDS, tool: 'brush', draft: stroke(100) } as never);
      const whole = await fresh.pixels();
      for (const [x, y] of [
        [250, 300],
        [100, 280],
        [499, 310],
      ] as const)
        assert.ok(colorDistance(pixelAt(grown, x, y), pixelAt(whole, x, y)) <= 4);
    });

  it('shows a tip, marked spots, help lines and where the pointer was drawn to', async () => {
    const open = await canvas();
    await open.show(docOf(), KINDS);
    const empty = await open.pixels();
    await open.set({
      draft: {
        shapes: [],
        tip: { at: { x: 200, y: 200 }, sizePx: 80, shape: 'round' },
        dots: [400, 200],
        guides: [[100, 400, 700, 400]],
        snapped: { x: 600, y: 200 },
      },
    });
    const pixels = await open.pixels();
    for (const [x, y] of [
      [160, 200],
      [240, 200],
      [400, 200],
      [300, 400],
      [600, 193],
    ] as const)
      assert.ok(differs(pixels, x, y, GREY), `(${x}, ${y})`);
    assert.ok(!differs(pixels, 200, 200, GREY), 'the tip is an outline');
    await open.page.evaluate(() => window.canvasPage.set({ draft: undefined } as never));
    await open.set({});
    assert.deepEqual(await open.pixels(), empty);
  });

  it('shows every kind in hand', async () => {
    const open = await canvas();
    await open.show(docOf(), KINDS);
    for (const { id, shape, label } of EVERY_KIND) {
      await open.set({ draft: { shapes: [{ shape, label }] } });
      const pixels = await open.pixels();
      let count = 0;
      for (let y = 0; y < 450; y += 2) count += marked(pixels, y, 0, 800);
      assert.ok(count > 20, `${id}: ${count} pixels`);
    }
  });

  it('draws an arrow between related shapes, and marks the others of a group', async () => {
    const open = await canvas();
    const from = annotation('a', boxShape(100, 100, 100, 100), { links: [{ to: 'b' }], group: 3 });
    const to = annotation('b', boxShape(500, 100, 100, 100));
    const member = annotation('c', boxShape(100, 400, 100, 100), { group: 3 });
    await open.show(docOf(from, to, member), KINDS);
    const plain = await open.pixels();
    assert.equal(marked(plain, 150, 220, 480), 0);
    await open.set({ hovered: 'a' });
    const hovered = await open.pixels();
    assert.ok(marked(hovered, 150, 220, 480) > 240, 'the arrow');
    assert.notDeepEqual(pixelAt(hovered, 150, 450), pixelAt(plain, 150, 450), 'the member is filled');
  });

  it('marks a locked shape where no names are shown, and gives it no grips', async () => {
    const open = await canvas();
    await open.show(docOf(annotation('a', boxShape(200, 200, 200, 200), { locked: true })), KINDS);
    const pixels = await open.pixels();
    assert.ok(colorDistance(pixelAt(pixels, 202, 188), RED) < 60, 'a mark at its corner');
    await open.set({ selection: ['a'] });
    assert.ok(differs(await open.pixels(), 400, 400, [255, 255, 255]), 'no grip');
  });

  it('has rulers that count image pixels and show where the pointer is', async () => {
    const open = await canvas();
    await open.show(docOf(), KINDS);
    await open.set({ guides: { ...GUIDES, rulers: true }, pointer: { x: 300, y: 200 } });
    const pixels = await open.pixels();
    assert.ok(!differs(pixels, 300, 5, [255, 93, 115]), 'the pointer above');
    assert.ok(!differs(pixels, 5, 200, [255, 93, 115]), 'the pointer at the side');
    assert.ok(!differs(pixels, 30, 30, GREY));
    for (const x of [100, 200, 400])
      assert.ok(differs(pixels, x, 15, pixelAt(pixels, x + 7, 15)), `a mark at ${x}`);
    await open.set({ view: { scale: 1, offsetX: 50, offsetY: 0 } });
    const moved = await open.pixels();
    assert.ok(differs(moved, 150, 15, pixelAt(moved, 157, 15)), 'marks move with the picture');
  });

  it('has a minimap that shows the part in view, and moves the view by a press and a drag', async () => {
    const open = await canvas();
    const view = { scale: 2, offsetX: 0, offsetY: 0 };
    await open.show(docOf(), { ...KINDS, view });
    const without = await open.pixels();
    await open.set({ guides: { ...GUIDES, minimap: true } });
    assert.notDeepEqual(await open.pixels(), without);
    // 1600 x 1200 pixels become 176 x 132, 12 from the corner.
    const [left, top] = [800 - 12 - 176, 600 - 12 - 132];
    await open.page.mouse.move(left + 88, top + 66);
    await open.page.mouse.down();
    const pressed = await open.view();
    assert.ok(Math.abs(pressed.offsetX - (400 - 800 * 2)) < 12, String(pressed.offsetX));
    assert.ok(Math.abs(pressed.offsetY - (300 - 600 * 2)) < 12, String(pressed.offsetY));
    await open.page.mouse.move(left + 88 + 44, top + 66);
    const dragged = await open.view();
    assert.ok(Math.abs(dragged.offsetX - (400 - 1200 * 2)) < 12, String(dragged.offsetX));
    await open.page.mouse.up();
    await open.page.mouse.move(left + 88, top + 66);
    assert.equal((await open.view()).offsetX, dragged.offsetX);
    assert.equal(dragged.scale, 2);
  });

  it('keeps drawing at another pixel ratio', async () => {
    const open = await canvas();
    const doc = docOf(...EVERY_KIND);
    await open.show(doc, { ...KINDS, shapeDisplay: DISPLAY });
    const cdp = await open.page.context().newCDPSession(open.page);
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      ...{ width: 800, height: 600, deviceScaleFactor: 2, mobile: false },
    });
    // Emulation tells no media query: the next frame notices by itself.
    await open.set({ view: { ...HOME } });
    const [width, ...line] = await open.page.evaluate(() => {
      const shapes = document.querySelectorAll('canvas')[1];
      return [shapes?.width, ...(shapes?.getContext('2d')?.getImageData(60, 170, 1, 1).data ?? [])];
    });
    assert.equal(width, 1600);
    assert.deepEqual(line, [255, 0, 0, 255]);
  });

  it('draws a polygon of 100,000 points at any zoom', async () => {
    const open = await canvas();
    const ring = Array.from({ length: 200_000 }, (_, i) => {
      const angle = (Math.floor(i / 2) / 100_000) * 2 * Math.PI;
      return (
        Math.round(100 * (i % 2 === 0 ? 400 + 300 * Math.cos(angle) : 400 + 300 * Math.sin(angle))) / 100
      );
    });
    await open.show(docOf(annotation('a', { kind: 'polygon', rings: [ring] })), KINDS);
    const pixels = await open.pixels();
    assert.ok(colorDistance(pixelAt(pixels, 100, 400), RED) < 30);
    await open.set({
      view: { scale: 40, offsetX: -100 * 40 + 400, offsetY: -400 * 40 + 300 },
      selection: ['a'],
    });
    const near = await open.pixels();
    assert.ok([...Array(9).keys()].some((i) => differs(near, 396 + i, 320, GREY)));
    assert.ok(!differs(near, 200, 200, GREY), 'outside');
  });
});
