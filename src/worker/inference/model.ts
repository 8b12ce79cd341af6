import type { OnnxMeta } from '../../core/heads/onnxMeta';
import type { Plan } from '../../core/heads/plan';
import { isOpen, planModel } from '../../core/heads/plan';
import { PlanError } from '../../core/heads/planError';
import { describeValues } from '../../core/heads/signature';
import type { Outputs, Tensor } from '../../core/heads/tensor';
import type { ModelDescription, ModelSource } from '../../protocol/worker';
import { WorkerError } from '../workerError';
import type { ModelFile } from './modelFile';
import { ModelFiles } from './modelFile';
import { runSession } from './runSession';
import type { OpenSession } from './sessions';
import type { Sessions } from './sessions';

/** A model that is understood; its session is made when asked for. */
export interface Model {
  readonly source: ModelSource;
  readonly file: ModelFile;
  readonly plan: Plan;
}

/** Opens models: file, plan, session. */
export class Models {
  readonly #files = new ModelFiles();
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** Throws `ModelError` or `NoHead`, which say what was seen and tried. */
  async open(source: ModelSource): Promise<Model> {
    const file = await this.#files.read(source);
    const first = attempt(source, file.meta);
    if (first.plan?.certain || !isOpen(file.meta)) return { source, file, plan: planOf(source, first) };
    const input = first.plan?.input;
    if (!input) throw planError(source, first.error);
    const observed = await this.#observe(source, file, first.plan);
    return { source, file, plan: planOf(source, attempt(source, observed)) };
  }

  session({ source, file }: Model): Promise<OpenSession> {
    return this.#sessions.get(source.path, file.sha256);
  }

  /** Output dimensions left open are learned by running an empty picture once. */
  async #observe(source: ModelSource, file: ModelFile, plan: Plan): Promise<OnnxMeta> {
    const { session } = await this.#sessions.get(source.path, file.sha256);
    const outputs = await runSession(session, emptyFeeds(plan));
    return { ...file.meta, outputs: observedOutputs(file.meta, outputs) };
  }
}

type Attempt =
  { readonly plan: Plan; readonly error?: never } | { readonly plan?: never; readonly error: PlanError };

function attempt(source: ModelSource, meta: OnnxMeta): Attempt {
  try {
    return { plan: planModel(meta, source) };
  } catch (error) {
    if (error instanceof PlanError) return { error };
    throw error;
  }
}

function planOf(source: ModelSource, { plan, error }: Attempt): Plan {
  if (!plan) throw planError(source, error);
  return plan;
}

function planError({ path }: ModelSource, error: PlanError | undefined): WorkerError {
  const name = error?.code === 'noHead' ? 'NoHead' : 'ModelError';
  const help = 'A manifest beside the model (x.model.json) can name head and input.';
  return new WorkerError(name, `The model ${path} cannot be used: ${error?.message}. ${help}`, error?.data);
}

function emptyFeeds({ input, head }: Plan): Outputs {
  const { widthPx, heightPx } = input.size;
  const dims = input.layout === 'NCHW' ? [1, 3, heightPx, widthPx] : [1, heightPx, widthPx, 3];
  const count = 3 * widthPx * heightPx;
  const data = { float32: Float32Array, float16: Uint16Array, uint8: Uint8Array }[input.type];
  const tensor: Tensor = { dims, type: input.type, data: new data(count) };
  return new Map([[input.name, tensor], ...(head.feeds?.({ input: input.size }) ?? [])]);
}

const observedOutputs = (meta: OnnxMeta, outputs: Outputs): OnnxMeta['outputs'] =>
  meta.outputs.map((value) => ({ ...value, dims: outputs.get(value.name)?.dims ?? value.dims }));

export function describe({ file, plan }: Model, opened?: OpenSession): ModelDescription {
  return {
    sha256: file.sha256,
    head: plan.head.id,
    headTitle: plan.head.title,
    reason: plan.reason,
    inputSize: plan.input.size,
    inputs: describeValues(file.meta.inputs),
    outputs: describeValues(file.meta.outputs),
    classes: plan.classes,
    confidence: plan.confidence,
    iou: plan.iou,
    warnings: [...plan.warnings, ...(opened?.warnings ?? [])],
    ...(opened ? { provider: opened.provider } : {}),
  };
}
