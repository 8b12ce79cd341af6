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
import { withOwnLabels } from '../formats/withSidecars';

const { from: _, ...READ_REST } = READ_OPTIONS;

export const exportLabels: Command = {
  name: 'export',
  about: 'Writes the labels of a data set in another format.',
  usage: 'DIR DST --to FORMAT [options]',
  options: {
    ...WRITE_OPTIONS,
    ...READ_REST,
    split: { type: 'string', value: 'PARTS', about: 'Spread the images: train=0.8,val=0.1,test=0.1.' },
    ...SPLIT_OPTIONS,
  },
  details: [
    'The same as relabel convert --from relabel: sidecars are found wherever they live, beside the images, in a ' +
      'labels/ tree, or where relabel.yaml says. Where there are none, the label files that are detected are read.',
  ],
  examples: [
    ['relabel export data labels.json --to coco', 'One COCO file.'],
    ['relabel export data train --to yolo --copy-images --split train=0.9,val=0.1', 'Ready for training.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [source, target] = twoPaths(args, 'the folder of the data set and a target');
  if (textOption(args, 'to') === undefined) throw new UsageError('--to FORMAT says what the target becomes.');
  const asked = conversionRequest(args, context.cwd, { source, target });
  return runConversion(await withOwnLabels(asked, context.signal), args, context);
}
