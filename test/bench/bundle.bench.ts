import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repoRoot } from '../../src/dev/lib/repoRoot';
import { runProgram } from '../../src/dev/lib/runProgram';
import { tempFolder } from '../helpers/tempFolder';
import { printTable } from './support/table';

// Sizes of what users get: the bundles as they ship (minified), what they are made of, the package.
// Run: node out/bench/bundle.bench.js

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly why: string;
  /** Undefined where nobody waits for it. */
  readonly budgetBytes?: number;
  /** A part that is always loaded, and waited for. */
  readonly waitsFor?: string;
}

const BUNDLES: readonly Bundle[] = [
  { name: 'webview', file: 'webview/main.js', why: 'each picture', budgetBytes: 450_000 },
  {
    ...{ name: 'webview', file: 'webview/main.js', why: 'each image with panels', budgetBytes: 600_000 },
    waitsFor: 'panels',
  },
  { name: 'diff', file: 'webview/diff.js', why: 'each comparison', budgetBytes: 300_000 },
  { name: 'extension', file: 'extension.js', why: 'VS Code starting', budgetBytes: 600_000 },
  { name: 'worker', file: 'worker.js', why: 'first detection' },
  { name: 'cli', file: 'cli.js', why: 'each command' },
];
const SHOWN_INPUTS = 10;

async function main(): Promise<void> {
  const out = tempFolder();
  await bundleInto(out);
  console.log('Bundles as they ship: minified, without source maps; 1 kB = 1000 bytes.');
  printTable(
    ['bundle', 'waits for it', 'size', 'gzip', 'budget', 'used'],
    BUNDLES.map((each) => sizeRow(each, out)),
  );
  for (const { name, file } of BUNDLES.filter(({ waitsFor }) => waitsFor === undefined)) {
    printInputs(name, out, file);
    printParts(name, out, file);
  }
  printPackages();
}

async function bundleInto(out: string): Promise<void> {
  const only = [...new Set(BUNDLES.map(({ name }) => name))].join();
  const args = ['esbuild.mjs', `--only=${only}`, '--ship', '--meta', `--out=${out}`];
  const { code, output } = await runProgram(process.execPath, args, { cwd: repoRoot });
  if (code !== 0) throw new Error(`the production build failed:\n${output}`);
}

function sizeRow({ name, file, why, budgetBytes, waitsFor }: Bundle, out: string): string[] {
  const parts = waitsFor === undefined ? [] : partsOf(waitsFor, outputsOf(name, out));
  const bytes = Buffer.concat([join(out, file), ...parts].map((path) => readFileSync(path)));
  const budget = budgetBytes ? [kB(budgetBytes), `${((bytes.length / budgetBytes) * 100).toFixed(0)} %`] : [];
  return [name, why, kB(bytes.length), kB(gzipSync(bytes).length), ...budget];
}

/** The files of a part, and those that it imports, which are not in the first one. */
function partsOf(part: string, outputs: readonly [string, Output][]): string[] {
  const known = new Map(outputs);
  const found = new Set(outputs.flatMap(([path]) => (basename(path).startsWith(`${part}-`) ? [path] : [])));
  for (const path of found)
    for (const { path: imported, kind } of known.get(path)?.imports ?? [])
      if (kind === 'import-statement' && /-\w+\.js$/.test(imported) && known.has(imported))
        found.add(imported);
  return [...found].map((path) => join(repoRoot, path));
}

interface Output {
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

function outputsOf(name: string, out: string): [string, Output][] {
  const text = readFileSync(join(out, `${name}.meta.json`), 'utf8');
  return Object.entries((JSON.parse(text) as { outputs: Record<string, Output> }).outputs);
}

function printInputs(name: string, out: string, file: string): void {
  const [, output] = outputsOf(name, out).find(([path]) => path.endsWith(file)) ?? [];
  const parts = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {}))
    parts.set(partOf(path), (parts.get(partOf(path)) ?? 0) + bytesInOutput);
  const largest = [...parts].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_INPUTS);
  console.log('');
  printTable(
    [`${name}: largest parts`, 'size'],
    largest.map(([part, bytes]) => [part, kB(bytes)]),
  );
}

/** What is loaded only when it is first needed. */
function printParts(name: string, out: string, file: string): void {
  const parts = outputsOf(name, out).filter(([path]) => !path.endsWith(file) && path.endsWith('.js'));
  if (parts.length === 0) return;
  const largest = parts.sort((a, b) => b[1].bytes - a[1].bytes).slice(0, SHOWN_INPUTS);
  const all = parts.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  console.log('');
  printTable(
    [`${name}, loaded later: ${String(parts.length)} files, ${kB(all)}`, 'size'],
    largest.map(([path, { bytes }]) => [basename(path), kB(bytes)]),
  );
}

/** A module of npm counts as one, our own code by folder. */
function partOf(path: string): string {
  const [, module] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (module) return module;
  return path.split('/').slice(0, -1).slice(0, 3).join('/') || path;
}

/** A package is there after `npm run package`. */
function printPackages(): void {
  const given = process.env['RELABEL_VSIX'];
  const made = readdirSync(repoRoot).filter((name) => name.endsWith('.vsix'));
  const paths = [...made.map((name) => join(repoRoot, name)), ...(given && existsSync(given) ? [given] : [])];
  console.log('');
  if (paths.length === 0) console.log('No package here: npm run package makes one.');
  for (const path of paths) console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(2)} MB`);
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
