import {
  flagOption,
  textOption,
  countOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import type { DiffOptions } from '../versions/diffOptions';
import { runDiff, runFileDiff } from '../versions/runDiff';
import { twoFiles } from '../versions/compareFiles';

const FORMS = ['json', 'stat', 'name-only'] as const;

export const diff: Command = {
  name: 'diff',
  about: 'Says how labels differ between two versions, instance by instance.',
  usage: '[A [B] | A..B | A...B | FILE FILE] [PATH...] [--stat | --name-only | --json] [--html FILE]',
  options: {
    staged: { type: 'boolean', about: 'Compare what is staged, instead of the working tree, with A (HEAD).' },
    stat: { type: 'boolean', about: 'Counts: images, classes, the balance of classes before and after.' },
    'name-only': { type: 'boolean', about: 'Only the images whose labels differ.' },
    json: { type: 'boolean', about: 'One JSON object: every image, every instance, the summary.' },
    html: { type: 'string', value: 'FILE', about: 'Write a report with pictures into one HTML file.' },
    'max-images': {
      type: 'string',
      value: 'N',
      about: 'Most images with pictures in the report. Default 100.',
    },
    title: { type: 'string', value: 'TEXT', about: "The report's title. Default: the two versions." },
    balance: {
      type: 'boolean',
      about: 'The balance of classes over all images, not only those that changed.',
    },
    'exit-code': { type: 'boolean', about: 'End with 1 when labels differ.' },
  },
  details: [
    'A and B are branches, tags, commits, stash@{0}, pr/12 (a fetched pull request), dates (2026-01-31), WORKTREE, ' +
      'INDEX or EMPTY. Without B the working tree is compared with A, without A with HEAD. A..B compares the two, ' +
      'A...B compares B with where it left A, as a pull request does. PATH limits it to files and folders. Two files ' +
      'that are there (sidecars, label files or images) are compared with each other, without git.',
    'Lines begin with + (a label more), - (one less), ~ (another one), ! (in conflict), ? (a proposal) or . (no change ' +
      'of a label). Instances are the same by their id; where a format has none, by class and overlap (IoU of 0.5 or ' +
      'more). The exit code is 1 when labels could not be read, or with --exit-code when they differ.',
  ],
  examples: [
    ['relabel diff', 'What changed since the last commit.'],
    ['relabel diff main...HEAD --html report.html', 'What a branch changes, with pictures.'],
    ['relabel diff v1 v2 data/train --stat --balance', 'Two tags in numbers, for one folder.'],
    ['relabel diff old.labels.json new.labels.json', 'Two sidecars, with or without a repository.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const options = optionsOf(args);
  const files = options.staged ? undefined : await twoFiles(args.positionals, context.cwd);
  return files ? runFileDiff(files, options, context) : runDiff(args.positionals, options, context);
}

function optionsOf(args: CommandArguments): DiffOptions {
  const [form, another] = FORMS.filter((name) => flagOption(args, name));
  if (another !== undefined) throw new UsageError(`Give --${form} or --${another}, not both.`);
  const html = textOption(args, 'html');
  const title = textOption(args, 'title');
  return {
    form: form ?? (html === undefined ? 'lines' : 'none'),
    html,
    title,
    maxImages: countOption(args, 'max-images') ?? 100,
    staged: flagOption(args, 'staged'),
    balance: flagOption(args, 'balance'),
    exitCode: flagOption(args, 'exit-code'),
  };
}
