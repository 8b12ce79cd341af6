/** JPEG lossless (ITU-T T.81 process 14): the samples, 8 or 16 bits each, components interleaved. */
export async function decodeJpegLossless(encoded: Uint8Array): Promise<Uint8Array> {
  const { Decoder } = await import('jpeg-lossless-decoder-js');
  const copy = Uint8Array.from(encoded).buffer;
  const out = new Decoder().decompress(copy, 0, encoded.length);
  return new Uint8Array(out);
}
