import {
  flagOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { runBlame } from '../versions/runBlame';

export const blame: Command = {
  name: 'blame',
  about: 'Says of each annotation of an image who last changed it, when and in which commit.',
  usage: '[A] IMAGE [--json]',
  options: { json: { type: 'boolean', about: 'Print one JSON object instead of lines.' } },
  details: [
    'IMAGE is an image or its sidecar. Without a version A it is the working tree: what is not committed yet is said ' +
      'to be so; ^ before a hash: the clone is shallow, and it may be older. Another order of the annotations, another layout of the file or another name of the image is no change.',
  ],
  examples: [
    ['relabel blame data/cat.jpg', 'Who drew what.'],
    ['relabel blame v1 data/cat.jpg --json', 'The same at a tag, for another program.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { positionals } = args;
  if (positionals.length < 1 || positionals.length > 2) throw new UsageError('Which image? Give one.');
  return runBlame(positionals, flagOption(args, 'json'), context);
}
