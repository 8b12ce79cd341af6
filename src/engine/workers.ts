import type { Disposable } from '../protocol/port';
import type {
  ImagingContract,
  ImagingSettings,
  InferenceContract,
  InferenceSettings,
} from '../protocol/worker';
import { WorkerClient } from './workerClient';

export interface WorkersOptions {
  /** The bundled entry, `out/worker.js`. */
  readonly workerPath: string;
  /** A Node to run the processes on instead of this process's own. */
  readonly nodePath?: string | undefined;
  readonly imaging?: ImagingSettings | undefined;
  readonly inference?: InferenceSettings | undefined;
  readonly idleMs?: number | undefined;
}

/**
 * Settings of the C library on Linux: memory of some size goes back to the system as soon as it is free. By default
 * the many large buffers of decoding leave the process twice as large as what it holds; elsewhere nobody reads these.
 */
const GIVE_BACK = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144' };

/** The two helper processes. Two, because a detection blocks its process and would stall the pictures. */
export class Workers implements Disposable {
  readonly imaging: WorkerClient<ImagingContract>;
  readonly inference: WorkerClient<InferenceContract>;

  constructor({ imaging, inference, ...common }: WorkersOptions) {
    this.imaging = new WorkerClient({ ...common, role: 'imaging', settings: imaging, env: GIVE_BACK });
    this.inference = new WorkerClient({ ...common, role: 'inference', settings: inference });
  }

  dispose(): void {
    this.imaging.dispose();
    this.inference.dispose();
  }
}
