import {
  advance,
  nextStep,
  startRun,
  type StepKind,
  type VersionPlan,
  type VersionRun,
} from '../../../core/versioning/plan';
import { DvcError } from '../../dvc/dvcError';
import { FileError } from '../../fileError';
import { GitError } from '../gitError';
import { lookBefore } from './before';
import { forgetRun, keepRun } from './runFile';
import { STEP_WORK, type VersionTools } from './steps';

export interface VersionEvents {
  /** A step begins. */
  onStep?(step: StepKind, run: VersionRun): void;
}

/**
 * Begins a version. What was before is looked at first, and every state is kept in git's folder: see `unfinishedRun`.
 * Rejects only when not even that works; nothing is changed then.
 */
export async function beginVersion(
  plan: VersionPlan,
  tools: VersionTools,
  events: VersionEvents = {},
): Promise<VersionRun> {
  return goOn(startRun(plan, await lookBefore(tools.git, plan)), tools, events);
}

/**
 * Takes the steps that are left, until the version is complete, one fails, or the signal says so: a step that is under
 * way is ended and can be taken again. `failed` of the result says why it stopped.
 */
export async function goOn(
  started: VersionRun,
  tools: VersionTools,
  events: VersionEvents = {},
): Promise<VersionRun> {
  let run = started;
  for (let step = nextStep(run); step !== undefined; step = nextStep(run)) {
    await keepRun(tools.git, run);
    events.onStep?.(step, run);
    run = await take(step, run, tools);
    if (run.failed) {
      await keepRun(tools.git, run);
      return run;
    }
  }
  await forgetRun(tools.git);
  return run;
}

async function take(step: StepKind, run: VersionRun, tools: VersionTools): Promise<VersionRun> {
  try {
    tools.signal?.throwIfAborted();
    return advance(run, { kind: 'done', step, ...(await STEP_WORK[step](run, tools)) });
  } catch (error) {
    return advance(run, { kind: 'failed', step, why: reasonOf(error, tools.signal) });
  }
}

function reasonOf(error: unknown, signal: AbortSignal | undefined): string {
  const isCancelled = (error instanceof GitError || error instanceof DvcError) && error.kind === 'cancelled';
  if (signal?.aborted || isCancelled) return 'Stopped as you asked.';
  if (error instanceof GitError || error instanceof DvcError || error instanceof FileError)
    return error.message;
  throw error;
}
