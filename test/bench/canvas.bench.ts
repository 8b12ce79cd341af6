import { parseArgs } from 'node:util';
import { launchChromium } from '../../src/dev/lib/chromium';
import { servePage } from '../helpers/pageServer';
import type { BenchPage } from './canvas.page';
import { inTurn, type Results } from './canvas/inTurn';
import { median, percentile } from './canvas/numbers';
import { printHead, printRow, type Aim } from './canvas/verdict';
import type { ContenderName } from './canvas/contender';

// How quick the canvas is, beside the picture alone (the floor), Canvas 2D with cached paths and culling (plain), and
// three libraries used as the labelling tools around us use them: svg.js as CVAT, Konva as Label Studio, Annotorious.
// The contenders take turns in each round; what is printed is the median of the rounds, with their range. Only the
// ratios mean anything on another machine.
// Run: node out/bench/canvas.bench.js [--quick] [--sizes=1000,50000] [--only=pan,conflicts,zoom,drag,hover,open,picture]
//      [--contenders=floor,ours]
// The browser draws without a GPU and without the screen's rate (--disable-frame-rate-limit, --disable-gpu-vsync),
// so the time from frame to frame is what a frame costs.

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    only: { type: 'string' },
    contenders: { type: 'string' },
  },
});
const ROUNDS = options.quick ? 2 : 3;
const PEER_ROUNDS = 2;
/** From this size on a peer's frame takes long: one round says enough. */
const LARGE = 10_000;
/** Here Canvas 2D and svg.js need seconds for a frame, Konva and Annotorious half a minute: these stay away. */
const HUGE = 50_000;
const SIZES =
  options.sizes?.split(',').map(Number) ?? (options.quick ? [1_000, 10_000] : [1_000, 10_000, HUGE]);
const ALL = ['floor', 'plain', 'svg', 'konva', 'annotorious', 'ours'] as const;
const CONFLICTS = 500;
const NAMES = ALL.filter((name) => options.contenders?.split(',').includes(name) ?? true);

/** The page can ask for a collection, so that a contender does not pay for what the one before has left. */
const FLAGS = ['--disable-frame-rate-limit', '--disable-gpu-vsync', '--js-flags=--expose-gc'];

type Ask = <K extends keyof BenchPage>(
  key: K,
  ...args: Parameters<BenchPage[K]>
) => Promise<Awaited<ReturnType<BenchPage[K]>>>;

const WORKLOADS: Record<string, (ask: Ask, each: number) => Promise<void>> = {
  pan: measurePan,
  conflicts: measureConflicts,
  zoom: measureZoom,
  drag: measureDrag,
  hover: measureHover,
  open: measureOpen,
};

