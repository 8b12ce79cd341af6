import { resolve } from 'node:path';
import { showInVsCode } from '../../engine/versioning/driver/showInVsCode';
import { keepSides } from '../../engine/versioning/driver/keepSides';
import {
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { runFileDiff } from '../versions/runDiff';

const MOST_PICTURES = 100;

export const difftool: Command = {
  name: 'difftool',
  about: 'Shows how labels differ between two files: in VS Code, else as lines and a report.',
  usage: 'LOCAL REMOTE [--path P]',
  options: {
    path: { type: 'string', value: 'P', about: 'Name in the repository, where git gives temporary files.' },
  },
  details: [
    "In VS Code's terminal the comparison opens in the window. Elsewhere the changes are printed, with the path of an " +
      'HTML report. "relabel init --git" makes git call this: git difftool --tool=relabel.',
  ],
  examples: [['git difftool --tool=relabel HEAD~1', 'Shows what the last commit changed in labels.']],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [local, remote, ...more] = args.positionals;
  if (local === undefined || remote === undefined || more.length > 0)
    throw new UsageError('Give two files: LOCAL REMOTE.');
  const path = resolve(context.cwd, textOption(args, 'path') ?? remote);
  const sides = await keepSides(resolve(context.cwd, local), resolve(context.cwd, remote), path);
  if (await showInVsCode({ ...sides, path }, process.env, context.signal)) return 0;
  const options = { form: 'lines', html: sides.report, title: undefined, maxImages: MOST_PICTURES } as const;
  const rest = { staged: false, balance: false, exitCode: false };
  return runFileDiff([sides.leftPath, sides.rightPath], { ...options, ...rest }, context);
}
