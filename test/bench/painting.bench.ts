import { launchChromium } from '../../src/dev/lib/chromium';
import { servePage } from '../helpers/pageServer';
import { percentile } from './canvas/numbers';
import { wholeMask } from './masks/maskScene';
import { Painter, strokePoints } from './masks/painter';
import { median, rangeOf } from './support/statistics';
import { printTable } from './support/table';

// Painting with the brush on a mask as large as a picture of 6000 x 4000, by the tool alone and on the canvas; and how
// 200 masks of a megapixel each pan beside 20,000 shapes and beside the picture alone.
// Run: node out/bench/painting.bench.js [--quick]

const quick = process.argv.includes('--quick');
const STROKES = quick ? 20 : 100;
const ROUNDS = quick ? 1 : 3;
const STEPS = 60;
const FRAME_MS = 16.7;
const rows: string[][] = [];

async function main(): Promise<void> {
  measureStrokes();
  await measurePage();
  printTable(['what', 'median or value', 'range', 'beside', 'aim', ''], rows);
}

/** The tool alone: each move of the pointer, and the drop that makes the edit. */
function measureStrokes(): void {
  const painter = new Painter(wholeMask(), 0.2);
  const moves: number[] = [];
  const drops: number[] = [];
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const points = strokePoints(stroke, STEPS);
    points.forEach((at, i) => moves.push(timed(() => painter.send(i === 0 ? 'down' : 'move', at))));
    drops.push(timed(() => painter.send('up', points.at(-1) ?? { x: 0, y: 0 })));
  }
  add('brush, a move of the pointer', moves);
  add('brush, dropped: edit and document', drops, FRAME_MS);
  add('   95 of 100 within', [percentile(drops, 95)], FRAME_MS);
}

async function measurePage(): Promise<void> {
  const server = await servePage('out/test/bench/masks.page.js');
  const browser = await launchChromium({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(server.url);
    const pans = { empty: [] as number[], masks: [] as number[], shapes: [] as number[] };
    const strokes: number[] = [];
    const drops: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const scene of ['empty', 'masks', 'shapes'] as const)
        pans[scene].push(median(await page.evaluate((name) => window.masksPage.pan(name), scene)));
      const { frames, dropMs } = await page.evaluate(() => window.masksPage.paint());
      strokes.push(...frames);
      drops.push(dropMs);
    }
    add('pan, the picture alone', pans.empty);
    add('pan, 20,000 shapes', pans.shapes, undefined, pans.empty);
    add('pan, 200 masks of a megapixel', pans.masks, 2 * median(pans.empty), pans.empty);
    add('a stroke, frame', strokes, FRAME_MS);
    add('   95 of 100 within', [percentile(strokes, 95)], FRAME_MS);
    add('a stroke, dropped to sharp', drops);
  } finally {
    await browser.close();
    await server.close();
  }
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function add(what: string, timesMs: readonly number[], atMost?: number, beside?: readonly number[]): void {
  const value = median(timesMs);
  const [low, high] = rangeOf(timesMs);
  const range = timesMs.length > 1 ? `${low.toFixed(2)} to ${high.toFixed(2)}` : '';
  const ratio = beside ? `${(value / median(beside)).toFixed(2)} x` : '';
  const verdict =
    atMost === undefined ? '' : value <= atMost ? 'holds' : `misses by ${(value / atMost).toFixed(2)} x`;
  const aim = atMost === undefined ? '' : `${atMost.toFixed(1)} ms`;
  rows.push([what, `${value.toFixed(2)} ms`, range, ratio, aim, verdict]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
