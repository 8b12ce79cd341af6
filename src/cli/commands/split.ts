import { resolve } from 'node:path';
import {
  flagOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import {
  conversionRequest,
  READ_OPTIONS,
  SPLIT_OPTIONS,
  splitOption,
  WRITE_OPTIONS,
} from '../formats/conversionOptions';
import { runConversion } from '../formats/runConversion';
import { runFormatJob } from '../formats/runFormatJob';
import { withSidecars } from '../formats/withSidecars';
import { printable } from '../output';

const DEFAULT_PARTS = 'train=0.8,val=0.1,test=0.1';
const { to: _, ...WRITE_REST } = WRITE_OPTIONS;

export const split: Command = {
  name: 'split',
  about: 'Splits a data set into parts for training, and writes them as lists or folders.',
  usage: 'DIR [--by random|class|group] [--ratio PARTS] [--lists DIR | --folders DST]',
  options: {
    ratio: {
      type: 'string',
      value: 'PARTS',
      about: `Names and shares of the parts. Default: ${DEFAULT_PARTS}.`,
    },
    ...SPLIT_OPTIONS,
    lists: {
      type: 'string',
      value: 'DIR',
      about:
        'Where train.txt and the others go, one image path a line, relative to that folder. Default: DIR.',
    },
    folders: {
      type: 'string',
      value: 'DST',
      about: 'Write the labels (and images, with --copy-images or --link-images) there instead, by part.',
    },
    ...READ_OPTIONS,
    ...WRITE_REST,
  },
  details: [
    'random: by chance. class: each class is spread as the parts ask, also where images have several. group: images ' +
      'of one group (a patient, a video) stay together. The same seed gives the same split on every machine, ' +
      'whatever the order of the files.',
    'Labels are read in any format, sidecars included. Lists that are there are replaced only with --force.',
  ],
  examples: [
    ['relabel split data --by class --ratio train=0.8,val=0.2', 'Lists data/train.txt and data/val.txt.'],
    ['relabel split data --group "^([^/]+)/" --seed 7', 'Images of one subfolder stay together.'],
    ['relabel split data --folders parted --link-images', 'Folders train, val and test with their images.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [source, ...more] = args.positionals;
  if (source === undefined || more.length > 0)
    throw new UsageError('Give one folder, archive or file of labels.');
  const ratio = textOption(args, 'ratio') ?? DEFAULT_PARTS;
  const folders = textOption(args, 'folders');
  if (folders === undefined) return writeLists(args, source, ratio, context);
  if (textOption(args, 'lists') !== undefined) throw new UsageError('Give either --lists or --folders.');
  const asked = conversionRequest(args, context.cwd, { source, target: folders });
  const request = { ...asked, split: splitOption(args, ratio) };
  return runConversion(await withSidecars(request, context.signal), args, context);
}

async function writeLists(
  args: CommandArguments,
  source: string,
  ratio: string,
  context: CliContext,
): Promise<ExitCode> {
  const { cwd, output, signal } = context;
  const asked = await withSidecars(conversionRequest(args, cwd, { source, target: source }), signal);
  const plan = splitOption(args, ratio);
  if (!plan) throw new UsageError('--ratio is empty.');
  const folder = resolve(cwd, textOption(args, 'lists') ?? source);
  const { followLinks, overlay, readOptions, force, dryRun } = asked;
  const request = { source: asked.source, from: asked.from, folder, split: plan };
  const options = { followLinks, overlay, readOptions, force, dryRun };
  const result = await runFormatJob(
    'split',
    { ...request, ...options },
    args,
    context,
    'no list was written',
  );
  if (typeof result === 'number') return result;
  if (flagOption(args, 'json')) output.line(JSON.stringify({ version: 1, ...result }, null, 2));
  else
    for (const { path, images } of result.lists)
      output.line(
        `${printable(output.path(path))}: ${images} images${dryRun ? ' (not written: a preview)' : ''}`,
      );
  return 0;
}
