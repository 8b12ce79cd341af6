import {
  countOption,
  flagOption,
  textOption,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { runLog } from '../versions/runLog';

export const log: Command = {
  name: 'log',
  about: 'Lists the commits that changed labels, newest first, and what each did.',
  usage: '[A | A..B] [PATH...] [--instance ID] [-n N] [--patch] [--json]',
  options: {
    instance: {
      type: 'string',
      value: 'ID',
      about: 'Only commits that changed this annotation of one image.',
    },
    'max-count': { type: 'string', value: 'N', short: 'n', about: 'Most commits. Default: all.' },
    patch: { type: 'boolean', short: 'p', about: 'Every change, not only their numbers.' },
    json: { type: 'boolean', about: 'One JSON object, a commit a line.' },
  },
  details: [
    'PATH is an image, a sidecar or a folder; without one it is the whole repository. One image is followed through ' +
      'renames. Merges stand where labels are as in none of the commits they merge. Nothing is checked out; commits ' +
      'are printed as they are found.',
  ],
  examples: [
    ['relabel log', 'All commits that changed labels.'],
    ['relabel log data/cat.jpg -p -n 5', 'The last five of one image, change by change.'],
    ['relabel log data/cat.jpg --instance k3v9q2', 'What happened to one annotation.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const options = {
    instance: textOption(args, 'instance'),
    most: countOption(args, 'max-count') ?? Infinity,
    patch: flagOption(args, 'patch'),
    json: flagOption(args, 'json'),
  };
  return runLog(args.positionals, options, context);
}
