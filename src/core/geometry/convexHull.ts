import type { FlatPoints } from './polyline';

/** The convex hull as a ring without points on its sides (Andrew's monotone chain); flat, as given for under 3 points. */
export function convexHull(points: FlatPoints): FlatPoints {
  const list: [number, number][] = [];
  for (let i = 0; i < points.length; i += 2) list.push([points[i] ?? 0, points[i + 1] ?? 0]);
  list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (list.length < 3) return list.flat();
  const half = (sorted: readonly [number, number][]) => {
    const chain: [number, number][] = [];
    for (const p of sorted) {
      while (chain.length >= 2 && !turnsRight(chain.at(-2), chain.at(-1), p)) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(list), ...half(list.toReversed())].flat();
}

function turnsRight(
  a: [number, number] | undefined,
  b: [number, number] | undefined,
  c: [number, number],
): boolean {
  if (!a || !b) return true;
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}
