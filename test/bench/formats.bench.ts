import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../helpers/tempFolder';
import { USUAL, writeCoco } from './formats/cocoData';
import { doWork, type Outcome, type Work } from './formats/work';
import { median } from './support/statistics';
import { printTable, timeCells } from './support/table';

// Conversions of a COCO set of 20,000 images and 150,000 instances, each in a process of its own, beside a bare loop
// that no converter can do without: JSON.parse of the same file, and a small file for each image where there are
// some. Back again: beside reading the same files and writing as much.
// Run: node out/bench/formats.bench.js   (--large: only a file of 1 GB, in bounded memory; --rounds 5)

/** The formats with the aims for the way there. */
const FILES = [
  ['yolo-detect', '1.3 x', 350],
  ['yolo-segment', '1.3 x', 350],
  ['voc', '1.4 x', 350],
  ['cvat', '2.0 s', 400],
  ['labelstudio', '2.0 s', 400],
  ['relabel', '', 0],
] as const;
/** Formats of one file: nothing is written for each image. */
const IN_ONE: readonly string[] = ['cvat', 'labelstudio'];
/** Without the images nobody knows how large they are: there is no way back. */
const SIZELESS: readonly string[] = ['yolo-detect', 'yolo-segment'];
const ROUNDS = 3;
/** About 1 GB. */
const LARGE = { images: 420_000, instances: 3_150_000 };
const WORK = '--work';

function main(): void {
  const at = process.argv.indexOf(WORK);
  if (at > 0) return void console.log(JSON.stringify(doWork(JSON.parse(process.argv[at + 1] ?? '') as Work)));
  if (process.argv.includes('--large')) return measureLarge();
  const source = join(folder, 'usual', 'instances.json');
  writeCoco(source, USUAL);
  console.log(
    `COCO: ${USUAL.images} images, ${USUAL.instances} instances, ${megabytes(source)} MB. Ratios are to the bare loop.`,
  );
  const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || ROUNDS;
  for (const [format, ratio, mb] of FILES) {
    console.log(`\n${format}${ratio === '' ? '' : `: aim ${ratio} and ${mb} MB`}`);
    printTable(HEADS, measure(format, source, rounds));
  }
}

const HEADS = ['work', 'median', 'range', 'ratio', 'of CPU', 'peak MB', 'in', 'out', 'lost', 'told'];
const folder = tempFolder();

/** There and back, each beside its loop in turns. */
function measure(format: string, source: string, rounds: number): string[][] {
  const target = join(folder, format);
  const back = join(folder, `${format}-back`);
  const suffix = IN_ONE.includes(format) ? {} : { target: join(folder, `${format}-bare`) };
  const there: Work = { kind: 'convert', source, target, from: 'coco', to: format };
  const again: Work = { kind: 'convert', source: target, target: back, from: format, to: 'coco' };
  const gather: Work = { kind: 'gather', source: target, target: join(folder, 'all', format) };
  const rows = [
    ...turns(
      `JSON.parse${IN_ONE.includes(format) ? '' : ' + writeFile'}`,
      { kind: 'parse', source, ...suffix },
      `coco to ${format}`,
      there,
      rounds,
      target,
    ),
    ...(SIZELESS.includes(format)
      ? []
      : turns('read + writeFile', gather, `${format} to coco`, again, rounds, back)),
  ];
  for (const each of [target, back, join(folder, `${format}-bare`), join(folder, 'all')])
    rmSync(each, { recursive: true, force: true });
  return rows;
}

function turns(
  bareName: string,
  bare: Work,
  name: string,
  ours: Work,
  rounds: number,
  target: string,
): string[][] {
  const [bares, owns]: [Outcome[], Outcome[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bares.push(inChild(bare));
    rmSync(target, { recursive: true, force: true });
    owns.push(inChild(ours));
  }
  return [row(bareName, bares), row(name, owns, bares)];
}

function row(name: string, outcomes: readonly Outcome[], beside?: readonly Outcome[]): string[] {
  const peak = median(outcomes.map(({ peakMb }) => peakMb)).toFixed(0);
  const [{ read, wrote, lost, said } = { read: 0, wrote: 0, lost: 0, said: '' }] = outcomes;
  return [
    name,
    ...timeCells(
      outcomes.map(({ tookMs }) => tookMs),
      beside?.map(({ tookMs }) => tookMs),
    ),
    beside ? `${(cpuOf(outcomes) / cpuOf(beside)).toFixed(2)} x` : '',
    peak,
    String(read),
    String(wrote),
    String(lost),
    said,
  ];
}

function cpuOf(outcomes: readonly Outcome[]): number {
  return median(outcomes.map(({ cpuMs }) => cpuMs));
}

function inChild(work: Work): Outcome {
  const text = execFileSync(process.execPath, [__filename, WORK, JSON.stringify(work)], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return JSON.parse(text.slice(text.lastIndexOf('\n{') + 1)) as Outcome;
}

/** There is no bare loop to set beside: a text of 1 GB does not fit into a string. */
function measureLarge(): void {
  const source = join(folder, 'large', 'instances.json');
  writeCoco(source, LARGE);
  console.log(
    `COCO: ${LARGE.images} images, ${LARGE.instances} instances, ${megabytes(source)} MB, read in ranges.`,
  );
  const target = join(folder, 'large-out');
  const outcome = inChild({ kind: 'convert', source, target, from: 'coco', to: 'cvat' });
  printTable(HEADS, [row('coco to cvat', [outcome])]);
}

function megabytes(path: string): string {
  return (statSync(path).size / 1e6).toFixed(1);
}

main();
