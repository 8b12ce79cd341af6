import type { Point } from '../../src/core/geometry/rect';
import { kindOf, type Shape } from '../../src/core/shapes/index';

/** Points of a shape's outline as it draws itself (curves at `steps` places each), and the places of its dots. */
export function samplesOf(shape: Shape, steps = 8): Point[] {
  const kind = kindOf(shape);
  const samples: Point[] = (kind.dots?.(shape) ?? []).map(({ point }) => point);
  let [x0, y0] = [0, 0];
  const to = (x: number, y: number) => {
    samples.push({ x, y });
    [x0, y0] = [x, y];
  };
  kind.trace(shape, {
    moveTo: to,
    lineTo: to,
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      for (let i = 1; i < steps; i++) {
        const [t, s] = [i / steps, 1 - i / steps];
        const mix = (a: number, b: number, c: number, d: number) =>
          s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
        samples.push({ x: mix(x0, x1, x2, x), y: mix(y0, y1, y2, y) });
      }
      to(x, y);
    },
    closePath: () => undefined,
  });
  return samples;
}
