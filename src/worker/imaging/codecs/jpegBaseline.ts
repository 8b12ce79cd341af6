import { runCodec, startCodec, type CodecFrame, type WasmDecoder } from './wasmCodec';

interface JpegTurbo {
  readonly JPEGDecoder: new () => WasmDecoder;
}

let codec: Promise<JpegTurbo> | undefined;

const start = (): Promise<JpegTurbo> =>
  (codec ??= startCodec('JPEG', async () => {
    const [glue, wasm] = await Promise.all([
      import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
      import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm'),
    ]);
    return { glue: glue.default, wasmPath: wasm.default };
  }) as Promise<JpegTurbo>);

const APP14 = 0xee;
const SOF_FIRST = 0xc0;
const SOF_LAST = 0xcf;

/**
 * JPEG of 8 bits (ITU-T T.81), three components as RGB. Whether they are stored as such (`isRgb`) the file around
 * it says, unless an Adobe marker does.
 */
export async function decodeJpeg(encoded: Uint8Array, isRgb: boolean): Promise<CodecFrame> {
  const { JPEGDecoder } = await start();
  return runCodec(new JPEGDecoder(), withAdobe(encoded, isRgb));
}

/** Decoders guess by an Adobe marker: where there is none, one is put behind the start of the image. */
function withAdobe(encoded: Uint8Array, isRgb: boolean): Uint8Array {
  if (hasAdobe(encoded)) return encoded;
  const marker = [0xff, APP14, 0, 14, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, isRgb ? 0 : 1];
  const out = new Uint8Array(encoded.length + marker.length);
  out.set(encoded.subarray(0, 2));
  out.set(marker, 2);
  out.set(encoded.subarray(2), 2 + marker.length);
  return out;
}

function hasAdobe(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === APP14) return true;
    const isFrame = marker >= SOF_FIRST && marker <= SOF_LAST && marker !== 0xc4 && marker !== 0xcc;
    if (isFrame || marker === 0xda) return false;
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return false;
}
