import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { wayBack, type FileBefore, type VersionRun, type WayBack } from '../../../core/versioning/plan';
import { writeAtomic } from '../../fs';
import { openGit } from '../git';
import { GitError } from '../gitError';
import { askGit, runGit, type GitPlace } from '../gitProcess';
import { branchOf, headOf, textsOf } from './before';
import { forgetRun } from './runFile';

/**
 * Leads back to where the version began: tag, commit (as `git reset --soft` would), index and `.dvc` files. Images and
 * label files keep their content, and what DVC's cache got stays in it. Refused, with nothing changed, when something
 * came in between. Rejects with `GitError` or `FileError`.
 */
export async function undoVersion(run: VersionRun, git: GitPlace): Promise<void> {
  const back = wayBack(run);
  if (back === undefined)
    throw refused(
      'This version has been pushed: others may have it. Revert its commit instead (git revert).',
    );
  const left: WayBack[] = [];
  for (const step of back) if (!(await isTaken(step, git))) left.push(step);
  for (const step of left) await check(step, run, git);
  for (const step of left) await take(step, git);
  await forgetRun(git);
}

/** A way back that failed halfway is gone on with from there. */
async function isTaken(step: WayBack, git: GitPlace): Promise<boolean> {
  if (step.kind === 'deleteTag') return (await objectOf(git, `refs/tags/${step.name}`)) === undefined;
  if (step.kind !== 'uncommit') return false;
  return (await headOf(git)) === step.to && (await branchOf(git)) === step.branch;
}

function refused(message: string): GitError {
  return new GitError('refused', message);
}

async function check(step: WayBack, run: VersionRun, git: GitPlace): Promise<void> {
  switch (step.kind) {
    case 'deleteTag':
      if ((await objectOf(git, `refs/tags/${step.name}`)) !== step.object)
        throw refused(
          `The tag ${step.name} is not the one that was made. Look at it (git show ${step.name}).`,
        );
      return;
    case 'uncommit':
      return checkCommit(step, git);
    case 'restoreIndex':
      if (run.commit !== undefined) await checkIndex(run.commit, step.paths, git);
      return;
    case 'restoreFiles':
      return checkFiles(step, git);
  }
}

async function checkCommit(step: Extract<WayBack, { kind: 'uncommit' }>, git: GitPlace): Promise<void> {
  if ((await headOf(git)) !== step.commit || (await branchOf(git)) !== step.branch)
    throw refused(
      `There are other commits since, or another branch is checked out. Revert the commit instead: git revert ${step.commit.slice(0, 10)}.`,
    );
  const { operation } = await openGit({ program: git.program }).state(git.folder);
  if (operation && operation !== 'bisect')
    throw refused(`A ${operation} is under way: finish or abort it first.`);
}

/** What somebody staged since would be lost. */
async function checkIndex(commit: string, paths: readonly string[], git: GitPlace): Promise<void> {
  const text = await askGit(git, ['diff-index', '--cached', '--name-only', '-z', commit, '--']);
  const wanted = new Set(paths);
  const staged = text.split('\0').find((path) => wanted.has(path));
  if (staged !== undefined)
    throw refused(
      `${staged} has been staged again since. Unstage it first: git restore --staged -- ${staged}.`,
    );
}

async function checkFiles(step: Extract<WayBack, { kind: 'restoreFiles' }>, git: GitPlace): Promise<void> {
  const now = await textsOf(
    git.folder,
    step.recorded.map(({ path }) => path),
  );
  const edited = step.recorded.find(
    ({ path, text }) => textAt(now, path) !== text && textAt(now, path) !== textAt(step.files, path),
  );
  if (edited)
    throw refused(`${edited.path} has been changed since. Restore it yourself, or put it back as it was.`);
}

function textAt(files: readonly FileBefore[], path: string): string | null | undefined {
  return files.find((file) => file.path === path)?.text;
}

async function objectOf(git: GitPlace, ref: string): Promise<string | undefined> {
  return askGit(git, ['rev-parse', '--verify', '-q', ref]).catch(() => undefined);
}

/** Git itself compares once more before it moves a ref. */
async function take(step: WayBack, git: GitPlace): Promise<void> {
  switch (step.kind) {
    case 'deleteTag':
      return void (await runGit(git, ['update-ref', '-d', `refs/tags/${step.name}`, step.object]));
    case 'uncommit':
      return uncommit(step, git);
    case 'restoreIndex':
      return restoreIndex(step, git);
    case 'restoreFiles':
      for (const file of step.files) await restoreFile(git.folder, file);
  }
}

async function uncommit(
  { commit, to, branch }: Extract<WayBack, { kind: 'uncommit' }>,
  git: GitPlace,
): Promise<void> {
  if (to !== null)
    return void (await runGit(git, ['update-ref', '-m', 'relabel: version taken back', 'HEAD', to, commit]));
  if (branch === null) throw refused('The first commit of a detached HEAD cannot be taken back.');
  await runGit(git, ['update-ref', '-d', branch, commit]);
}

async function restoreIndex(
  { lines, paths }: Extract<WayBack, { kind: 'restoreIndex' }>,
  git: GitPlace,
): Promise<void> {
  if (paths.length + lines.length === 0) return;
  const none = `0 ${await nullHash(git)}\t`;
  const input = [...paths.map((path) => none + path), ...lines].map((line) => `${line}\0`).join('');
  await runGit(git, ['update-index', '-z', '--index-info'], { input });
}

/** Zeros, as many as a hash of this repository has: SHA-1 or SHA-256. */
async function nullHash(git: GitPlace): Promise<string> {
  return '0'.repeat((await askGit(git, ['hash-object', '--stdin'])).length);
}

async function restoreFile(root: string, { path, text }: FileBefore): Promise<void> {
  const absolute = join(root, ...path.split('/'));
  if (text === null) await rm(absolute, { force: true });
  else await writeAtomic(absolute, text);
}
