import { resolve } from 'node:path';
import { mergeFiles, type MergeOutcome } from '../../engine/versioning/driver/mergeFiles';
import { checkMerged } from '../../engine/versioning/driver/checkMerged';
import { repairFile } from '../../engine/versioning/driver/repairFile';
import {
  flagOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { counted, printable } from '../output';

export const merge: Command = {
  name: 'merge',
  about: 'Merges three versions of a label file, instance by instance.',
  usage: 'BASE OURS THEIRS [--path P] [--output FILE] | --repair FILE... | --check FILE...',
  options: {
    path: {
      type: 'string',
      value: 'P',
      about: 'Name in the repository, which tells the format. Default: OURS.',
    },
    output: { type: 'string', value: 'FILE', about: 'Where the result goes. Default: OURS.' },
    'marker-size': {
      type: 'string',
      value: 'N',
      about: "Length of conflict marks, as git's %L. Default: 7.",
    },
    'base-label': { type: 'string', value: 'NAME', about: 'What the marks call BASE.' },
    'ours-label': { type: 'string', value: 'NAME', about: 'What the marks call OURS.' },
    'theirs-label': { type: 'string', value: 'NAME', about: 'What the marks call THEIRS.' },
    repair: { type: 'boolean', about: "Turns git's conflict marks in sidecars into conflicts as data." },
    check: { type: 'boolean', about: 'Says what waits to be decided: marks, and conflicts as data.' },
    json: { type: 'boolean', about: 'The outcome as JSON.' },
  },
  details: [
    'Changes of different instances, and of different properties of one, always merge. In a sidecar (*.labels.json) ' +
      'a property that was changed two ways is kept both ways, as data: the file stays valid, and the editor shows both. ' +
      'YOLO, Pascal VOC, LabelMe, COCO and Label Studio files have no place for that: there both versions stand ' +
      "between git's marks, around nothing but what clashes. What is no label file is merged as git merges text.",
    'Exit codes: 0 merged, 1 something is to be decided, 2 wrong use. "relabel init --git" makes git call this.',
  ],
  examples: [
    ['relabel merge base.json ours.json theirs.json --path a.jpg.labels.json', 'The result is in ours.json.'],
    ['relabel merge --repair data/a.jpg.labels.json', 'Mends a sidecar that was merged without Relabel.'],
    ['relabel merge --check data/*.labels.json', 'Says which files wait for a decision.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [isRepair, isCheck] = [flagOption(args, 'repair'), flagOption(args, 'check')];
  if (isRepair && isCheck) throw new UsageError('Give --repair or --check, not both.');
  if (!isRepair && !isCheck) return mergeThree(args, context);
  if (args.positionals.length === 0) throw new UsageError('Give files.');
  const work = isRepair ? repairFile : checkMerged;
  let code: ExitCode = 0;
  for (const file of args.positionals) {
    const { isOpen, message } = await work(resolve(context.cwd, file));
    if (isOpen) code = 1;
    tell(args, context, { file, open: isOpen, message }, `${printable(file)}: ${message}`);
  }
  return code;
}

function tell(args: CommandArguments, { output }: CliContext, json: object, text: string): void {
  output.line(flagOption(args, 'json') ? JSON.stringify(json) : text);
}

async function mergeThree(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [base, ours, theirs, ...more] = args.positionals;
  if (base === undefined || ours === undefined || theirs === undefined || more.length > 0)
    throw new UsageError('Give three files: BASE OURS THEIRS.');
  const at = (file: string): string => resolve(context.cwd, file);
  const [path, output] = [textOption(args, 'path') ?? ours, textOption(args, 'output')];
  const outcome = await mergeFiles({
    ...{ base: at(base), ours: at(ours), theirs: at(theirs), path },
    ...(output !== undefined && { output: at(output) }),
    marks: marksOf(args),
    signal: context.signal,
  });
  if (flagOption(args, 'json')) context.output.line(JSON.stringify({ path, ...outcome }));
  const message = messageOf(outcome);
  if (message !== undefined) context.output.note(`relabel: ${printable(path)}: ${message}`);
  return isOpen(outcome) ? 1 : 0;
}

function marksOf(args: CommandArguments) {
  const text = textOption(args, 'marker-size') ?? '7';
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw new UsageError(`--marker-size must be a whole number from 1, not "${text}".`);
  const label = (side: string): string => textOption(args, `${side}-label`) ?? side;
  return { base: label('base'), ours: label('ours'), theirs: label('theirs'), size };
}

function isOpen(outcome: MergeOutcome): boolean {
  return (
    outcome.kind === 'conflict' || outcome.kind === 'failed' || (outcome.kind === 'text' && outcome.conflict)
  );
}

function messageOf(outcome: MergeOutcome): string | undefined {
  if (outcome.kind === 'clean') return undefined;
  if (outcome.kind === 'failed') return `nothing was merged. ${outcome.reason}`;
  if (outcome.kind === 'text')
    return `merged as text${outcome.conflict ? ', with conflict marks' : ''}, because by instance it could not be: ${outcome.reason}`;
  const count = counted(outcome.conflicts, 'conflict');
  return outcome.asData
    ? `${count}; both versions are kept in the file. Open the image to decide.`
    : `${count}, between conflict marks: this format cannot hold two versions.`;
}
