import type { Json } from '../json/json';
import { clampPoint } from '../geometry/rect';
import { rotatePoint } from '../geometry/rotate';
import { roundPx } from '../geometry/round';
import { finiteNumbers } from './numbers';
import type { ShapeKind } from './shape';
import type { PointShape } from './shapeData';

export type { PointShape } from './shapeData';

const HANDLE = 'p';

export const point: ShapeKind<PointShape> = {
  kind: 'point',
  title: 'Point',
  parse: parsePoint,
  print: (s) => [roundPx(s.x), roundPx(s.y)],
  round: (s) => ({ kind: 'point', x: roundPx(s.x), y: roundPx(s.y) }),
  bounds: (s) => ({ x: s.x, y: s.y, width: 0, height: 0 }),
  area: () => 0,
  contains: () => false,
  outlineDistance: (s, p) => Math.hypot(p.x - s.x, p.y - s.y),
  trace: () => undefined,
  isArea: () => false,
  dots: (s) => [{ point: { x: s.x, y: s.y } }],
  handles: (s) => [{ id: HANDLE, point: { x: s.x, y: s.y }, role: 'vertex', cursor: 'move' }],
  moveHandle: (s, id, p, { within }) =>
    id === HANDLE ? { ...s, ...(within ? clampPoint(p, within) : p) } : s,
  removeHandle: () => undefined,
  insertVertex: () => undefined,
  translate: (s, dx, dy) => ({ ...s, x: s.x + dx, y: s.y + dy }),
  scale: (s, fx, fy) => ({ ...s, x: s.x * fx, y: s.y * fy }),
  rotate: (s, degrees, centre) => ({ ...s, ...rotatePoint(s, degrees, centre) }),
  flip: (s, axis, at) => ({ ...s, [axis]: 2 * at - s[axis] }),
  clip: (s, width, height) => (s.x >= 0 && s.y >= 0 && s.x <= width && s.y <= height ? s : undefined),
};

function parsePoint(value: Json): PointShape | string {
  const [x, y] = finiteNumbers(value, 2) ?? [];
  return x === undefined || y === undefined
    ? 'a point is two finite numbers [x, y]'
    : { kind: 'point', x, y };
}
