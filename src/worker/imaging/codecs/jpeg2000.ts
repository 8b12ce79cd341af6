import { runCodec, startCodec, type CodecFrame, type WasmDecoder } from './wasmCodec';

interface OpenJpeg {
  readonly J2KDecoder: new () => WasmDecoder;
}

let codec: Promise<OpenJpeg> | undefined;

const start = (): Promise<OpenJpeg> =>
  (codec ??= startCodec('JPEG 2000', async () => {
    const [glue, wasm] = await Promise.all([
      import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
      import('@cornerstonejs/codec-openjpeg/decodewasm'),
    ]);
    return { glue: glue.default, wasmPath: wasm.default };
  }) as Promise<OpenJpeg>);

/** JPEG 2000 (ITU-T T.800), a codestream or a .jp2 file; components interleaved, the colour transform undone. */
export async function decodeJpeg2000(encoded: Uint8Array): Promise<CodecFrame> {
  const { J2KDecoder } = await start();
  return runCodec(new J2KDecoder(), encoded);
}
