import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Cancelled, type Follower } from '../../engine/formats/countingReport';
import { FORMAT_JOBS, type JobName, type JobRequest, type JobResult } from './formatJob';

/*
 * Conversions read and write files at once, which blocks their thread: in a thread of its own Ctrl-C is still heard,
 * through memory that both threads see.
 */

interface JobData {
  readonly relabelJob: JobName;
  readonly request: unknown;
  /** One number: not 0 when the job is to end. */
  readonly cancel: SharedArrayBuffer;
}

type JobMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

/** A job that ended with an error that its author foresaw: the message is for people. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

const FORESEEN: ReadonlySet<string> = new Set([
  ...['ConversionError', 'TargetError', 'FileError', 'UnreadableFile', 'PathTaken'],
]);

export type OnProgress = (done: number, total: number, what: string) => void;

/** Runs a job in a thread. Throws `JobError`, `Cancelled` when the signal aborts, and what was not foreseen. */
export function runJob<N extends JobName>(
  name: N,
  request: JobRequest<N>,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<JobResult<N>> {
  const cancel = new SharedArrayBuffer(4);
  const stop = (): void => {
    Atomics.store(new Int32Array(cancel), 0, 1);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const workerData: JobData = { relabelJob: name, request, cancel };
  const worker = new Worker(__filename, { workerData });
  return new Promise<JobResult<N>>((resolve, reject) => {
    worker.on('message', (message: JobMessage) => {
      if (message.kind === 'progress') onProgress(message.done, message.total, message.what);
      // The thread is this program: what it sends has the type of its job.
      else if (message.kind === 'result') resolve(message.result as JobResult<N>);
      else reject(errorOf(message.name, message.message));
    });
    worker.once('error', (error) => {
      reject(isOutOfMemory(error) ? new JobError(OUT_OF_MEMORY) : error);
    });
    worker.once('exit', () => {
      reject(new Error('The conversion ended without a result.'));
    });
  }).finally(() => {
    signal.removeEventListener('abort', stop);
  });
}

const OUT_OF_MEMORY =
  'There was not enough memory for these labels. Raise it with NODE_OPTIONS=--max-old-space-size=8192, or split the source. Nothing was put in place.';

function isOutOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function errorOf(name: string, message: string): Error {
  if (name === 'Cancelled') return new Cancelled(message);
  return FORESEEN.has(name) ? new JobError(message) : new Error(message);
}

/** The job this thread was started for; undefined in the main thread. */
export function jobOfThread(): JobData | undefined {
  const data: unknown = workerData;
  const isJob = !isMainThread && typeof data === 'object' && data !== null && 'relabelJob' in data;
  return isJob ? (data as JobData) : undefined;
}

/** Does the thread's job and sends what came out. */
export async function doJob({ relabelJob, request, cancel }: JobData): Promise<void> {
  const flag = new Int32Array(cancel);
  const follower: Follower = {
    onProgress: (done, total, what) => {
      send({ kind: 'progress', done, total, what });
    },
    isCancelled: () => Atomics.load(flag, 0) !== 0,
  };
  try {
    const job = FORMAT_JOBS[relabelJob] as (request: unknown, follower: Follower) => unknown;
    send({ kind: 'result', result: await job(request, follower) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const isForeseen = FORESEEN.has(name) || name === 'Cancelled';
    send({ kind: 'failed', name, message: isForeseen ? message : (stack ?? message) });
  }
}

function send(message: JobMessage): void {
  parentPort?.postMessage(message);
}
