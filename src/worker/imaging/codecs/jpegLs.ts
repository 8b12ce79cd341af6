import { runCodec, startCodec, type CodecFrame, type WasmDecoder } from './wasmCodec';

interface Charls {
  readonly JpegLSDecoder: new () => WasmDecoder & { getInterleaveMode(): number };
}

let codec: Promise<Charls> | undefined;

const start = (): Promise<Charls> =>
  (codec ??= startCodec('JPEG-LS', async () => {
    const [glue, wasm] = await Promise.all([
      import('@cornerstonejs/codec-charls/decodewasmjs'),
      import('@cornerstonejs/codec-charls/decodewasm'),
    ]);
    return { glue: glue.default, wasmPath: wasm.default };
  }) as Promise<Charls>);

/** JPEG-LS (ITU-T T.87); `planar`: each component's samples lie together. */
export async function decodeJpegLs(encoded: Uint8Array): Promise<CodecFrame & { readonly planar: boolean }> {
  const { JpegLSDecoder } = await start();
  const decoder = new JpegLSDecoder();
  let planar = false;
  const frame = runCodec(decoder, encoded, () => (planar = decoder.getInterleaveMode() === 0));
  return { ...frame, planar };
}
