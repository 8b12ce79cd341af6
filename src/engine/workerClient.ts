import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disposable } from '../protocol/port';
import type { ArgsOf, CallName, CallOptions, ProgressOf, ResultOf } from '../protocol/contract';
import { AbortError, isAbortError, Rpc, RpcError } from '../protocol/rpc';
import type { EngineContract, WorkerContract, WorkerRole } from '../protocol/worker';
import { childPort } from './childPort';
import { WorkerCrashed } from './workerCrashed';

export interface WorkerOptions {
  /** The bundled entry, `out/worker.js`. */
  readonly workerPath: string;
  readonly role: WorkerRole;
  /** Handed to the process as JSON. */
  readonly settings?: object | undefined;
  /** Set in the environment of the process where the user has not set it otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another Node to run it on; default the one this process runs on. */
  readonly nodePath?: string | undefined;
  /** The process ends when nothing was asked for so long. Default five minutes. */
  readonly idleMs?: number | undefined;
  /** Delay before a start after the first crash in a row; doubles with each. Default 250 ms. */
  readonly backOffMs?: number | undefined;
  /** How long a process may keep silent after a cancellation while nobody waits for it. Default 5 s. */
  readonly hungMs?: number | undefined;
}

interface Running<C extends WorkerContract> {
  readonly child: ChildProcess;
  readonly rpc: Rpc<EngineContract, C>;
}

const DEFAULT_IDLE_MS = 5 * 60_000;
const DEFAULT_BACK_OFF_MS = 250;
const DEFAULT_HUNG_MS = 5000;
const MAX_BACK_OFF_MS = 30_000;
const TAIL_CHARS = 4096;

/**
 * A worker process that is started by the first call, ends when idle, and is started anew by the first call
 * after a crash (later and later when it keeps crashing). A crash rejects the calls in flight with `WorkerCrashed`.
 * One that is stuck in native code when its last call is cancelled is ended, so that the next call finds a fresh one.
 */
export class WorkerClient<C extends WorkerContract> implements Disposable {
  readonly #options: WorkerOptions;
  #running: Running<C> | undefined;
  #calls = 0;
  #crashesInARow = 0;
  #notBefore = 0;
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Process id while it runs. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  async call<K extends CallName<C>>(
    name: K,
    args: ArgsOf<C, K>,
    options: CallOptions<ProgressOf<C, K>> = {},
  ): Promise<ResultOf<C, K>> {
    clearTimeout(this.#idle);
    this.#calls++;
    try {
      await this.#backOff();
      if (options.signal?.aborted) throw new AbortError();
      const result = await this.#start().rpc.call(name, args, options);
      this.#crashesInARow = 0;
      return result;
    } catch (error) {
      if (isAbortError(error) && this.#running) void this.#endWhenHung(this.#running);
      throw error;
    } finally {
      if (--this.#calls === 0) this.#restWhenIdle();
    }
  }

  /** Ends the process at once; calls in flight reject. */
  dispose(): void {
    this.#disposed = true;
    this.#stop();
  }

  async #backOff(): Promise<void> {
    const delayMs = this.#notBefore - Date.now();
    if (!this.#running && delayMs > 0) await sleep(delayMs);
  }

  #start(): Running<C> {
    if (this.#disposed) throw new RpcError('disposed', `The ${this.#options.role} process was shut down.`);
    this.#running ??= this.#fork();
    return this.#running;
  }

  #fork(): Running<C> {
    const { workerPath, role, settings, nodePath, env } = this.#options;
    const child = fork(workerPath, [role, ...(settings ? [JSON.stringify(settings)] : [])], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...env, ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      ...(nodePath ? { execPath: nodePath } : {}),
    });
    const running = { child, rpc: new Rpc<EngineContract, C>(childPort(child), { calls: {}, notes: {} }) };
    const tail = outputTail(child);
    child.on('error', (error) => this.#crashed(running, `it could not be started: ${error.message}`, tail()));
    child.on('close', (code, signal) =>
      this.#crashed(running, signal ? `signal ${signal}` : `exit code ${code}`, tail()),
    );
    return running;
  }

  /** A process that others wait for is left alone: they may cancel as well. */
  async #endWhenHung(running: Running<C>): Promise<void> {
    const rpc: Rpc<EngineContract, WorkerContract> = running.rpc;
    const answer = rpc.call('ping', null).then(
      () => 'alive' as const,
      () => 'gone' as const,
    );
    const hungMs = this.#options.hungMs ?? DEFAULT_HUNG_MS;
    const silence = sleep(hungMs, 'hung' as const, { ref: false });
    if ((await Promise.race([answer, silence])) !== 'hung') return;
    if (this.#calls === 0 && this.#running === running) this.#stop('SIGKILL');
  }

  /** Also heard after an end we asked for: then nobody waits any more. */
  #crashed(running: Running<C>, cause: string, tail: string): void {
    running.rpc.dispose(new WorkerCrashed(this.#options.role, cause, tail));
    if (this.#running !== running) return;
    this.#running = undefined;
    const first = this.#options.backOffMs ?? DEFAULT_BACK_OFF_MS;
    this.#notBefore = Date.now() + Math.min(MAX_BACK_OFF_MS, first * 2 ** this.#crashesInARow++);
  }

  #restWhenIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#stop(), this.#options.idleMs ?? DEFAULT_IDLE_MS);
    this.#idle.unref();
  }

  #stop(signal: NodeJS.Signals = 'SIGTERM'): void {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    running?.rpc.dispose();
    running?.child.kill(signal);
  }
}

/** Collects what a process writes; native libraries say there why they abort. */
function outputTail(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-TAIL_CHARS);
    });
  return () => tail;
}
