/**
 * The palette of Pascal VOC's masks, 256 RGB triples: bits 0, 1, 2 of (index >> 3k) become bit 7 - k of red, green and
 * blue (VOCdevkit, VOCcode/VOClabelcolormap.m).
 */
export function vocPalette(): Uint8Array {
  const triples = new Uint8Array(3 * 256);
  for (let index = 0; index < 256; index++)
    for (let k = 0; k < 8; k++)
      for (let channel = 0; channel < 3; channel++) {
        const bit = (index >> (3 * k + channel)) & 1;
        triples[3 * index + channel] = (triples[3 * index + channel] as number) | (bit << (7 - k));
      }
  return triples;
}
