import { resolve } from 'node:path';
import type { ImportRequest, ImportResult } from '../../engine/formats/importLabels';
import {
  flagOption,
  pairsOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { READ_OPTIONS, twoPaths } from '../formats/conversionOptions';
import { importLines } from '../formats/importLines';
import { runFormatJob } from '../formats/runFormatJob';

const MODES = ['merge', 'replace', 'skip-existing'] as const;

export const importLabels: Command = {
  name: 'import',
  about: 'Brings labels of any format into the sidecars of the images below a folder.',
  usage: 'SRC DIR [options]',
  options: {
    ...READ_OPTIONS,
    merge: {
      type: 'boolean',
      about: 'Add what an image does not have yet (same class and shape): the default.',
    },
    replace: { type: 'boolean', about: 'Replace what an image has.' },
    'skip-existing': { type: 'boolean', about: 'Leave images alone that have labels.' },
    scale: {
      type: 'boolean',
      about: 'Fit labels to the image that were made for a smaller or larger copy of it.',
    },
    'dry-run': { type: 'boolean', about: 'Only say what would be imported.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
    'json-progress': { type: 'boolean', about: 'Print progress as lines of JSON before it, for programs.' },
  },
  details: [
    'SRC is a folder, a zip archive or one file. Its images are found below DIR by relative path, else by a base ' +
      "name that is there once (Label Studio's prefix of eight digits may be missing). What matches nothing, or " +
      'several, is reported. A second run changes nothing more.',
    'Classes that relabel.yaml does not have are added at its end; where there is none, one is made, with the ids ' +
      'and the order of SRC. The exit code is 1 when labels were left out.',
  ],
  examples: [
    ['relabel import instances.json data', "COCO annotations into the images' sidecars."],
    ['relabel import project-7.zip data --dry-run', 'What would be imported.'],
    [
      'relabel import labels data --from yolo --replace',
      'Labels of a known format, in place of what is there.',
    ],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { output } = context;
  const [source, folder] = twoPaths(args, 'a source and the folder of the images');
  const request = requestOf(args, resolve(context.cwd, source), resolve(context.cwd, folder));
  const result = await runFormatJob('import', request, args, context, 'nothing was imported');
  if (typeof result === 'number') return result;
  const text = importLines(result, output);
  if (flagOption(args, 'json')) output.line(JSON.stringify({ version: 1, ...result, text }, null, 2));
  else for (const line of text) output.line(line);
  return exitCode(result);
}

function requestOf(args: CommandArguments, source: string, folder: string): ImportRequest {
  const modes = MODES.filter((mode) => flagOption(args, mode));
  if (modes.length > 1) throw new UsageError('Give one of --merge, --replace and --skip-existing.');
  return {
    source,
    folder,
    from: textOption(args, 'from'),
    readOptions: pairsOption(args, 'read-option'),
    followLinks: flagOption(args, 'follow-links'),
    mode: modes[0] ?? 'merge',
    scale: flagOption(args, 'scale'),
    dryRun: flagOption(args, 'dry-run'),
    git: 'git',
  };
}

function exitCode({ isCancelled, images, problems }: ImportResult): ExitCode {
  if (isCancelled) return 130;
  return problems.counts.error + images.unmatched + images.ambiguous > 0 ? 1 : 0;
}
