import { sameSpans } from '../../src/core/mask/spans';
import { spansOfMask } from '../../src/core/mask/rle';
import type { FlatPoints } from '../../src/core/geometry/polyline';
import { cornersOf } from '../../src/core/shapes/rotatedBox';
import type { Shape } from '../../src/core/shapes/index';

const TOLERANCE_PX = 0.0101;

/** Equal to 1/100 px. Rings may begin at another corner, run the other way and stand in another order. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a.kind === 'box' && b.kind === 'box') return near(sides(a), sides(b));
  if (a.kind === 'rotatedBox' && b.kind === 'rotatedBox') return near(cornersOf(a), cornersOf(b));
  if (a.kind === 'polygon' && b.kind === 'polygon') return sameRings(a.rings, b.rings);
  if (a.kind === 'polyline' && b.kind === 'polyline') return near(a.points, b.points);
  if (a.kind === 'spline' && b.kind === 'spline')
    return a.closed === b.closed && near(a.anchors.flatMap(numbers), b.anchors.flatMap(numbers));
  if (a.kind === 'point' && b.kind === 'point') return near([a.x, a.y], [b.x, b.y]);
  if (a.kind === 'skeleton' && b.kind === 'skeleton') return sameJoints(a.joints, b.joints);
  if (a.kind === 'ellipse' && b.kind === 'ellipse') return sameEllipse(a, b);
  if (a.kind === 'cuboid' && b.kind === 'cuboid') return near(a.front, b.front) && near(a.back, b.back);
  return a.kind === 'mask' && b.kind === 'mask' && sameSpans(spansOfMask(a), spansOfMask(b));
}

function sides({ x, y, width, height }: Extract<Shape, { kind: 'box' }>): FlatPoints {
  return [x, y, x + width, y + height];
}

function numbers(value: object): number[] {
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => Number(each));
}

function near(a: FlatPoints, b: FlatPoints): boolean {
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= TOLERANCE_PX);
}

function sameRings(a: readonly FlatPoints[], b: readonly FlatPoints[]): boolean {
  const left = [...b];
  return (
    a.length === b.length &&
    a.every((ring) => {
      const at = left.findIndex((other) => sameRing(ring, other));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}

function sameRing(a: FlatPoints, b: FlatPoints): boolean {
  if (a.length !== b.length) return false;
  const back: number[] = [];
  for (let i = b.length - 2; i >= 0; i -= 2) back.push(b[i] ?? 0, b[i + 1] ?? 0);
  const turns = Array.from({ length: a.length / 2 }, (_, i) => 2 * i);
  return [b, back].some((ring) =>
    turns.some((from) => near(a, [...ring.slice(from), ...ring.slice(0, from)])),
  );
}

type Joints = Extract<Shape, { kind: 'skeleton' }>['joints'];

function sameJoints(a: Joints, b: Joints): boolean {
  const others = new Map(Object.entries(b));
  const own = Object.entries(a);
  return (
    own.length === others.size &&
    own.every(([name, joint]) => {
      const other = others.get(name);
      return (
        other !== undefined &&
        near([joint.x, joint.y, joint.visibility], [other.x, other.y, other.visibility])
      );
    })
  );
}

/** Half a turn is nothing to it, and none is to a circle. */
function sameEllipse(
  a: Extract<Shape, { kind: 'ellipse' }>,
  b: Extract<Shape, { kind: 'ellipse' }>,
): boolean {
  const boxOf = (s: typeof a, angle: number) =>
    cornersOf({ kind: 'rotatedBox', cx: s.cx, cy: s.cy, width: 2 * s.rx, height: 2 * s.ry, angle });
  const isCircle = near([a.rx, a.ry], [a.ry, b.ry]);
  if (isCircle) return near([a.cx, a.cy, a.rx, a.ry], [b.cx, b.cy, b.rx, b.ry]);
  const turned = { ...b, rx: b.ry, ry: b.rx };
  return [
    [b, b.angle],
    [b, b.angle + 180],
    [turned, b.angle + 90],
    [turned, b.angle + 270],
  ].some(([s, angle]) => near(boxOf(a, a.angle), boxOf(s as typeof a, angle as number)));
}
