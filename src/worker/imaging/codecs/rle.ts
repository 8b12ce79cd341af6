/**
 * DICOM's run length encoding (PS3.5 annex G): byte planes, the most significant byte of the first component first.
 * Gives the samples with their bytes in little-endian order, components planar. Throws on segments that lie
 * outside of the frame; what ends early stays 0.
 */
export function decodeRle(encoded: Uint8Array, samples: number, bytesEach: number): Uint8Array {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const segments = view.getUint32(0, true);
  const out = new Uint8Array(samples * bytesEach);
  const perComponent = samples / Math.max(1, segments / bytesEach);
  for (let segment = 0; segment < Math.min(segments, 15); segment++) {
    const from = view.getUint32(4 + 4 * segment, true);
    const to = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : encoded.length;
    const component = Math.floor(segment / bytesEach);
    const byte = bytesEach - 1 - (segment % bytesEach);
    const start = component * perComponent * bytesEach + byte;
    unpack(encoded.subarray(from, to), out, start, bytesEach, perComponent);
  }
  return out;
}

/** PackBits; writes `count` bytes at every `step`th place. */
function unpack(input: Uint8Array, out: Uint8Array, start: number, step: number, count: number): void {
  let done = 0;
  const put = (value: number): void => {
    if (done < count) out[start + step * done++] = value;
  };
  for (let at = 0; at + 1 < input.length && done < count;) {
    const control = input[at++] as number;
    if (control < 128) for (let i = 0; i <= control; i++) put(input[at++] ?? 0);
    else if (control > 128) {
      for (let i = 257 - control; i > 0; i--) put(input[at] ?? 0);
      at++;
    }
  }
}
