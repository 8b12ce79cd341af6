import type { WorkerRole } from '../protocol/worker';

/** A worker process ended while it was working. It costs the calls in flight, nothing else. */
export class WorkerCrashed extends Error {
  readonly role: WorkerRole;
  /** `exit code 3`, `signal SIGKILL`, or why it could not be started. */
  override readonly cause: string;
  /** The last it wrote, a few kilobytes at most. */
  readonly outputTail: string;

  constructor(role: WorkerRole, cause: string, outputTail: string) {
    const said = outputTail.trim() === '' ? '' : ` It last wrote: ${outputTail.trim().slice(-400)}`;
    super(`The ${role} process stopped (${cause}). The next request starts it again.${said}`);
    this.name = 'WorkerCrashed';
    this.role = role;
    this.cause = cause;
    this.outputTail = outputTail;
  }
}
