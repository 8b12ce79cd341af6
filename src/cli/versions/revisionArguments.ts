import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isImageName } from '../../core/dataset/imageNames';
import { isSidecar } from '../../engine/dataset/sidecars';
import { EMPTY, INDEX, RevisionError, WORKTREE, type Revision } from '../../engine/versioning/revision';
import type { Comparison } from '../../engine/report/diffImages';
import type { Versions } from '../../engine/versioning/versions';
import { UsageError } from '../command';

interface Words {
  readonly versions: Pick<Versions, 'resolve'>;
  readonly cwd: string;
}

/**
 * `[A [B]] [PATH...]`, `A..B`, `A...B`, as git has them: without B the working tree (or the index) is compared with A,
 * without A with HEAD. What is no version must be a path; after two versions nothing but paths follows. Throws
 * `UsageError`.
 */
export async function comparisonOf(
  positionals: readonly string[],
  staged: boolean,
  words: Words,
): Promise<Comparison> {
  const [first, second] = positionals;
  const own = staged ? INDEX : WORKTREE;
  const range = first === undefined ? undefined : await rangeOf(first, words);
  if (range) return { ...range, paths: absolute(positionals.slice(1), words) };
  const from = await revisionOf(first, words);
  if (!from) {
    await checkPaths(positionals, words);
    return { from: await headOf(words), to: own, paths: absolute(positionals, words) };
  }
  const to = await revisionOf(second, words);
  if (to) return { from, to, paths: absolute(positionals.slice(2), words) };
  await checkPaths(positionals.slice(1), words);
  return { from, to: own, paths: absolute(positionals.slice(1), words) };
}

/** What HEAD is; nothing before the first commit. */
export async function headOf({ versions }: Pick<Words, 'versions'>): Promise<Revision> {
  return (await tried(versions, 'HEAD')) ?? EMPTY;
}

/** An empty side is HEAD. */
async function rangeOf(
  text: string,
  { versions, cwd }: Words,
): Promise<{ from: Revision; to: Revision } | undefined> {
  const [, a = '', dots = '', b = ''] = /^(.*?)(\.{2,3})(.*)$/s.exec(text) ?? [];
  const isPath = /[\\/]$/.test(a) || /^[\\/]/.test(b) || a + b === '';
  if (dots === '' || isPath || (await exists(resolve(cwd, text)))) return undefined;
  const [left, right] = [a || 'HEAD', b || 'HEAD'];
  const from = await said(versions, dots === '...' ? `${left}...${right}` : left);
  return { from, to: await said(versions, right) };
}

async function revisionOf(name: string | undefined, { versions, cwd }: Words): Promise<Revision | undefined> {
  if (name === undefined) return undefined;
  const revision = await tried(versions, name);
  if (revision && revision.kind === 'commit' && (await exists(resolve(cwd, name))))
    throw new UsageError(
      `${name} is both a version and a file: say ./${name} for the file, or refs/heads/${name} for the branch.`,
    );
  return revision;
}

async function tried(versions: Pick<Versions, 'resolve'>, name: string): Promise<Revision | undefined> {
  try {
    return await versions.resolve(name);
  } catch (error) {
    if (error instanceof RevisionError) return undefined;
    throw error;
  }
}

/** A version that must be there. */
export async function said(versions: Pick<Versions, 'resolve'>, name: string): Promise<Revision> {
  try {
    return await versions.resolve(name);
  } catch (error) {
    if (error instanceof RevisionError) throw new UsageError(error.message);
    throw error;
  }
}

/** Of what is neither a file nor a version, the version's own words say what was tried. */
async function checkPaths(paths: readonly string[], { versions, cwd }: Words): Promise<void> {
  for (const path of paths) {
    if (await exists(resolve(cwd, path))) continue;
    if (/[\\/]/.test(path) && !path.includes('..')) continue;
    // Labels of an image that is gone have a history, too.
    if ((isImageName(path) || isSidecar(path)) && !(await tried(versions, path))) continue;
    await said(versions, path);
    throw new UsageError(`${path} comes after a path: say versions first, then paths.`);
  }
}

function absolute(paths: readonly string[], { cwd }: Words): readonly string[] {
  return paths.map((path) => resolve(cwd, path));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
