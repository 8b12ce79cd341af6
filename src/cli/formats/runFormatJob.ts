import { Cancelled } from '../../engine/formats/countingReport';
import { flagOption, type CliContext, type CommandArguments, type ExitCode } from '../command';
import { printable } from '../output';
import type { JobName, JobRequest, JobResult } from './formatJob';
import { JobError, runJob } from './jobThread';

/** Runs a job, shows its progress, and turns what was foreseen into words and an exit code. */
export async function runFormatJob<N extends JobName>(
  name: N,
  request: JobRequest<N>,
  args: CommandArguments,
  { output, signal }: CliContext,
  whenCancelled: string,
): Promise<JobResult<N> | ExitCode> {
  const asJson = flagOption(args, 'json-progress');
  try {
    return await runJob(
      name,
      request,
      (done, total, what) => {
        if (asJson) output.line(JSON.stringify({ progress: { done, total, what } }));
        else output.progress(`${printable(what)} ${done}${total > 0 ? `/${total}` : ''}`);
      },
      signal,
    );
  } catch (error) {
    if (error instanceof Cancelled) {
      output.note(`Interrupted: ${whenCancelled}.`);
      return 130;
    }
    if (!(error instanceof JobError)) throw error;
    output.note(`relabel: ${error.message}`);
    return 1;
  }
}
