import {
  UsageError,
  textOption,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import {
  conversionRequest,
  READ_OPTIONS,
  SPLIT_OPTIONS,
  twoPaths,
  WRITE_OPTIONS,
} from '../formats/conversionOptions';
import { runConversion } from '../formats/runConversion';
import { withSidecars } from '../formats/withSidecars';

export const convert: Command = {
  name: 'convert',
  about: 'Converts labels from one format into another.',
  usage: 'SRC DST --to FORMAT [options]',
  options: {
    ...WRITE_OPTIONS,
    ...READ_OPTIONS,
    split: {
      type: 'string',
      value: 'PARTS',
      about: 'Spread the images anew: train=0.8,val=0.1,test=0.1. Without it, splits stay as they are.',
    },
    ...SPLIT_OPTIONS,
  },
  details: [
    'SRC is a folder, a zip archive or one file; DST a folder, an archive (its name ends in .zip) or, for formats ' +
      'of one file, that file. What the source is and why is said; relabel formats lists what there is.',
    'What DST cannot hold is counted and said. DST appears when everything is written and every annotation is ' +
      'accounted for: in = out + lost, by class. An interrupted run leaves what was there. The exit code is 1 when ' +
      'nothing could be written, or something in SRC could not be read; the rest is written then, unless --strict.',
    'Images stay where they are unless told otherwise; formats that are made of images get copies.',
  ],
  examples: [
    ['relabel convert instances.json labels --to yolo-segment', 'COCO polygons to YOLO label files.'],
    ['relabel convert export.zip data --to coco --copy-images', 'An archive into a folder, images included.'],
    [
      'relabel convert voc yolo --to yolo --split train=0.9,val=0.1 --by class',
      'With a new split, by class.',
    ],
    ['relabel convert data x --to voc --dry-run', 'What would be lost.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [source, target] = twoPaths(args, 'a source and a target');
  if (textOption(args, 'to') === undefined) throw new UsageError('--to FORMAT says what the target becomes.');
  const request = await withSidecars(
    conversionRequest(args, context.cwd, { source, target }),
    context.signal,
  );
  return runConversion(request, args, context);
}
