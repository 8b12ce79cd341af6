import { finish } from '../../core/heads/finish';
import { HeadError } from '../../core/heads/head';
import type { Outputs } from '../../core/heads/tensor';
import type { AbortLike } from '../../protocol/abort';
import type { CallContext } from '../../protocol/contract';
import type { DetectArgs, DetectProgress, DetectResult, DetectStage } from '../../protocol/worker';
import { breathe } from '../breathe';
import { Lru } from '../lru';
import { WorkerError } from '../workerError';
import { imageKey } from './imageKey';
import type { Model, Models } from './model';
import type { Prepared } from './preprocess';
import { preprocess } from './preprocess';
import { runSession } from './runSession';
import { Turn } from './turn';

const MAX_DETECTIONS = 300;
/** Letterboxed tensors and raw outputs kept, in bytes each: some ten pictures at 640x640. */
const KEPT_BYTES = 48 * 2 ** 20;
const STAGES: readonly DetectStage[] = ['model', 'image', 'run', 'decode'];

/**
 * Detection, stage by stage. The tensors of recent pictures are kept, so that another model with the same recipe
 * costs only the run, and their raw outputs, so that another threshold costs only the decoding.
 */
export class Detector {
  readonly #models: Models;
  readonly #tensors = new Lru<Promise<Prepared>>(KEPT_BYTES);
  readonly #outputs = new Lru<Ran>(KEPT_BYTES);
  readonly #turn = new Turn();

  constructor(models: Models) {
    this.#models = models;
  }

  async detect(args: DetectArgs, { signal, progress }: CallContext<DetectProgress>): Promise<DetectResult> {
    const clock = new Clock(progress);
    const model = await clock.time('model', () => this.#models.open(args.model));
    await breathe(signal);
    const key = await imageKey(args.imagePath, model.plan, args.page);
    void this.#models.session(model).catch(() => undefined);
    const prepared = await clock.time('image', () => this.#prepare(key, args, model));
    await breathe(signal);
    const { outputs, warnings } = await clock.time('run', () =>
      this.#run(`${key}|${model.file.sha256}`, model, prepared, signal),
    );
    await breathe(signal);
    const detections = await clock.time('decode', () => decode(args, model, prepared, outputs));
    const { sha256 } = model.file;
    const { plan } = model;
    const { timesMs } = clock;
    return {
      ...{ detections, sha256, timesMs },
      image: prepared.letterbox.image,
      head: plan.head.id,
      warnings: [...plan.warnings, ...warnings],
    };
  }

  /** Reads the picture now, so that a detection soon after finds it ready. */
  async prefetch(args: DetectArgs): Promise<void> {
    const model = await this.#models.open(args.model);
    await this.#prepare(await imageKey(args.imagePath, model.plan, args.page), args, model);
  }

  #prepare(key: string, { imagePath, limitPixels, page }: DetectArgs, { plan }: Model): Promise<Prepared> {
    const known = this.#tensors.get(key);
    if (known) return known;
    const started = preprocess(imagePath, plan.input, plan.recipe, limitPixels, page);
    const { widthPx, heightPx } = plan.input.size;
    this.#tensors.set(key, started, 12 * widthPx * heightPx);
    started.catch(() => this.#tensors.delete(key));
    return started;
  }

  async #run(key: string, model: Model, prepared: Prepared, signal: AbortLike): Promise<Ran> {
    const known = this.#outputs.get(key);
    if (known) return known;
    const { input, head } = model.plan;
    const feeds = new Map([[input.name, prepared.tensor], ...(head.feeds?.({ input: input.size }) ?? [])]);
    const ran = await this.#turn.take(async () => {
      await breathe(signal);
      const { session, warnings } = await this.#models.session(model);
      return { outputs: await runSession(session, feeds), warnings };
    });
    this.#outputs.set(key, ran, bytesOf(ran.outputs));
    return ran;
  }
}

/** A finished run and what its session had to warn of. */
interface Ran {
  readonly outputs: Outputs;
  readonly warnings: readonly string[];
}

const bytesOf = (outputs: Outputs): number =>
  [...outputs.values()].reduce((sum, { data }) => sum + data.byteLength, 0);

function decode(args: DetectArgs, { plan }: Model, { letterbox }: Prepared, outputs: Outputs) {
  const { head, input, classes } = plan;
  try {
    const minScore = args.confidence ?? plan.confidence;
    const found = head.decode(outputs, { input: input.size }, { minScore });
    const iou = args.iou ?? plan.iou;
    return finish(found, {
      letterbox,
      classes,
      iou,
      suppress: head.suppress,
      keep: args.classes,
      maxCount: MAX_DETECTIONS,
    });
  } catch (error) {
    if (!(error instanceof HeadError)) throw error;
    throw new WorkerError(
      'ModelError',
      `${head.title} cannot read the outputs of ${args.model.path}: ${error.message}.`,
    );
  }
}

/** Times the stages and tells which one begins. */
class Clock {
  readonly timesMs: Record<DetectStage, number> = { model: 0, image: 0, run: 0, decode: 0 };
  readonly #progress: (value: DetectProgress) => void;

  constructor(progress: (value: DetectProgress) => void) {
    this.#progress = progress;
  }

  async time<T>(stage: DetectStage, work: () => T | Promise<T>): Promise<T> {
    this.#progress({ stage, fraction: STAGES.indexOf(stage) / STAGES.length });
    const start = performance.now();
    const result = await work();
    this.timesMs[stage] = performance.now() - start;
    return result;
  }
}
