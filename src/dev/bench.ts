import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { repoRoot } from './lib/repoRoot';
import { runProgram } from './lib/runProgram';

const SUFFIX = '.bench.js';

/** `npm run bench`: runs each benchmark in a process of its own, one after the other; true when all ran. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
  const found = benchmarks();
  const names = found.map((path) => basename(path, SUFFIX));
  if (values.help) {
    console.log(`npm run bench [-- --only NAME,…]\nThere are: ${names.join(', ')}`);
    return true;
  }
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  const chosen = found.filter((path) => wanted?.includes(basename(path, SUFFIX)) ?? true);
  if (chosen.length === 0) throw new Error('there is no benchmark in out/bench');
  const failed: string[] = [];
  for (const path of chosen) if (!(await runs(path))) failed.push(basename(path, SUFFIX));
  if (failed.length > 0) console.error(`did not run to the end: ${failed.join(', ')}`);
  return failed.length === 0;
}

function benchmarks(): string[] {
  const folder = join(repoRoot, 'out/bench');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith(SUFFIX))
    .sort()
    .map((file) => join(folder, file));
}

async function runs(path: string): Promise<boolean> {
  console.log(`\n== ${basename(path, SUFFIX)}`);
  const { code } = await runProgram(process.execPath, ['--enable-source-maps', path], {
    cwd: repoRoot,
    show: true,
  });
  return code === 0;
}

main().then(
  (fine) => process.exit(fine ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