async function main(): Promise<void> {
  const wanted = options.only?.split(',') ?? ['picture', ...Object.keys(WORKLOADS)];
  const unknown = wanted.filter((name) => name !== 'picture' && !(name in WORKLOADS));
  if (unknown.length > 0) throw new Error(`no workload is called ${unknown.join(', ')}`);
  const server = await servePage('out/test/bench/canvas.page.js');
  const browser = await launchChromium({ args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(server.url);
    await page.evaluate(() => window.benchPage.ready());
    const ask = ((key, ...args) =>
      page.evaluate(([name, given]) => (window.benchPage[name] as (...all: unknown[]) => unknown)(...given), [
        key,
        args,
      ] as const)) as Ask;
    printHead();
    if (wanted.includes('picture')) await measurePicture(ask);
    for (const each of SIZES)
      for (const [name, measure] of Object.entries(WORKLOADS))
        if (wanted.includes(name)) await measure(ask, each);
  } finally {
    await browser.close();
    await server.close();
  }
}

function roundsOf(name: ContenderName, each: number): number {
  if (name === 'floor' || name === 'ours') return ROUNDS;
  if (name === 'plain') return each >= HUGE ? 1 : ROUNDS;
  return each >= LARGE || options.quick ? 1 : PEER_ROUNDS;
}

/** Who takes part. */
function contendersFor(each: number, without: readonly ContenderName[] = []): ContenderName[] {
  const slow: readonly ContenderName[] = each >= HUGE ? ['konva', 'annotorious'] : [];
  return NAMES.filter((name) => !without.includes(name) && !slow.includes(name));
}

async function inRounds<T>(
  each: number,
  run: (name: ContenderName) => Promise<T>,
  without?: readonly ContenderName[],
): Promise<Results<T>> {
  return inTurn(contendersFor(each, without), (name) => roundsOf(name, each), run);
}

function of<T>(results: Results<T>, pick: (one: T) => number): Results<number> {
  return new Map([...results].map(([name, all]) => [name, all.map(pick)]));
}

function only(results: Results<number>, name: ContenderName): Results<number> {
  return new Map([[name, results.get(name) ?? []]]);
}

function add(workload: string, each: number, results: Results<number>, unit: string, aim?: Aim): void {
  printRow(workload, `${each / 1000}k+${each / 1000}k`, results, unit, aim);
}

async function measurePicture(ask: Ask): Promise<void> {
  const names = ['floor', 'ours'] as const;
  const results = await inTurn(
    names,
    () => ROUNDS + 2,
    (name) => ask('picture', name === 'ours' ? name : 'element'),
  );
  printRow('1e picture on screen', '', results, 'ms', { timesFloor: 1.2 });
}

async function measurePan(ask: Ask, each: number): Promise<void> {
  const all = await inRounds(each, async (name) => median(await ask('pan', name, each)));
  add('1a pan, frame p50', each, all, 'ms', { timesFloor: 2 });
}

/** What a merge left open is marked over the image: the editor alone does that. */
async function measureConflicts(ask: Ask, each: number): Promise<void> {
  const names = (['floor', 'ours'] as const).filter((name) => NAMES.includes(name));
  const all = await inTurn(
    names,
    () => ROUNDS,
    async (name) => median(await ask('pan', name, each, name === 'ours' ? CONFLICTS : 0)),
  );
  add(`1a pan, ${CONFLICTS} in conflict`, each, all, 'ms', { timesFloor: 2 });
}

async function measureZoom(ask: Ask, each: number): Promise<void> {
  const all = await inRounds(each, (name) => ask('zoom', name, each));
  const frames = (percent: number): Results<number> => of(all, (one) => percentile(one.frames, percent));
  add('1b wheel zoom, frame p50', each, frames(50), 'ms', { timesFloor: 2 });
  add('1b wheel zoom, frame p95', each, frames(95), 'ms', { timesFloor: 4 });
  const sharp = of(all, ({ sharpMs }) => sharpMs);
  add('1b sharp after the last step', each, only(sharp, 'ours'), 'ms', { atMost: 150 });
}

async function measureDrag(ask: Ask, each: number): Promise<void> {
  const all = await inRounds(each, (name) => ask('drag', name, each));
  add(
    '1c drag a vertex, frame p50',
    each,
    of(all, (one) => median(one.frames)),
    'ms',
    { timesFloor: 1.5 },
  );
  add(
    '   first frame of the drag',
    each,
    only(
      of(all, ({ beginMs }) => beginMs),
      'ours',
    ),
    'ms',
  );
  add(
    '   drop to sharp frame',
    each,
    only(
      of(all, ({ dropMs }) => dropMs),
      'ours',
    ),
    'ms',
  );
}

async function measureHover(ask: Ask, each: number): Promise<void> {
  for (const way of ['moving', 'jumping'] as const) {
    const all = await inRounds(each, (name) => ask('hover', name, each, way), ['plain']);
    add(`1d hover hit test, ${way}`, each, all, 'µs', { atMost: 5 });
  }
}

async function measureOpen(ask: Ask, each: number): Promise<void> {
  const all = await inRounds(each, (name) => ask('open', name, each));
  const atMost = each === LARGE ? 250 : each === HUGE ? 900 : undefined;
  add('1e data to first full frame', each, all, 'ms', atMost === undefined ? undefined : { atMost });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
