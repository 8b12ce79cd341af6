import { openVersions, type Versions } from '../../engine/versioning/versions';
import type { CliContext, ExitCode } from '../command';
import { told } from './told';

/** Opens the repository of the working folder and ends its process afterwards; says what git refuses. */
export function withVersions(
  context: CliContext,
  work: (versions: Versions) => Promise<ExitCode>,
): Promise<ExitCode> {
  return told(context, async () => {
    const hook = { variables: process.env, folder: context.cwd };
    const versions = await openVersions(context.cwd, { signal: context.signal, hook });
    try {
      return await work(versions);
    } finally {
      versions.dispose();
    }
  });
}
