import type { Json } from '../json/json';
import type { Point } from '../geometry/rect';
import { turn } from '../geometry/rotate';
import { clipSpans } from '../mask/combine';
import { maskDistance } from '../mask/distance';
import { maskOutline, resampled } from '../mask/outline';
import { parseMask } from '../mask/parse';
import { maskOfSpans, movedMask, spansOfMask } from '../mask/rle';
import { hasPixel, moveSpans, spansArea } from '../mask/spans';
import type { PathSink, ShapeKind } from './shape';
import type { Mask } from './shapeData';

export type { Mask } from './shapeData';

export const mask: ShapeKind<Mask> = {
  kind: 'mask',
  title: 'Mask',
  parse: (value) => parseMask(value),
  print,
  round: (s) => s,
  bounds: ({ x, y, widthPx, heightPx }) => ({ x, y, width: widthPx, height: heightPx }),
  area: (s) => spansArea(spansOfMask(s)),
  contains: (s, p) => hasPixel(spansOfMask(s), Math.floor(p.x), Math.floor(p.y)),
  outlineDistance: (s, p) => maskDistance(spansOfMask(s), p),
  trace,
  isArea: () => true,
  handles: () => [],
  moveHandle: (s) => s,
  removeHandle: () => undefined,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => moved(s, Math.round(dx), Math.round(dy)),
  scale: (s, fx, fy) => resampled(s, (x, y) => [x * fx, y * fy]),
  rotate: (s, degrees, centre) => rotated(s, degrees, centre),
  flip: (s, axis, at) =>
    resampled(s, (x, y) => (axis === 'x' ? [Math.round(2 * at) - x, y] : [x, Math.round(2 * at) - y])),
  clip(s, widthPx, heightPx) {
    const kept = clipSpans(spansOfMask(s), { x: 0, y: 0, width: widthPx, height: heightPx });
    return kept === spansOfMask(s) ? s : maskOfSpans(kept);
  },
};

function print({ x, y, widthPx, heightPx, runs }: Mask): Json {
  return { box: [x, y, widthPx, heightPx], runs };
}

function trace(s: Mask, sink: PathSink): void {
  for (const ring of maskOutline(s)) {
    sink.moveTo(ring[0] ?? 0, ring[1] ?? 0);
    for (let i = 2; i < ring.length; i += 2) sink.lineTo(ring[i] ?? 0, ring[i + 1] ?? 0);
    sink.closePath();
  }
}

function moved(s: Mask, dx: number, dy: number): Mask {
  if (dx === 0 && dy === 0) return s;
  return movedMask(s, s.x + dx, s.y + dy, (spans) => moveSpans(spans, dx, dy));
}

/** Quarter turns are exact: they turn about the origin, and what is left is a move by whole pixels. */
function rotated(s: Mask, degrees: number, centre: Point): Mask {
  const [cos, sin] = turn(degrees);
  const isQuarter = Number.isInteger(degrees / 90);
  const whole = (value: number) => (isQuarter ? Math.round(value) : value);
  const dx = whole(centre.x - centre.x * cos + centre.y * sin);
  const dy = whole(centre.y - centre.x * sin - centre.y * cos);
  return resampled(s, (x, y) => [x * cos - y * sin + dx, x * sin + y * cos + dy]);
}
