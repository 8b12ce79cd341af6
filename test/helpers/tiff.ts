const [SHORT, LONG] = [3, 4];
const TAGS = 9;
const DIRECTORY_BYTES = 2 + 12 * TAGS + 4;

/**
 * A TIFF file of several pages, 8 bits grey, uncompressed, one strip each; `sample` gives a pixel's value, 0 to 255.
 * Tags by their numbers in the TIFF 6.0 specification, section 8.
 */
export function encodeTiff(
  widthPx: number,
  heightPx: number,
  pages: readonly ((x: number, y: number) => number)[],
): Buffer {
  const pixels = widthPx * heightPx;
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const parts = pages.map((sample, page) => {
    const at = head.length + page * (DIRECTORY_BYTES + pixels);
    const next = page + 1 < pages.length ? at + DIRECTORY_BYTES + pixels : 0;
    const data = Buffer.alloc(pixels, 0).map((_, i) => sample(i % widthPx, Math.floor(i / widthPx)));
    return Buffer.concat([directory(widthPx, heightPx, at + DIRECTORY_BYTES, next), data]);
  });
  return Buffer.concat([head, ...parts]);
}

function directory(widthPx: number, heightPx: number, dataAt: number, nextAt: number): Buffer {
  const tags: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, LONG, widthPx],
    [257, LONG, heightPx],
    [258, SHORT, 8],
    [259, SHORT, 1],
    [262, SHORT, 1],
    [273, LONG, dataAt],
    [277, SHORT, 1],
    [278, LONG, heightPx],
    [279, LONG, widthPx * heightPx],
  ];
  const bytes = Buffer.alloc(DIRECTORY_BYTES);
  bytes.writeUInt16LE(tags.length, 0);
  for (const [i, [tag, type, value]] of tags.entries()) {
    bytes.writeUInt16LE(tag, 2 + 12 * i);
    bytes.writeUInt16LE(type, 4 + 12 * i);
    bytes.writeUInt32LE(1, 6 + 12 * i);
    bytes.writeUInt32LE(value, 10 + 12 * i);
  }
  bytes.writeUInt32LE(nextAt, DIRECTORY_BYTES - 4);
  return bytes;
}
