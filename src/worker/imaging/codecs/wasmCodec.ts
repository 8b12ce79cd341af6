import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WorkerError } from '../../workerError';

/** What the WebAssembly decoders have in common. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  delete(): void;
}

export interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

/** Samples as a codec gives them: 8 bits a sample, or 16 in the machine's order when there are more than 8. */
export interface CodecFrame {
  readonly info: FrameInfo;
  /** A copy: the codec's own memory is used again. */
  readonly bytes: Uint8Array;
}

type Factory = (options: {
  readonly wasmBinary: Uint8Array;
  /** Codecs tell every step they take. */
  readonly print: () => void;
  readonly printErr: () => void;
}) => Promise<unknown>;

/** Starts a codec from the files that lie beside the bundle. Throws `Unavailable`. */
export async function startCodec(
  name: string,
  load: () => Promise<{ readonly glue: Factory; readonly wasmPath: string }>,
): Promise<unknown> {
  try {
    const { glue, wasmPath } = await load();
    const wasmBinary = await readFile(join(__dirname, wasmPath));
    return await glue({ wasmBinary, print: () => undefined, printErr: () => undefined });
  } catch (error) {
    const text = `The ${name} decoder that comes with Relabel cannot be started: ${messageOf(error)}.`;
    throw new WorkerError('Unavailable', text);
  }
}

/** Decodes one frame and frees the decoder, which `inspect` may ask for more before. Throws what the codec throws. */
export function runCodec(
  decoder: WasmDecoder,
  encoded: Uint8Array,
  inspect: () => void = () => undefined,
): CodecFrame {
  try {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    inspect();
    return { info: { ...decoder.getFrameInfo() }, bytes: Uint8Array.from(decoder.getDecodedBuffer()) };
  } catch (error) {
    // A C++ exception is the address of an object in the codec's memory.
    throw typeof error === 'number'
      ? new Error('the data are damaged or of a kind that it does not know')
      : error;
  } finally {
    decoder.delete();
  }
}
