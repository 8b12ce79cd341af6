import { DvcError } from '../../engine/dvc/dvcError';
import { FileError } from '../../engine/fileError';
import { GitError } from '../../engine/versioning/gitError';
import type { CliContext, ExitCode } from '../command';
import { printable } from '../output';

/** Does the work; what git, DVC or the disk refused is told, with exit code 1, or 130 when it was cancelled. */
export async function toldFailure(
  { output, signal }: CliContext,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return 130;
    if (!(error instanceof GitError) && !(error instanceof DvcError) && !(error instanceof FileError))
      throw error;
    output.note(`relabel: ${error.message.split('\n').map(printable).join('\n')}`);
    return 1;
  }
}
