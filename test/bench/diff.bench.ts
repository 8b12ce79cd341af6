import { parseArgs } from 'node:util';
import { launchChromium } from '../../src/dev/lib/chromium';
import { servePage } from '../helpers/pageServer';
import type { DiffBenchPage } from './diff.page';
import { median, percentile } from './canvas/numbers';
import { printTable } from './support/table';

// How quick a comparison of two versions is, beside the same picture with next to no instances (the floor). The aim:
// panning and stepping to the next changed instance within a frame (16.7 ms), and within twice the floor. Only the
// ratio means anything on another machine.
// Run: node out/bench/diff.bench.js [--count=10000]

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' } } });
const COUNT = Number(values.count);
const FEW = 20;
const ROUNDS = 3;
const FLAGS = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

interface Round {
  readonly openMs: number;
  readonly pan: readonly number[];
  readonly step: readonly number[];
}

type Ask = <K extends keyof DiffBenchPage>(
  key: K,
  ...args: Parameters<DiffBenchPage[K]>
) => Promise<Awaited<ReturnType<DiffBenchPage[K]>>>;

async function main(): Promise<void> {
  const server = await servePage('out/test/bench/diff.page.js');
  const browser = await launchChromium({ args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(server.url);
    const ask = ((key, ...args) =>
      page.evaluate(([name, given]) => (window.diffBench[name] as (...all: unknown[]) => unknown)(...given), [
        key,
        args,
      ] as const)) as Ask;
    const [floor, ours]: Round[][] = [[], []];
    await round(ask, FEW);
    for (let i = 0; i < ROUNDS; i++) {
      floor?.push(await round(ask, FEW));
      ours?.push(await round(ask, COUNT));
    }
    print(floor ?? [], ours ?? []);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function round(ask: Ask, count: number): Promise<Round> {
  const openMs = await ask('open', count);
  return { openMs, pan: await ask('pan'), step: await ask('step') };
}

function print(floor: readonly Round[], ours: readonly Round[]): void {
  const row = (name: string, of: (one: Round) => number): string[] => {
    const [low, own] = [median(floor.map(of)), median(ours.map(of))];
    return [name, `${low.toFixed(1)} ms`, `${own.toFixed(1)} ms`, (own / low).toFixed(2)];
  };
  console.log(`Comparison of two versions of ${COUNT} instances; floor: ${FEW} instances.`);
  printTable(
    ['work', 'floor', 'ours', 'ours / floor'],
    [
      row('pan, frame p50', ({ pan }) => median(pan)),
      row('pan, frame p95', ({ pan }) => percentile(pan, 95)),
      row('step, frame p50', ({ step }) => median(step)),
      row('step, frame p95', ({ step }) => percentile(step, 95)),
      row('data to first full frame', ({ openMs }) => openMs),
    ],
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
