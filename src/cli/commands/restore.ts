import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dataSets, type DataSets } from '../../engine/dataset/dataSets';
import { isSidecar } from '../../engine/dataset/sidecars';
import { planRestore, type RestorePlan } from '../../engine/versioning/restore/planRestore';
import { restoreLabels, type Restored } from '../../engine/versioning/restore/restoreLabels';
import type { Versions } from '../../engine/versioning/versions';
import {
  flagOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { counted, printable } from '../output';
import { said } from '../versions/revisionArguments';
import { withVersions } from '../versions/withVersions';

export const restore: Command = {
  name: 'restore',
  about: 'Makes labels what they were in another version; only label files are written.',
  usage: 'REV PATH... [--instance ID]... [--dry-run] [--force] [--json]',
  options: {
    instance: {
      type: 'string',
      value: 'ID',
      multiple: true,
      about: 'Only the annotation with this id; may be repeated.',
    },
    'dry-run': { type: 'boolean', about: 'Say what would change, and change nothing.' },
    force: { type: 'boolean', about: 'Replace labels that are in no commit, too.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  },
  details: [
    'REV is a branch, tag, commit, stash@{0}, a date (2026-01-31) or INDEX. PATH is an image, a label file or a ' +
      'folder. Labels that are in no commit would be lost: then nothing is written without --force. The index, images, ' +
      'relabel.yaml and all other files stay as they are; a label file that cannot be read is left alone.',
    'The exit code is 1 when something was left alone.',
  ],
  examples: [
    ['relabel restore v1 data/train --dry-run', 'What going back to a tag would change.'],
    ['relabel restore HEAD~2 data/a.jpg', "One image's labels of two commits ago."],
    ['relabel restore main data/a.jpg --instance k3v9q2', 'One annotation, as it is on main.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [name, ...paths] = args.positionals;
  if (name === undefined) throw new UsageError('Which version? Give a branch, tag, commit or date.');
  if (paths.length === 0) throw new UsageError('Which labels? Give images, label files or folders.');
  return withVersions(context, (versions) => restored(versions, name, paths, args, context));
}

async function restored(
  versions: Versions,
  name: string,
  given: readonly string[],
  args: CommandArguments,
  context: CliContext,
): Promise<ExitCode> {
  const { output, signal } = context;
  const revision = await said(versions, name);
  if (revision.kind === 'worktree') throw new UsageError('The working tree is what would be restored.');
  const sets = dataSets({ git: 'git' });
  const paths = await Promise.all(given.map((path) => labelled(path, sets, versions, revision, context)));
  const ids = instancesOf(args);
  const plan = await planRestore(versions, revision, {
    paths,
    signal,
    ...(ids && { instances: new Set(ids) }),
    onProgress: (images) => output.progress(`${counted(images, 'image')} differ`),
  });
  const isDry = flagOption(args, 'dry-run');
  if (!isDry && !flagOption(args, 'force') && plan.uncommitted.length > 0) return refuse(plan, context);
  const options = {
    label: `Restore from ${name}`,
    ...(ids && { instances: ids.map((id) => ({ was: id, is: id })) }),
  };
  const done = isDry
    ? undefined
    : await restoreLabels(plan.items, revision, options, { versions, dataSets: sets, signal });
  return tell(plan, done, flagOption(args, 'json'), context);
}

function instancesOf({ values }: CommandArguments): readonly string[] | undefined {
  const given = values['instance'];
  return Array.isArray(given) && given.length > 0 ? (given as readonly string[]) : undefined;
}

/** A sidecar stands for its image. What is gone from the disk may still be in the version. */
async function labelled(
  path: string,
  sets: DataSets,
  versions: Versions,
  revision: Parameters<Versions['readAt']>[0],
  { cwd }: CliContext,
): Promise<string> {
  const absolute = resolve(cwd, path);
  if (isSidecar(absolute)) return sets.sidecars.imageOf(absolute);
  const isHere = await access(absolute).then(
    () => true,
    () => false,
  );
  if (
    isHere ||
    (await versions.labelsAt(revision, absolute)) ||
    (await isFolderThen(versions, revision, absolute))
  )
    return absolute;
  throw new UsageError(`${path} is neither here nor in that version.`);
}

async function isFolderThen(
  versions: Versions,
  revision: Parameters<Versions['readAt']>[0],
  folder: string,
): Promise<boolean> {
  for await (const _ of versions.labelFilesAt(revision, { folder })) return true;
  return false;
}

function refuse({ uncommitted }: RestorePlan, { output }: CliContext): ExitCode {
  for (const path of uncommitted) output.line(printable(output.path(path)));
  output.note(
    `Nothing was written: ${counted(uncommitted.length, 'image')} of these ` +
      `${uncommitted.length === 1 ? 'has' : 'have'} labels that are in no commit. Commit them first, or say --force.`,
  );
  return 1;
}

function tell(
  plan: RestorePlan,
  done: Restored | undefined,
  asJson: boolean,
  { output }: CliContext,
): ExitCode {
  const leftAlone = [...plan.unreadable, ...(done?.skipped ?? [])];
  const { returning, leaving, changing, emptied } = plan;
  const images = plan.items.map(({ imagePath }) => output.path(imagePath));
  const counts = { images: images.length, returning, leaving, changing, emptied };
  if (asJson)
    output.line(
      JSON.stringify(
        {
          version: 1,
          ...counts,
          written: done?.written ?? 0,
          paths: images,
          leftAlone: leftAlone.map(({ path, reason }) => ({ path: output.path(path), reason })),
        },
        null,
        2,
      ),
    );
  else for (const path of images) output.line(printable(path));
  for (const { path, reason } of leftAlone)
    output.note(printable(`${output.path(path)} is left alone: ${reason}`));
  const what = `${returning} annotations come back, ${leaving} go away, ${changing} become what they were.`;
  if (!done) output.note(`${counted(images.length, 'image')} would be restored: ${what}`);
  else if (done.skipped.length === 0 && !done.stopped)
    output.note(`${counted(done.written, 'image')} restored: ${what}`);
  else output.note(`${done.written} of ${counted(images.length, 'image')} restored.`);
  if (done?.stopped) output.note('Interrupted: the others are as they were.');
  return done?.stopped ? 130 : leftAlone.length > 0 ? 1 : 0;
}
