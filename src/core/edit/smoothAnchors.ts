import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Anchor } from '../shapes/splinePath';

/**
 * Anchors for a curve through points (Catmull-Rom): at each one it runs along the line from the point before to the
 * point after. At the ends of an open line the controls lie on the anchor.
 */
export function smoothAnchors(points: FlatPoints, isClosed: boolean): Anchor[] {
  const count = pointCount(points);
  return Array.from({ length: count }, (_, i) => {
    const { x, y } = pointAt(points, i);
    const isEnd = !isClosed && (i === 0 || i === count - 1);
    const before = pointAt(points, (i - 1 + count) % count);
    const after = pointAt(points, (i + 1) % count);
    const [dx, dy] = isEnd ? [0, 0] : [(after.x - before.x) / 6, (after.y - before.y) / 6];
    return { x, y, inX: x - dx, inY: y - dy, outX: x + dx, outY: y + dy };
  });
}
