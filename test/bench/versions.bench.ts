import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { openGit } from '../../src/engine/versioning/git';
import { openVersions } from '../../src/engine/versioning/versions';
import { git, gitFolder } from '../helpers/gitRepo';
import { all, fastImport, sidecarText } from '../helpers/labelRepo';
import { writeFiles } from '../helpers/tempFolder';
import { takeTurns, type Contender } from './support/contenders';
import { printTable, timeCells } from './support/table';

// Versions beside git itself: the status of 100,000 sidecars, the history of one instance over 1,000 commits, and two
// commits that differ in 10,000 sidecars.
// Run: node out/bench/versions.bench.js

const SIDECARS = 100_000;
const PER_FOLDER = 500;
const CHANGED = 10_000;
const COMMITS = 1_000;
const SHAPES = 100;
const ROUNDS = 5;

async function main(): Promise<void> {
  await history();
  await manyFiles();
}

async function compared(title: string, contenders: readonly Contender[], rounds = ROUNDS): Promise<void> {
  const times = await takeTurns(contenders, rounds);
  const [, floor] = [...times][0] ?? [];
  console.log(title);
  printTable(
    ['work', 'median', 'range', 'ratio'],
    [...times].map(([name, each]) => [name, ...timeCells(each, floor)]),
  );
}

async function history(): Promise<void> {
  const root = gitFolder();
  fastImport(
    root,
    Array.from({ length: COMMITS }, (_, commit) => ({ 'in/a.jpg.labels.json': textAt(commit) })),
  );
  git(root, 'reset', '-q', '--hard');
  const image = join(root, 'in', 'a.jpg');
  const versions = await openVersions(root);
  const count = async (instance?: string): Promise<number> =>
    (await all(versions.historyOf(image, instance === undefined ? {} : { instance }))).length;
  console.log(
    `${COMMITS} commits, ${SHAPES} shapes; one instance changed in ${await count('id0000')} of them`,
  );
  await compared('to the end', [
    { name: 'git log -p', work: () => drained(root, ['log', '-p', '--', 'in/a.jpg.labels.json']) },
    { name: 'git log --raw', work: () => drained(root, ['log', '--raw', '--', 'in/a.jpg.labels.json']) },
    { name: 'history of one instance', work: () => count('id0000') },
    { name: 'history of the image, all versions read', work: () => count() },
    { name: 'blame of each instance', work: () => versions.blameOf(image) },
  ]);
  await compared('to the first entry', [
    { name: 'git log -p -1', work: () => drained(root, ['log', '-p', '-1', '--', 'in/a.jpg.labels.json']) },
    {
      name: 'history of one instance',
      async work() {
        for await (const entry of versions.historyOf(image, { instance: 'id0000' })) return entry;
        return undefined;
      },
    },
  ]);
  versions.dispose();
}

/** Each commit moves one shape; every tenth the first one. */
function textAt(commit: number): string {
  const boxes: Record<string, number> = {};
  for (let i = 0; i < SHAPES; i++) {
    const moves = i === 0 ? Math.floor(commit / 10) : Math.floor((commit + i) / SHAPES);
    boxes[`id${String(i).padStart(4, '0')}`] = moves % 80;
  }
  return sidecarText('a.jpg', boxes);
}

async function manyFiles(): Promise<void> {
  const root = gitFolder();
  const name = (i: number): string => `set/${Math.floor(i / PER_FOLDER)}/${i}.jpg.labels.json`;
  const files = (count: number, x: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [name(i), sidecarText(`${i}.jpg`, { aaaaaa: x, bbbbbb: 2 })]),
    );
  fastImport(root, [files(SIDECARS, 1), files(CHANGED, 5)]);
  git(root, 'reset', '-q', '--hard');
  git(root, 'status');
  writeFiles(root, { ...files(100, 9), 'set/new.jpg.labels.json': sidecarText('new.jpg', { aaaaaa: 1 }) });
  const own = openGit();
  const globs = ['**/*.labels.json', '**/relabel.yaml'];
  const { length } = await own.changed(root, globs);
  await compared(`status of ${SIDECARS} sidecars, ${length} of them changed`, [
    { name: 'git status', work: () => drained(root, ['status', '--porcelain', '-uall']) },
    { name: 'changed sidecars', work: () => own.changed(root, globs) },
  ]);
  const versions = await openVersions(root);
  const [from, to] = [await versions.resolve('HEAD~1'), await versions.resolve('HEAD')];
  const found = (await all(versions.changesBetween(from, to))).length;
  await compared(`two commits, ${found} sidecars differ`, [
    {
      name: 'git diff --raw, then cat-file of both sides',
      async work() {
        const raw = execFileSync('git', ['diff', '--raw', '-z', '--no-abbrev', 'HEAD~1', 'HEAD'], {
          ...{ cwd: root, maxBuffer: 1e9 },
        });
        const ids = raw.toString('utf8').match(/[0-9a-f]{40}/g) ?? [];
        await drained(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
      },
    },
    {
      name: 'git diff -p',
      work: () => drained(root, ['diff', '-p', 'HEAD~1', 'HEAD']),
    },
    { name: 'changed labels of both sides', work: () => all(versions.changesBetween(from, to)) },
  ]);
  versions.dispose();
}

/** Runs git and reads all that it writes. */
function drained(cwd: string, args: readonly string[], input = ''): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn('git', args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
    child.on('error', fail);
    child.on('close', () => done(bytes));
    // A program that reads nothing may be gone before this is written; what it wrote counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
