import { standing, stepsOf, stepText, type VersionPlan, type VersionRun } from '../../core/versioning/plan';
import { GitError } from '../../engine/versioning/gitError';
import { ignoreFileOf, targetOf, type DataChoice } from '../../engine/versioning/version/dataChoices';
import { pushTarget } from '../../engine/versioning/version/pushTarget';
import { unfinishedRun } from '../../engine/versioning/version/runFile';
import { beginVersion, goOn } from '../../engine/versioning/version/runVersion';
import { refusedTag } from '../../engine/versioning/version/tags';
import { undoVersion } from '../../engine/versioning/version/undoVersion';
import { versionState, type VersionState } from '../../engine/versioning/version/versionState';
import {
  flagOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { printable } from '../output';
import { toldFailure } from '../versions/failure';
import { repoTools, type RepoTools } from '../versions/repoTools';

export const version: Command = {
  name: 'version',
  about: 'Makes a version of images (DVC) and labels (git): records, commits, tags and pushes both.',
  usage: '[DIR] [--data] [--add PATH] [-m TEXT] [--tag NAME --notes TEXT] [--push] [--dry-run]',
  options: {
    data: { type: 'boolean', about: 'Take in images that changed; else labels alone.' },
    add: {
      type: 'string',
      value: 'PATH',
      multiple: true,
      about: 'Put a file or folder under DVC that is not yet; may be repeated. Relative to the repository.',
    },
    message: {
      type: 'string',
      short: 'm',
      value: 'TEXT',
      about: 'The commit message. Default: what changed, in words.',
    },
    tag: { type: 'string', value: 'NAME', about: 'Tag the commit, with notes.' },
    notes: { type: 'string', value: 'TEXT', about: 'What is new in this version; the message of the tag.' },
    push: {
      type: 'boolean',
      about: 'Push the images to the DVC remote, then commit and tag to the git remote.',
    },
    'dry-run': { type: 'boolean', about: 'Say what would be done, and do nothing.' },
    resume: { type: 'boolean', about: 'Go on with a version that did not come to its end.' },
    undo: { type: 'boolean', about: 'Take back a version that did not come to its end.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  },
  details: [
    'Only the .dvc files of the data taken in, the .gitignore that DVC writes, and label files are committed; what ' +
      'else is staged stays staged. A step that fails leaves what was done before it: --resume goes on from there, ' +
      '--undo deletes the tag, takes the commit back and restores the .dvc files. Images and labels stay as they are.',
  ],
  examples: [
    ['relabel version --data --tag v2 --notes "Night scenes" --push', 'A version that others can get.'],
    ['relabel version --data --dry-run', 'What it would consist of.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  if (args.positionals.length > 1) throw new UsageError('Give one folder at most.');
  return toldFailure(context, async () => {
    const tools = await repoTools(args.positionals[0] ?? '.', context);
    const unfinished = await unfinishedRun(tools.git);
    if (flagOption(args, 'undo')) return undo(unfinished, tools, context);
    if (flagOption(args, 'resume')) return resume(unfinished, tools, args, context);
    if (unfinished)
      throw new GitError(
        'refused',
        `A version is not finished yet. ${standing(unfinished)} Use --resume or --undo.`,
      );
    return make(tools, args, context);
  });
}

async function undo(
  run: VersionRun | undefined,
  { git }: RepoTools,
  { output }: CliContext,
): Promise<ExitCode> {
  if (!run) throw new UsageError('There is no unfinished version to be taken back.');
  await undoVersion(run, git);
  output.note('The version was taken back: everything is as it was before it.');
  return 0;
}

async function resume(
  run: VersionRun | undefined,
  tools: RepoTools,
  args: CommandArguments,
  context: CliContext,
): Promise<ExitCode> {
  if (!run) throw new UsageError('There is no unfinished version to go on with.');
  return told(await goOn(run, work(tools, context), events(context)), args, context);
}

function work({ git, dvc }: RepoTools, { signal, output }: CliContext) {
  return { git, dvc, signal, onLine: (line: string) => output.progress(printable(line)) };
}

function events({ output }: CliContext) {
  return {
    onStep: (step: Parameters<typeof stepText>[0], { plan }: VersionRun) =>
      output.note(printable(stepText(step, plan))),
  };
}

async function make(tools: RepoTools, args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { git, dataSets, dvc, dvcAbsent } = tools;
  const isForData = flagOption(args, 'data') || args.values['add'] !== undefined;
  if (isForData && !dvc)
    throw new UsageError(dvcAbsent ?? 'DVC is not used in this repository: run dvc init first.');
  const state = await versionState(git, dataSets, {
    dvc: isForData ? dvc : undefined,
    signal: context.signal,
  });
  for (const warning of state.warnings) context.output.note(printable(warning));
  if (state.labels.broken.length > 0)
    throw new GitError(
      'refused',
      `Label files cannot be read; repair them first:\n${state.labels.broken.join('\n')}`,
    );
  const plan = await planOf(state, tools, args, isForData);
  if (flagOption(args, 'dry-run')) return dryRun(plan, args, context);
  if (stepsOf(plan).length === 0) {
    context.output.note('There is nothing to version: nothing changed since the last commit.');
    return 0;
  }
  return told(await beginVersion(plan, work(tools, context), events(context)), args, context);
}

async function planOf(
  { data, labels }: VersionState,
  { git, dvc }: RepoTools,
  args: CommandArguments,
  isForData: boolean,
): Promise<VersionPlan> {
  const taken = isForData ? data.filter(({ isSuggested }) => isSuggested) : [];
  const added = addedOf(args);
  const [name, notes] = [textOption(args, 'tag'), textOption(args, 'notes')];
  if (notes !== undefined && name === undefined)
    throw new UsageError('--notes are those of a tag: give --tag too.');
  const refused = name === undefined ? undefined : await refusedTag(git, name);
  if (refused !== undefined) throw new UsageError(refused);
  const isPush = flagOption(args, 'push');
  const words = [...taken, ...added].map(({ title }) => title);
  const message =
    textOption(args, 'message') ??
    ([labels.text, ...words].filter((text) => text !== '').join('; ') || 'A version');
  return {
    data: [...taken.map(targetOf), ...added],
    labels: labels.files.filter(({ change }) => change !== 'conflicted').map(({ path }) => path),
    message,
    ...(name !== undefined && { tag: { name, notes: notes ?? '' } }),
    pushData: isPush && dvc !== undefined,
    ...(isPush && { pushGit: await pushTarget(git) }),
  };
}

function addedOf({ values }: CommandArguments): readonly ReturnType<typeof targetOf>[] {
  const given = values['add'];
  const paths = Array.isArray(given) ? (given as readonly string[]) : [];
  return paths.map((said) => {
    const path = said.replaceAll('\\', '/').replace(/^\.\/|\/+$/g, '');
    if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
      throw new UsageError(`--add ${said} is not a path in the repository.`);
    const choice: DataChoice = {
      ...{ path, targets: [path], how: 'add', isSuggested: true },
      ...{ writes: [`${path}.dvc`, ignoreFileOf(path)], title: `${path}: new in DVC` },
    };
    return targetOf(choice);
  });
}

function dryRun(plan: VersionPlan, args: CommandArguments, { output }: CliContext): ExitCode {
  if (flagOption(args, 'json')) output.line(JSON.stringify({ steps: stepsOf(plan), plan }));
  else if (stepsOf(plan).length === 0) output.line('Nothing to do.');
  else for (const step of stepsOf(plan)) output.line(printable(stepText(step, plan)));
  return 0;
}

function told(run: VersionRun, args: CommandArguments, { output, signal }: CliContext): ExitCode {
  const { plan, commit, done, failed } = run;
  if (flagOption(args, 'json'))
    output.line(JSON.stringify({ commit, done, failed, standing: standing(run), plan }));
  else if (commit !== undefined) output.line(commit);
  if (!failed) return 0;
  output.note(`relabel: ${printable(standing(run))} Use relabel version --resume or --undo.`);
  return signal.aborted ? 130 : 1;
}
