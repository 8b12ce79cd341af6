import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { orient, ORIENTATIONS, type Orientation } from '../../../src/core/scene/orientation';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt, type Pixels, type Rgb } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import { EVERY_KIND, KINDS_SCHEMA, maskShape, square } from './kindsScene';
import { annotation, boxShape, DISPLAY, docOf, GREY, openCanvas, PLAIN, serveCanvas } from './openCanvas';
import type { OpenCanvas } from './openCanvas';

const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const HOME = { scale: 1, offsetX: 0, offsetY: 0 };
const KINDS = { ...PLAIN, schema: KINDS_SCHEMA, view: HOME };

function assertColor(pixels: Pixels, x: number, y: number, color: Rgb, tolerance = 8): void {
  const found = pixelAt(pixels, x, y);
  const why = `at (${x}, ${y}): rgb(${found.join(', ')}) instead of rgb(${color.join(', ')})`;
  assert.ok(colorDistance(found, color) <= tolerance, why);
}

/** One of the pixels around a place has nearly this colour: lines may lie between two pixels. */
function assertNear(pixels: Pixels, x: number, y: number, color: Rgb): void {
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => pixelAt(pixels, x + dx, y + dy)));
  const best = Math.min(...around.map((found) => colorDistance(found, color)));
  assert.ok(best <= 60, `around (${x}, ${y}): nothing like rgb(${color.join(', ')})`);
}

/** What is selected has a white line within its colour. */
function assertBright(pixels: Pixels, x: number, y: number, name: string): void {
  const brightest = Math.max(
    ...[-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => Math.min(...pixelAt(pixels, x + dx, y + dy)))),
  );
  assert.ok(brightest > 110, `${name} at (${x}, ${y}): ${brightest}`);
}

/** Half of one and half of another. */
function mixed(a: Rgb, b: Rgb): Rgb {
  return [0, 1, 2].map((i) => Math.round(((a[i] ?? 0) + (b[i] ?? 0)) / 2)) as unknown as Rgb;
}

