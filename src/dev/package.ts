import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ZipEntry } from './lib/listZip';
import { packageVsix, vsixName } from './lib/packageVsix';
import { repoRoot } from './lib/repoRoot';

const SHOWN_PARTS = 8;

/** `npm run package`: makes the installable package of this platform and says what is in it. */
async function main(): Promise<void> {
  const { path, entries, warnings } = await packageVsix(join(repoRoot, vsixName()));
  for (const warning of warnings) console.log(`note: ${warning}`);
  console.log(
    `${path}: ${megabytes(statSync(path).size)} in ${String(entries.length)} files; largest parts, packed:`,
  );
  for (const [part, bytes] of largestParts(entries))
    console.log(`  ${megabytes(bytes).padStart(9)}  ${part}`);
}

/** Sizes summed by the part they belong to: a module, a media folder, a bundle. */
function largestParts(entries: readonly ZipEntry[]): [string, number][] {
  const parts = new Map<string, number>();
  for (const { name, packedBytes } of entries)
    parts.set(partOf(name), (parts.get(partOf(name)) ?? 0) + packedBytes);
  return [...parts].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_PARTS);
}

function partOf(name: string): string {
  const [, ...path] = name.split('/');
  const depth = path[1] !== 'node_modules' ? 2 : path[2]?.startsWith('@') ? 4 : 3;
  return path.slice(0, depth).join('/');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
