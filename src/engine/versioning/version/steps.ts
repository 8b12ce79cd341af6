import {
  touched,
  written,
  type StepKind,
  type StepResult,
  type VersionRun,
} from '../../../core/versioning/plan';
import type { Dvc } from '../../dvc/dvc';
import { DvcError } from '../../dvc/dvcError';
import { runGit } from '../branches/runGit';
import { openGit } from '../git';
import { GitError } from '../gitError';
import { askGit, type GitPlace } from '../gitProcess';
import type { ChangedFile } from '../porcelain';
import { branchOf, headOf, textsOf } from './before';

/** What the steps work with. */
export interface VersionTools {
  /** `folder` is git's root. */
  readonly git: GitPlace;
  /** Undefined where there is no DVC. */
  readonly dvc: Dvc | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

type Step = (run: VersionRun, tools: VersionTools) => Promise<StepResult>;

/** A network gets so long. */
const PUSH_MS = 10 * 60_000;

/** What each step does. They reject with `GitError`, `DvcError` or `FileError`, and may be tried again. */
export const STEP_WORK: Readonly<Record<StepKind, Step>> = { record, commit, tag, pushData, pushGit };

function needed({ dvc }: VersionTools): Dvc {
  if (dvc) return dvc;
  throw new DvcError('notInstalled', 'DVC is needed for this step. Install it, or set "relabel.dvcPath".');
}

async function record({ plan }: VersionRun, tools: VersionTools): Promise<StepResult> {
  const dvc = needed(tools);
  const { signal, onLine } = tools;
  for (const { how, targets } of plan.data)
    if (targets.length > 0) await dvc[how](targets, { signal, onLine });
  return { recorded: await textsOf(tools.git.folder, written(plan)) };
}

/** Only what differs from the last commit; a `.gitignore` only when DVC alone has written to it. */
async function commit(run: VersionRun, { git, signal }: VersionTools): Promise<StepResult> {
  if ((await headOf(git)) !== run.before.head || (await branchOf(git)) !== run.before.branch)
    return { commit: await ownCommit(run, git) };
  const files = await changedOf(git, touched(run.plan), signal);
  const mine: ChangedFile[] = [];
  for (const file of files) {
    const isShared = file.path.endsWith('.gitignore') && !file.path.endsWith('.dvc/.gitignore');
    if (!isShared || isRewritten(run, file.path) || (await onlyNamesData(run, file, git))) mine.push(file);
  }
  if (mine.length === 0) return {};
  await openGit({ program: git.program, signal }).commitOnly(git.folder, mine, run.plan.message);
  const made = await headOf(git);
  return made === null ? {} : { commit: made };
}

/** The commit of this very version, made just before everything stopped. */
async function ownCommit({ plan, before }: VersionRun, git: GitPlace): Promise<string> {
  const [hash = '', parents = '', message = ''] = (
    await askGit(git, ['log', '-1', '--format=%H%x00%P%x00%B', 'HEAD', '--'])
  ).split('\0');
  const isOwn = parents === (before.head ?? '') && message.trim() === plan.message.trim();
  if (isOwn && (await branchOf(git)) === before.branch) return hash;
  throw new GitError(
    'refused',
    'The branch has moved since this version was begun. Undo it, then version the data again.',
  );
}

function isRewritten({ before, recorded }: VersionRun, path: string): boolean {
  if (!recorded) return false;
  const text = (files: readonly { path: string; text: string | null }[]): string | null | undefined =>
    files.find((file) => file.path === path)?.text;
  return text(before.files) !== text(recorded);
}

/** What DVC wrote before this version was begun: lines such as `/data`, and no other change. */
async function onlyNamesData({ plan }: VersionRun, { path }: ChangedFile, git: GitPlace): Promise<boolean> {
  const before = await openGit({ program: git.program })
    .committedText(git.folder, path)
    .catch(() => '');
  const [now] = await textsOf(git.folder, [path]);
  const [old, fresh] = [linesOf(before), linesOf(now?.text)];
  const changed = [
    ...old.filter((line) => !fresh.includes(line)),
    ...fresh.filter((line) => !old.includes(line)),
  ];
  const folder = path.slice(0, -'.gitignore'.length);
  const names = new Set(written(plan).map((file) => `/${file.slice(folder.length).replace(/\.dvc$/, '')}`));
  return changed.every((line) => names.has(line));
}

function linesOf(text: string | null | undefined): readonly string[] {
  return (text ?? '').split(/\r?\n/).filter((line) => line !== '');
}

async function changedOf(
  git: GitPlace,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly ChangedFile[]> {
  const wanted = new Set(paths);
  const changed = await openGit({ program: git.program, signal }).changed(git.folder, ['**']);
  const files = changed.filter(({ path }) => wanted.has(path));
  const conflict = files.find(({ change }) => change === 'conflicted');
  if (conflict) throw new GitError('midOperation', `${conflict.path} is in conflict: resolve it first.`);
  return files;
}

async function tag({ plan, commit: made }: VersionRun, { git, signal }: VersionTools): Promise<StepResult> {
  const { name = '', notes = '' } = plan.tag ?? {};
  const ref = `refs/tags/${name}`;
  const target = made ?? (await headOf(git));
  if (target === null) throw new GitError('nothing', 'There is no commit that could be tagged.');
  const args = ['tag', '--annotate', '--cleanup=whitespace', '-F', '-', '--', name, target];
  await askGit(git, args, { signal, input: `${notes.trim() || name}\n` });
  return { tagObject: await askGit(git, ['rev-parse', '--verify', ref], { signal }) };
}

async function pushData({ plan }: VersionRun, tools: VersionTools): Promise<StepResult> {
  const { signal, onLine } = tools;
  // What this version recorded; without such, everything that `.dvc` files name.
  const targets = new Set(
    plan.data.flatMap(({ how, targets: outs, writes }) =>
      how === 'commit' ? outs : writes.filter((path) => path.endsWith('.dvc')),
    ),
  );
  await needed(tools).push([...targets], { signal, onLine });
  return {};
}

async function pushGit({ plan }: VersionRun, { git, signal, onLine }: VersionTools): Promise<StepResult> {
  const { remote = '', branch = '', to = '' } = plan.pushGit ?? {};
  const refs = [
    `refs/heads/${branch}:refs/heads/${to}`,
    ...(plan.tag ? [`refs/tags/${plan.tag.name}:refs/tags/${plan.tag.name}`] : []),
  ];
  const options = { program: git.program, signal, onLine, timeoutMs: PUSH_MS };
  const push = (...flags: string[]): Promise<string> =>
    runGit(git.folder, ['push', '--progress', ...flags, '--', remote, ...refs], options);
  try {
    await push('--atomic');
  } catch (error) {
    // Old servers cannot take all or nothing.
    if (!(error instanceof GitError)) throw error;
    if (/\(already exists\)/.test(error.output)) throw tagIsThere(plan.tag?.name ?? '', remote);
    if (!/does not support --atomic/.test(error.output)) throw error;
    await push();
  }
  return {};
}

function tagIsThere(name: string, remote: string): GitError {
  return new GitError(
    'exists',
    `${remote} has another tag ${name} already. Undo this version and choose another name.`,
  );
}
