import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyDoc } from '../../src/core/annotation/document';
import { printSidecar } from '../../src/core/annotation/sidecar';
import { mergeLabelFile } from '../../src/core/formats/inPlace/merge/mergeLabelFile';
import { boxOf } from '../../src/core/shapes/box';
import { polygonOf } from '../../src/core/shapes/polygon';
import { driverRepository } from '../../src/engine/versioning/driver/repository';
import { carryOut, planSetUp } from '../../src/engine/versioning/driver/setUpGit';
import { tempFolder } from '../helpers/tempFolder';
import { takeTurns as inTurns } from './support/contenders';
import { printTable, timeCells } from './support/table';

// `git merge` of sidecars that both sides changed: git's own text merge, a driver that does nothing (what git itself
// asks for a driver), one that starts Node for each file, and ours. Run: node out/bench/merge.bench.js

const SHAPES = 100;
const ROUNDS = 5;

/** Which annotation each side changes: apart, side by side (text merges clash), or the same one. */
const CASES = [
  { name: 'apart', ours: 10, theirs: 80 },
  { name: 'neighbours', ours: 10, theirs: 11 },
  { name: 'conflicting', ours: 10, theirs: 10 },
] as const;

const ROOT = resolve('.');

async function main(): Promise<void> {
  const rows: string[][] = [];
  for (const files of [1, 100])
    for (const each of CASES) {
      const repo = await repository(files, each.ours, each.theirs);
      const drivers = ['text', 'noop', 'relabel', ...(files === 1 ? ['node'] : [])];
      const times = takeTurns(repo, drivers);
      const floor = times.get('noop');
      for (const [driver, all] of times)
        rows.push([NAMES[driver] ?? driver, String(files), each.name, ...timeCells(all, floor)]);
    }
  console.log(
    `git merge of sidecars with ${SHAPES} shapes that both sides changed. Ratios are to the no-op driver.`,
  );
  printTable(['driver', 'files', 'changes', 'median', 'range', 'ratio'], rows);
  console.log(
    'Aims: 1 file 80 ms, 100 files 400 ms (3.3 times the no-op driver), 100 in conflict 1.5 s (12 times).',
  );
  await cocoTable();
}

const COCO_ANNOTATIONS = 20_000;

/** A COCO file that both sides changed and added to, merged in memory, beside reading one of the three as JSON. */
async function cocoTable(): Promise<void> {
  const [base, ours, theirs] = [cocoText(), cocoText(5), cocoText(7)] as const;
  const marks = { ours: 'ours', theirs: 'theirs', size: 7 };
  const times = await inTurns(
    [
      { name: 'JSON.parse of one', work: () => JSON.parse(ours) as unknown },
      { name: 'merge in place', work: () => mergeLabelFile('coco.json', base, ours, theirs, marks) },
    ],
    ROUNDS,
  );
  const [, floor] = [...times][0] ?? [];
  console.log(
    `COCO file of ${COCO_ANNOTATIONS} annotations, ${Math.round(ours.length / 1e6)} MB; aim: 10 times.`,
  );
  printTable(
    ['work', 'median', 'range', 'ratio'],
    [...times].map(([name, all]) => [name, ...timeCells(all, floor)]),
  );
}

/** `changed`: the first of the annotations that this side moved; it added one, too. */
function cocoText(changed?: number): string {
  const isMoved = (i: number): boolean => changed !== undefined && i % 1000 === changed;
  const count = COCO_ANNOTATIONS + (changed === undefined ? 0 : 1);
  const annotations = Array.from({ length: count }, (_, i) => ({
    segmentation: [Array.from({ length: 40 }, (__, k) => (i % 500) + ((k * 17.25) % 60))],
    iscrowd: 0,
    image_id: 1 + (i % 2500),
    bbox: [
      (i % 500) + (isMoved(i) ? (changed ?? 0) : 0),
      20.5,
      60,
      i === COCO_ANNOTATIONS ? (changed ?? 0) : 60,
    ],
    category_id: 1 + (i % 80),
    id: i + 1,
  }));
  const images = Array.from({ length: 2500 }, (_, i) => ({
    id: i + 1,
    file_name: `${i}.jpg`,
    width: 640,
    height: 480,
  }));
  const categories = Array.from({ length: 80 }, (_, i) => ({ id: i + 1, name: `class ${i}` }));
  return JSON.stringify({ images, annotations, categories });
}

const NAMES: Readonly<Record<string, string>> = {
  text: 'plain git',
  noop: 'no-op driver',
  relabel: 'ours',
  node: 'Node for each file',
};

/** Milliseconds of the merges alone, drivers taking turns; what a merge left is taken away in between. */
function takeTurns(root: string, drivers: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map(drivers.map((driver) => [driver, [] as number[]]));
  for (let round = -1; round < ROUNDS; round++)
    for (const driver of drivers) {
      git(root, 'reset', '-q', '--hard', 'ours');
      writeFileSync(join(root, '.git/info/attributes'), `*.labels.json merge=${driver}\n`);
      const ms = merge(root);
      if (round >= 0) times.get(driver)?.push(ms);
    }
  return times;
}

const ENVIRONMENT = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const IDENTITY = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', '-c', 'gc.auto=0'];

function git(root: string, ...args: string[]): void {
  execFileSync('git', [...IDENTITY, ...args], { cwd: root, stdio: 'ignore', env: ENVIRONMENT });
}

function merge(root: string): number {
  const startMs = performance.now();
  const args = [...IDENTITY, 'merge', '-q', '--no-edit', 'theirs'];
  const { status } = spawnSync('git', args, { cwd: root, stdio: 'ignore', env: ENVIRONMENT });
  if (status !== 0 && status !== 1) throw new Error(`git merge ended with ${String(status)}`);
  return performance.now() - startMs;
}

async function repository(files: number, ours: number, theirs: number): Promise<string> {
  const root = tempFolder();
  git(root, 'init', '-q', '-b', 'main');
  const found = await driverRepository(root);
  if (typeof found === 'string') throw new Error(found);
  const script = join(ROOT, 'out/merge.js');
  await carryOut(found, await planSetUp(found, { program: process.execPath, script }));
  git(root, 'config', 'merge.noop.driver', 'true');
  git(root, 'config', 'merge.node.driver', `'${process.execPath}' '${script}' merge --path=%P -- %O %A %B`);
  commit(root, files, undefined);
  git(root, 'checkout', '-q', '-b', 'theirs');
  commit(root, files, theirs, 7);
  git(root, 'checkout', '-q', 'main');
  commit(root, files, ours, 3);
  git(root, 'tag', 'ours');
  return root;
}

function commit(root: string, files: number, changed: number | undefined, byPx = 0): void {
  mkdirSync(join(root, 'data'), { recursive: true });
  for (let i = 0; i < files; i++)
    writeFileSync(join(root, `data/${i}.jpg.labels.json`), sidecar(changed, byPx));
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'labels');
}

function sidecar(changed: number | undefined, byPx: number): string {
  const image = { file: 'a.jpg', widthPx: 6000, heightPx: 4000 };
  const annotations = Array.from({ length: SHAPES }, (_, i) => {
    const x = 20 * i + (i === changed ? byPx : 0);
    const ring = Array.from({ length: 40 }, (__, k) => x + ((k * 37.25) % 200));
    const shape = i % 2 === 0 ? boxOf({ x, y: 20, width: 30.5, height: 40 }) : polygonOf(ring);
    return { id: `a${String(i).padStart(5, '0')}`, label: i % 3 === 0 ? 'car' : 'person', shape };
  });
  return printSidecar({ ...emptyDoc(image), annotations });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
