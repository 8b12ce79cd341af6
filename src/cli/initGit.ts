import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FileError } from '../engine/fileError';
import { driverRepository, type DriverRepository } from '../engine/versioning/driver/repository';
import { runtimeOf } from '../engine/versioning/driver/ownRuntime';
import {
  carryOut,
  isDone,
  planLines,
  planSetUp,
  SetUpError,
  undoSetUp,
} from '../engine/versioning/driver/setUpGit';
import { flagOption, UsageError, type CliContext, type CommandArguments, type ExitCode } from './command';

/** `relabel init --git`: lets git merge and show labels in the repository that holds a folder. */
export async function initGit(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const [dir = '.', ...more] = args.positionals;
  const [isCheck, isUndo] = [flagOption(args, 'check'), flagOption(args, 'undo')];
  if (more.length > 0) throw new UsageError('Give one folder.');
  if (isCheck && isUndo) throw new UsageError('Give --check or --undo, not both.');
  const repository = await driverRepository(resolve(context.cwd, dir), context.signal);
  if (typeof repository === 'string') return failed(context, repository);
  try {
    return isUndo ? await undo(repository, context) : await setUp(repository, isCheck, context);
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof SetUpError)) throw error;
    return failed(context, `${error.message} Run the command again when that is mended.`);
  }
}

function failed({ output }: CliContext, message: string): ExitCode {
  output.note(`relabel: ${message}`);
  return 1;
}

async function setUp(repository: DriverRepository, isCheck: boolean, context: CliContext): Promise<ExitCode> {
  const { output, root, signal } = context;
  const plan = await planSetUp(repository, runtimeOf(join(root, 'out'), existsSync), signal);
  if (isDone(plan)) {
    output.note(`${output.path(repository.root)}: git merges and shows labels here.`);
    return 0;
  }
  if (!isCheck) await carryOut(repository, plan, signal);
  output.note(isCheck ? 'This clone lacks:' : 'Written:');
  for (const line of planLines(plan)) output.line(line);
  if (isCheck) output.note('Run relabel init --git to set it up.');
  return isCheck ? 1 : 0;
}

async function undo(repository: DriverRepository, { output }: CliContext): Promise<ExitCode> {
  for (const line of await undoSetUp(repository)) output.line(line);
  return 0;
}