describe('canvas: every kind', function () {
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

  const canvas = (ratio = 1): Promise<OpenCanvas> => openCanvas(browser, server, ratio);

  /** Places on each kind's line or dot (image pixels), and what is seen there. */
  const SPOTS: readonly (readonly [string, number, number, Rgb])[] = [
    ['box', 30, 85, RED],
    ['front of a cuboid', 180, 100, RED],
    ['ellipse', 456, 122, RED],
    ['border of a mask', 501, 90, GREEN],
    ['border of its hole', 533, 95, GREEN],
    ['hole of a polygon', 695, 85, RED],
    ['polyline', 90, 220, RED],
    ['end of a polyline', 30, 220, RED],
    ['point', 225, 215, RED],
    ['head of a skeleton', 540, 190, BLUE],
    ['ring of an occluded joint', 597, 230, GREEN],
    ['edge of a skeleton', 550, 240, GREEN],
    ['closed spline', 660, 220, RED],
    ['end of an open spline', 160, 360, RED],
  ];

  it('is drawn where it is, hollow where it is occluded, unfilled where it is open', async () => {
    const open = await canvas();
    await open.show(docOf(...EVERY_KIND), KINDS);
    const pixels = await open.pixels();
    for (const [, x, y, color] of SPOTS) assertNear(pixels, x, y, color);
    assert.ok(colorDistance(pixelAt(pixels, 600, 230), [0, 0, 0]) < 60, 'an occluded joint is a ring');
    for (const [x, y] of [
      [85, 85],
      [400, 90],
      [715, 220],
      [70, 210],
      [120, 350],
    ] as const)
      assertColor(pixels, x, y, GREY);
  });

  it('fills areas by their holes, and of a cuboid the front', async () => {
    const open = await canvas();
    const shapeDisplay = { ...DISPLAY, fillOpacity: 0.5 };
    await open.show(docOf(...EVERY_KIND), { ...KINDS, shapeDisplay });
    const pixels = await open.pixels();
    const [red, green] = [mixed(GREY, RED), mixed(GREY, GREEN)];
    for (const [x, y] of [
      [85, 85],
      [210, 120],
      [400, 90],
      [675, 90],
      [400, 220],
      [715, 220],
    ] as const)
      assertColor(pixels, x, y, red);
    assertColor(pixels, 515, 60, green);
    for (const [x, y] of [
      [555, 95],
      [710, 85],
      [280, 50],
      [110, 220],
      [120, 350],
    ] as const)
      assertColor(pixels, x, y, GREY);
  });

  for (const orientation of ORIENTATIONS)
    it(`looks the same, only turned: ${orientation.quarterTurns} quarters${orientation.isMirrored ? ', mirrored' : ''}`, async () => {
      const open = await canvas();
      await open.show(docOf(...EVERY_KIND), { ...KINDS, view: turnedView(orientation) });
      const pixels = await open.pixels();
      const { offsetX, offsetY } = turnedView(orientation);
      let seen = 0;
      for (const [, x, y, color] of SPOTS) {
        const at = orient(orientation, { x, y });
        const [left, top] = [at.x + offsetX, at.y + offsetY];
        if (left < 2 || top < 2 || left > 797 || top > 597) continue;
        assertNear(pixels, left, top, color);
        seen++;
      }
      assert.ok(seen >= 8, `${seen} places are in sight`);
    });

  it('is drawn on the live layer at the same place as in the tiles, when turned as well', async () => {
    for (const orientation of [ORIENTATIONS[1], ORIENTATIONS[6]] as Orientation[]) {
      const open = await canvas();
      await open.show(docOf(...EVERY_KIND), { ...KINDS, view: turnedView(orientation) });
      for (const { id } of EVERY_KIND) await open.set({ selection: [id] });
      await open.set({ selection: EVERY_KIND.map(({ id }) => id) });
      const pixels = await open.pixels();
      const { offsetX, offsetY } = turnedView(orientation);
      for (const [name, x, y] of SPOTS) {
        const at = orient(orientation, { x, y });
        if (!/^(box|front|polyline|closed|edge|border of a mask)/.test(name)) continue;
        const [left, top] = [at.x + offsetX, at.y + offsetY];
        if (left < 2 || top < 2 || left > 797 || top > 597) continue;
        assertBright(pixels, left, top, name);
      }
    }
  });

  it('paints masks back to front', async () => {
    const open = await canvas();
    const shapeDisplay = { ...DISPLAY, fillOpacity: 1 };
    const below = annotation('zz', maskShape(square(100, 100, 200)), { order: -1 });
    const above = annotation('aa', maskShape(square(200, 200, 200)), { label: 'person' });
    await open.show(docOf(above, below), { ...KINDS, shapeDisplay });
    const pixels = await open.pixels();
    assertColor(pixels, 150, 150, RED);
    assertColor(pixels, 250, 250, GREEN);
    await open.set({ doc: docOf(above, { ...below, order: 5 }) });
    assertColor(await open.pixels(), 250, 250, RED);
  });

  for (const scale of [0.25, 1, 3, 8])
    it(`draws a mask on its pixels at scale ${scale}`, async () => {
      const open = await canvas();
      const shapeDisplay = { ...DISPLAY, fillOpacity: 1, outline: false };
      const view = { scale, offsetX: 10, offsetY: 20 };
      const side = scale < 1 ? 800 : 40;
      const hole = scale < 1 ? 400 : 8;
      const mask = maskShape(square(16, 16, side), square(24, 24, hole));
      await open.show(docOf(annotation('a', mask)), { ...KINDS, shapeDisplay, view });
      const pixels = await open.pixels();
      const at = (image: number, offset: number): number => image * scale + offset;
      for (let x = at(16, 10); x < Math.min(at(24, 10), 790); x++) assertColor(pixels, x, at(20, 20), RED);
      assertColor(pixels, at(16, 10) - 1, at(20, 20), GREY);
      assertColor(pixels, at(24, 10), at(28, 20), GREY);
      assertColor(pixels, at(24, 10) - 1, at(28, 20), RED);
      if (at(16 + side, 10) < 790) {
        assertColor(pixels, at(16 + side, 10) - 1, at(20, 20), RED);
        assertColor(pixels, at(16 + side, 10), at(20, 20), GREY);
      }
    });

  it('repaints only what a brush has changed, and leaves the same picture as a fresh canvas', async () => {
    const open = await canvas();
    const shapeDisplay = { ...DISPLAY, fillOpacity: 0.5 };
    const before = annotation('a', maskShape(square(20, 20, 700)));
    const after = annotation('a', maskShape(square(20, 20, 700), square(300, 300, 50)));
    await open.show(docOf(before), { ...KINDS, shapeDisplay });
    await open.set({ doc: docOf(after) });
    const fresh = await canvas();
    await fresh.show(docOf(after), { ...KINDS, shapeDisplay });
    assert.deepEqual(await open.pixels(), await fresh.pixels());
  });

  it('shows the masks of the page in view, and neither those hidden here nor those hidden themselves', async () => {
    const open = await canvas();
    const doc = docOf(
      annotation('a', boxShape(50, 50, 80, 80)),
      annotation('b', boxShape(200, 50, 80, 80), { page: 1 }),
      annotation('c', boxShape(350, 50, 80, 80), { hidden: true }),
      annotation('d', boxShape(500, 50, 80, 80)),
    );
    await open.show(doc, { ...KINDS, pages: { count: 2, index: 0 } });
    await open.set({ hiddenIds: ['d'] });
    const first = await open.pixels();
    assertColor(first, 50, 90, RED);
    for (const x of [200, 350, 500]) assertColor(first, x, 90, GREY);
    await open.set({ hiddenIds: [], pages: { count: 2, index: 1 } });
    const second = await open.pixels();
    assertColor(second, 200, 90, RED);
    for (const x of [50, 350, 500]) assertColor(second, x, 90, GREY);
  });

  it('colours by instance and by group', async () => {
    const open = await canvas();
    const doc = docOf(
      annotation('a', boxShape(50, 50, 80, 80), { group: 1 }),
      annotation('b', boxShape(200, 50, 80, 80), { group: 1, label: 'person' }),
      annotation('c', boxShape(350, 50, 80, 80), { group: 2 }),
    );
    await open.show(doc, { ...KINDS, shapeDisplay: { ...DISPLAY, colorBy: 'group' } });
    const grouped = await open.pixels();
    assert.deepEqual(pixelAt(grouped, 50, 90), pixelAt(grouped, 200, 90));
    assert.ok(colorDistance(pixelAt(grouped, 50, 90), pixelAt(grouped, 350, 90)) > 60);
    await open.set({ shapeDisplay: { ...DISPLAY, colorBy: 'instance' } });
    const own = await open.pixels();
    assert.ok(colorDistance(pixelAt(own, 50, 90), pixelAt(own, 200, 90)) > 60);
  });

  it('marks a selection of very many in the tiles, and takes the marks away', async () => {
    const open = await canvas();
    const many = Array.from({ length: 150 }, (_, i) =>
      annotation(`b${1000 + i}`, boxShape(20 + (i % 15) * 50, 20 + Math.floor(i / 15) * 50, 40, 40)),
    );
    await open.show(docOf(...many), KINDS);
    const plain = await open.pixels();
    await open.set({ selection: many.map(({ id }) => id) });
    assertColor(await open.pixels(), 20, 40, [255, 255, 255]);
    await open.set({ selection: [] });
    assert.deepEqual(await open.pixels(), plain);
  });
});

/** The turned 800 x 600 pixels at the canvas' upper left. */
function turnedView(orientation: Orientation): {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly orientation: Orientation;
} {
  const corners = [
    { x: 0, y: 0 },
    { x: 800, y: 600 },
  ].map((corner) => orient(orientation, corner));
  const least = (values: number[]): number => Math.min(...values);
  return {
    scale: 1,
    offsetX: 0 - least(corners.map(({ x }) => x)),
    offsetY: 0 - least(corners.map(({ y }) => y)),
    orientation,
  };
}
