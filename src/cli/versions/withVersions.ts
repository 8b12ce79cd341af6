import { FileError } from '../../engine/fileError';
import { GitError } from '../../engine/versioning/gitError';
import { RevisionError } from '../../engine/versioning/revision';
import { openVersions, type Versions } from '../../engine/versioning/versions';
import type { CliContext, ExitCode } from '../command';
import { printable } from '../output';

/** Opens the repository of the working folder and ends its process afterwards; says what git refuses. */
export async function withVersions(
  { cwd, output, signal }: CliContext,
  work: (versions: Versions) => Promise<ExitCode>,
): Promise<ExitCode> {
  let versions: Versions | undefined;
  try {
    versions = await openVersions(cwd, { signal });
    return await work(versions);
  } catch (error) {
    if (signal.aborted || (error instanceof GitError && error.kind === 'cancelled')) {
      output.note('Interrupted.');
      return 130;
    }
    if (!isTold(error)) throw error;
    output.note(`relabel: ${printable(error.message)}`);
    return 1;
  } finally {
    versions?.dispose();
  }
}

function isTold(error: unknown): error is Error {
  return error instanceof GitError || error instanceof RevisionError || error instanceof FileError;
}
