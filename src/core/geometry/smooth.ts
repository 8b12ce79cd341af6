import type { FlatPoints } from './polyline';

/** More points than this are not made, however often corners are cut. */
const MOST_POINTS = 200_000;

/**
 * A closed ring with its corners cut off `times` times (Chaikin, 1974): each round every corner is replaced by the
 * points at 1/4 and 3/4 of its edges. The ring stays inside its hull and a simple one stays simple.
 */
export function smoothRing(ring: FlatPoints, times = 2): FlatPoints {
  let smooth = ring;
  for (let k = 0; k < times && smooth.length <= MOST_POINTS; k++) smooth = cutCorners(smooth);
  return smooth;
}

function cutCorners(ring: FlatPoints): number[] {
  const cut: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [ax, ay] = [ring[i] as number, ring[i + 1] as number];
    const [bx, by] = [ring[j] as number, ring[j + 1] as number];
    cut.push(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by, 0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by);
  }
  return cut;
}

/** The same for an open line, whose ends stay. */
export function smoothLine(line: FlatPoints, times = 2): FlatPoints {
  let smooth = line;
  for (let k = 0; k < times && smooth.length > 4 && smooth.length <= MOST_POINTS; k++)
    smooth = [...smooth.slice(0, 2), ...cutCorners(smooth).slice(2, -6), ...smooth.slice(-2)];
  return smooth;
}
