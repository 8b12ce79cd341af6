import type * as Runtime from 'onnxruntime-node';
import type SharpModule from 'sharp';
import { messageOf, WorkerError } from './workerError';

type Sharp = typeof SharpModule;

let sharp: Promise<Sharp> | undefined;
let runtime: Promise<typeof Runtime> | undefined;

/** sharp, loaded when first needed. Throws `Unavailable`. */
export function loadSharp(): Promise<Sharp> {
  sharp ??= load('sharp (image decoding)', async () => {
    const { default: module } = await import('sharp');
    module.cache(false);
    return module;
  });
  return sharp;
}

/** ONNX Runtime, loaded when first needed. Throws `Unavailable`. */
export function loadRuntime(): Promise<typeof Runtime> {
  runtime ??= load('onnxruntime-node (detection)', () => import('onnxruntime-node'));
  return runtime;
}

async function load<T>(what: string, importer: () => Promise<T>): Promise<T> {
  try {
    return await importer();
  } catch (error) {
    const here = `${process.platform}-${process.arch}, Node ${process.versions.node}`;
    const help =
      'Reinstall the extension built for this platform, or set another Node in `relabel.nodePath`.';
    throw new WorkerError('Unavailable', `${what} cannot be loaded on ${here}: ${messageOf(error)}. ${help}`);
  }
}
