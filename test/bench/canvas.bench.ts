import { launchChromium } from '../../src/dev/lib/chromium';
import { servePage } from '../helpers/pageServer';
import type { BenchPage, ContenderName } from './canvas.page';
import { median, rangeOf, percentile } from './canvas/numbers';

// How quick the canvas is, beside the picture alone (the floor) and Canvas 2D with cached paths and culling (plain).
// The contenders take turns in each round; what is printed is the median of the rounds, with their range.
// Run: node out/bench/canvas.bench.js [--quick] [--sizes=1000,50000]. The browser draws without a GPU and without the screen's rate
// (--disable-frame-rate-limit, --disable-gpu-vsync), so the time from frame to frame is what a frame costs.

const quick = process.argv.includes('--quick');
const sizes = process.argv.find((argument) => argument.startsWith('--sizes='))?.slice('--sizes='.length);
const ROUNDS = quick ? 2 : 5;
const SIZES = sizes?.split(',').map(Number) ?? (quick ? [1_000, 10_000] : [1_000, 10_000, 50_000]);
const NAMES: readonly ContenderName[] = ['floor', 'plain', 'ours'];

const HEAD = ['workload', 'scene', 'floor', 'plain', 'ours', 'ours/floor', 'aim', ''];
const WIDTHS = [30, 8, 24, 24, 24, 10, 10];

async function main(): Promise<void> {
  const server = await servePage('out/test/bench/canvas.page.js');
  const browser = await launchChromium({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(server.url);
  await page.evaluate(() => window.benchPage.ready());
  const ask = <K extends keyof BenchPage>(
    key: K,
    ...args: Parameters<BenchPage[K]>
  ): Promise<Awaited<ReturnType<BenchPage[K]>>> =>
    page.evaluate(([name, given]) => (window.benchPage[name] as (...all: unknown[]) => unknown)(...given), [
      key,
      args,
    ] as const) as Promise<Awaited<ReturnType<BenchPage[K]>>>;

  print(HEAD);
  await measurePicture(ask);
  for (const each of SIZES) {
    await measurePan(ask, each);
    await measureZoom(ask, each);
    await measureDrag(ask, each);
    await measureHover(ask, each);
    await measureOpen(ask, each);
  }
  await browser.close();
  await server.close();
}

type Ask = <K extends keyof BenchPage>(
  key: K,
  ...args: Parameters<BenchPage[K]>
) => Promise<Awaited<ReturnType<BenchPage[K]>>>;

/** Runs every contender in turn, round by round. */
async function inTurn<N extends string, T>(
  names: readonly N[],
  rounds: number,
  run: (name: N) => Promise<T>,
): Promise<Record<N, T[]>> {
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<N, T[]>;
  for (let round = 0; round < rounds; round++) for (const name of names) results[name].push(await run(name));
  return results;
}

async function measurePicture(ask: Ask): Promise<void> {
  const { element, ours } = await inTurn(['element', 'ours'] as const, ROUNDS, (name) =>
    ask('picture', name),
  );
  add('1e picture on screen', 'all', { floor: element, ours }, 'ms', 1.2);
}

async function measurePan(ask: Ask, each: number): Promise<void> {
  const all = await inTurn(NAMES, ROUNDS, async (name) => median(await ask('pan', name, each)));
  add('1a pan, frame p50', sizeName(each), all, 'ms', 2);
}

async function measureZoom(ask: Ask, each: number): Promise<void> {
  const all = await inTurn(NAMES, ROUNDS, (name) => ask('zoom', name, each));
  const of = (pick: (one: (typeof all)['ours'][number]) => number): Record<ContenderName, number[]> => ({
    floor: all.floor.map(pick),
    plain: all.plain.map(pick),
    ours: all.ours.map(pick),
  });
  add(
    '1b wheel zoom, frame p50',
    sizeName(each),
    of(({ frames }) => median(frames)),
    'ms',
    2,
  );
  add(
    '1b wheel zoom, frame p95',
    sizeName(each),
    of(({ frames }) => percentile(frames, 95)),
    'ms',
    4,
  );
  add(
    '1b sharp after the last step',
    sizeName(each),
    { ours: all.ours.map(({ sharpMs }) => sharpMs) },
    'ms',
    {
      atMost: 150,
    },
  );
}

async function measureDrag(ask: Ask, each: number): Promise<void> {
  const all = await inTurn(NAMES, ROUNDS, (name) => ask('drag', name, each));
  const p50 = (name: ContenderName): number[] => all[name].map(({ frames }) => median(frames));
  add(
    '1c drag a vertex, frame p50',
    sizeName(each),
    { floor: p50('floor'), plain: p50('plain'), ours: p50('ours') },
    'ms',
    1.5,
  );
  add('   first frame of the drag', sizeName(each), { ours: all.ours.map(({ beginMs }) => beginMs) }, 'ms');
  add('   drop to sharp frame', sizeName(each), { ours: all.ours.map(({ dropMs }) => dropMs) }, 'ms');
}

async function measureHover(ask: Ask, each: number): Promise<void> {
  const { ours } = await inTurn(['ours'] as const, ROUNDS, () => ask('hover', each));
  add('1d hover hit test', sizeName(each), { ours }, 'µs', { atMost: 5 });
}

async function measureOpen(ask: Ask, each: number): Promise<void> {
  const all = await inTurn(NAMES, ROUNDS, (name) => ask('open', name, each));
  const aim = each === 10_000 ? { atMost: 250 } : each === 50_000 ? { atMost: 900 } : undefined;
  add('1e data to first full frame', sizeName(each), all, 'ms', aim);
}

function sizeName(each: number): string {
  return `${each / 1000}k+${each / 1000}k`;
}

type Aim = number | { readonly atMost: number };

/** An aim is a multiple of the floor, or a limit of its own. */
function add(
  workload: string,
  scene: string,
  results: Partial<Record<ContenderName, readonly number[]>>,
  unit: string,
  aim?: Aim,
): void {
  const floor = results.floor && median(results.floor);
  const ours = results.ours ? median(results.ours) : NaN;
  const ratio = floor === undefined ? '' : (ours / floor).toFixed(2);
  const limit = typeof aim === 'number' ? aim * (floor ?? NaN) : aim?.atMost;
  const aimText =
    aim === undefined ? '' : typeof aim === 'number' ? `${aim}x floor` : `${aim.atMost} ${unit}`;
  const verdict =
    limit === undefined ? '' : ours <= limit ? 'holds' : `misses by ${(ours / limit).toFixed(2)}x`;
  const cell = (name: ContenderName): string => (results[name] ? rangeOf(results[name], unit) : '');
  print([workload, scene, cell('floor'), cell('plain'), cell('ours'), ratio, aimText, verdict]);
}

function print(row: readonly string[]): void {
  console.log(
    row
      .map((text, i) => text.padEnd(WIDTHS[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
