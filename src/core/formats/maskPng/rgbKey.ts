/** Entry `index` of a list of RGB triples as one number: red + 256 green + 65536 blue. */
export function rgbKey(triples: Uint8Array, index: number): number {
  const [red = 0, green = 0, blue = 0] = triples.subarray(3 * index, 3 * index + 3);
  return red + 256 * green + 65536 * blue;
}
