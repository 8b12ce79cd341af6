import Flatbush from 'flatbush';
import type { Rings } from './booleans';
import { pointCount, type FlatPoints } from './polyline';

/** A point in which an open line meets an edge of a ring. */
export interface Meeting {
  /** Which of the line's segments, plus how far along it, 0 to 1. */
  readonly at: number;
  readonly ring: number;
  /** Edge i runs from point i to point i + 1. */
  readonly edge: number;
  /** How far along the edge, 0 to 1. */
  readonly along: number;
  readonly x: number;
  readonly y: number;
}

/** How far beyond its ends a segment still meets another, pixels: lines are snapped to what they cut. */
const REACH_PX = 1e-6;

/** Where a line meets rings, in the line's order; where it runs along an edge, that edge is left out. */
export function meetings(rings: Rings, line: FlatPoints): Meeting[] {
  const found: Meeting[] = [];
  const index = segmentIndex(line);
  if (!index) return found;
  rings.forEach((ring, r) => {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay] = [ring[i] as number, ring[i + 1] as number];
      const [bx, by] = [ring[j] as number, ring[j + 1] as number];
      const near = index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
      for (const segment of near) {
        const met = meet(line, 2 * segment, ax, ay, bx, by);
        if (met)
          found.push({ at: segment + met[0], ring: r, edge: i / 2, along: met[1], x: met[2], y: met[3] });
      }
    }
  });
  return found.sort((a, b) => a.at - b.at);
}

function segmentIndex(line: FlatPoints): Flatbush | undefined {
  const count = pointCount(line) - 1;
  if (count < 1) return undefined;
  const index = new Flatbush(count);
  for (let i = 0; i < 2 * count; i += 2) {
    const [ax, ay, bx, by] = line.slice(i, i + 4) as [number, number, number, number];
    const [x, y] = [Math.min(ax, bx) - REACH_PX, Math.min(ay, by) - REACH_PX];
    index.add(x, y, Math.max(ax, bx) + REACH_PX, Math.max(ay, by) + REACH_PX);
  }
  index.finish();
  return index;
}

function meet(
  line: FlatPoints,
  i: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly [t: number, u: number, x: number, y: number] | undefined {
  const [px, py, qx, qy] = line.slice(i, i + 4) as [number, number, number, number];
  const [dx, dy, ex, ey] = [qx - px, qy - py, bx - ax, by - ay];
  const cross = dx * ey - dy * ex;
  const [lengthD, lengthE] = [Math.hypot(dx, dy), Math.hypot(ex, ey)];
  if (Math.abs(cross) <= 1e-12 * lengthD * lengthE) return undefined;
  const t = ((ax - px) * ey - (ay - py) * ex) / cross;
  const u = ((ax - px) * dy - (ay - py) * dx) / cross;
  const [slackT, slackU] = [REACH_PX / lengthD, REACH_PX / lengthE];
  if (t < -slackT || t > 1 + slackT || u < -slackU || u > 1 + slackU) return undefined;
  const [along, at] = [Math.min(1, Math.max(0, u)), Math.min(1, Math.max(0, t))];
  return [at, along, ax + along * ex, ay + along * ey];
}
