import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import type { Outputs, Tensor, TensorData } from '../../core/heads/tensor';
import { loadRuntime } from '../natives';
import { messageOf, WorkerError } from '../workerError';

/** Runs a session on our tensors. Throws `ModelError` with the runtime's own words. */
export async function runSession(session: InferenceSession, feeds: Outputs): Promise<Outputs> {
  const { Tensor: RuntimeTensor } = await loadRuntime();
  const given = Object.fromEntries(
    [...feeds].map(([name, { type, data, dims }]) => [
      name,
      new RuntimeTensor(type as 'float32', data as Float32Array, dims),
    ]),
  );
  try {
    return toOutputs(session, await session.run(given));
  } catch (error) {
    throw new WorkerError('ModelError', `The model failed while running: ${messageOf(error)}`);
  }
}

/** In the model's own order; outputs that are no numeric tensors are left out. */
function toOutputs(session: InferenceSession, result: InferenceSession.ReturnType): Outputs {
  const outputs = new Map<string, Tensor>();
  for (const name of session.outputNames) {
    const value = result[name] as RuntimeTensor | undefined;
    if (value && 'data' in value && ArrayBuffer.isView(value.data)) outputs.set(name, ours(value));
  }
  return outputs;
}

/** Half floats arrive as `Float16Array` where the platform has it; our reader wants their bits. */
function ours({ dims, type, data }: RuntimeTensor): Tensor {
  const view = data as TensorData;
  const bits = type === 'float16' && !(view instanceof Uint16Array);
  return { dims, type, data: bits ? new Uint16Array(view.buffer, view.byteOffset, view.length) : view };
}
