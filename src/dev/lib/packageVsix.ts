import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listZip, type ZipEntry } from './listZip';
import { repoRoot } from './repoRoot';
import { runProgram } from './runProgram';
import { stageVsix } from './stageVsix';
import { vsixProblems } from './vsixProblems';

export interface PackagedVsix {
  readonly path: string;
  readonly entries: readonly ZipEntry[];
  /** What the packaging tool warned about. */
  readonly warnings: readonly string[];
}

/** `relabel-<platform>-<arch>-<version>.vsix`. */
export function vsixName(): string {
  const { version } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as { version: string };
  return `relabel-${process.platform}-${process.arch}-${version}.vsix`;
}

/** Builds the package of this platform at `path`. Throws when it could not be made or must not ship. */
export async function packageVsix(path: string): Promise<PackagedVsix> {
  const stage = mkdtempSync(join(tmpdir(), 'relabel-stage-'));
  const remove = (): void => {
    rmSync(stage, { recursive: true, force: true });
  };
  process.once('exit', remove);
  try {
    await stageVsix(stage);
    const warnings = await runVsce(stage, path);
    const entries = listZip(path);
    const problems = vsixProblems(
      entries.map((entry) => entry.name),
      process.platform,
      process.arch,
    );
    if (problems.length > 0)
      throw new Error(`${path} must not ship:\n  ${problems.slice(0, 20).join('\n  ')}`);
    return { path, entries, warnings };
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function runVsce(stage: string, path: string): Promise<string[]> {
  const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
    repository?: unknown;
  };
  const licensed = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].some((name) => existsSync(join(stage, name)));
  const warnings = [
    ...(manifest.repository ? [] : ['package.json names no repository: links in the README stay relative']),
    ...(licensed ? [] : ['there is no LICENSE file']),
  ];
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const args = ['package', '--target', `${process.platform}-${process.arch}`, '--out', path, ...flags];
  const vsce = join(repoRoot, 'node_modules/@vscode/vsce/vsce');
  const all = [vsce, ...args, ...(licensed ? [] : ['--skip-license'])];
  const { code, output } = await runProgram(process.execPath, all, { cwd: stage });
  if (code !== 0) throw new Error(`vsce could not make the package:\n${output}`);
  return warnings;
}
