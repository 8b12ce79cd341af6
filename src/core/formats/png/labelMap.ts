import { SpanBuilder } from '../../mask/spanBuilder';
import type { Spans } from '../../mask/spans';

/** One number for each pixel, row by row. */
export type LabelMap = Uint8Array | Uint16Array | Uint32Array;

/** The pixels of every number of a map, in the order in which the numbers first turn up (row by row). */
export function regionsOf(map: LabelMap, widthPx: number, heightPx: number): Map<number, Spans> {
  const growing = new Map<number, { readonly made: SpanBuilder; row: number }>();
  for (let row = 0; row < heightPx; row++) {
    const end = (row + 1) * widthPx;
    for (let at = row * widthPx; at < end;) {
      const value = map[at] as number;
      const from = at;
      while (at < end && map[at] === value) at++;
      let region = growing.get(value);
      if (!region) growing.set(value, (region = { made: new SpanBuilder(row, 16, 64), row }));
      for (; region.row < row; region.row++) region.made.endRow();
      region.made.add(widthPx + from - end, widthPx + at - end);
    }
  }
  return new Map([...growing].map(([value, { made }]) => [value, (made.endRow(), made.finish())]));
}

/** Writes a number to all pixels of a region; those outside of the map are left out. */
export function paintRegion(
  map: LabelMap,
  widthPx: number,
  heightPx: number,
  spans: Spans,
  value: number,
): void {
  const { y, starts, xs } = spans;
  for (let r = Math.max(0, -y); r < spans.heightPx && y + r < heightPx; r++)
    for (let i = starts[r] as number; i < (starts[r + 1] as number); i += 2) {
      const row = (y + r) * widthPx;
      const [left, right] = [Math.max(0, xs[i] as number), Math.min(widthPx, xs[i + 1] as number)];
      if (left < right) map.fill(value, row + left, row + right);
    }
}

/** Triples of red, green and blue as one number each: red + 256 green + 65536 blue, as COCO panoptic counts them. */
export function mapOfRgb(samples: ArrayLike<number>, channels: 3 | 4, pixels: number): Uint32Array {
  const map = new Uint32Array(pixels);
  for (let i = 0, at = 0; i < pixels; i++, at += channels)
    map[i] =
      (samples[at] as number) + 256 * (samples[at + 1] as number) + 65536 * (samples[at + 2] as number);
  return map;
}

/** The reverse of `mapOfRgb`. */
export function rgbOfMap(map: LabelMap): Uint8Array {
  const triples = new Uint8Array(3 * map.length);
  for (let i = 0; i < map.length; i++) {
    const value = map[i] as number;
    triples[3 * i] = value;
    triples[3 * i + 1] = value >> 8;
    triples[3 * i + 2] = value >> 16;
  }
  return triples;
}
