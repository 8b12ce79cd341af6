import { FileError } from '../../engine/fileError';
import { GitError } from '../../engine/versioning/gitError';
import { RevisionError } from '../../engine/versioning/revision';
import type { CliContext, ExitCode } from '../command';
import { printable } from '../output';

/** Does the work; says what git or the disk refuses (1), and that it was interrupted (130). Other errors are thrown. */
export async function told({ output, signal }: CliContext, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || (error instanceof GitError && error.kind === 'cancelled')) {
      output.note('Interrupted.');
      return 130;
    }
    if (!isTold(error)) throw error;
    output.note(`relabel: ${printable(error.message)}`);
    return 1;
  }
}

function isTold(error: unknown): error is Error {
  return error instanceof GitError || error instanceof RevisionError || error instanceof FileError;
}
