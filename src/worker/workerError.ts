import type { WorkerErrorName } from '../protocol/worker';

/** An error a worker throws on purpose; its name crosses to the engine. */
export class WorkerError extends Error {
  readonly data: unknown;

  constructor(name: WorkerErrorName, message: string, data?: unknown) {
    super(message);
    this.name = name;
    this.data = data;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** True for "no such file". */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT';
