import { angleOf, normalAngle } from '../../geometry/angle';
import { clipRing } from '../../geometry/clipRing';
import { rectOfFour, type TurnedRect } from '../../geometry/minAreaRect';
import type { FlatPoints } from '../../geometry/polyline';
import { cornersOf } from '../../shapes/rotatedBox';
import { inPixels, boxOfRow } from './boxRow';
import { YOLO_HOLDS } from './holds';
import { printPoints } from './segmentTask';
import {
  CLIPPED,
  OUTSIDE,
  wrongColumns,
  type PrintContext,
  type RowContext,
  type RowProblem,
  type RowShape,
  type YoloTask,
} from './task';

/** `class x1 y1 x2 y2 x3 y3 x4 y4`: corners in order, clockwise on the screen from the box's own top left. */
export const obbTask: YoloTask = {
  name: 'obb',
  holds: {
    ...YOLO_HOLDS,
    shapes: {
      box: 'rotatedBox',
      rotatedBox: 'rotatedBox',
      polygon: 'rotatedBox',
      polyline: 'rotatedBox',
      spline: 'rotatedBox',
      point: undefined,
      skeleton: 'rotatedBox',
      ellipse: 'rotatedBox',
      cuboid: 'rotatedBox',
      mask: 'rotatedBox',
    },
  },
  shapeOf,
  print({ shape }, context) {
    return shape.kind === 'rotatedBox' ? printCorners(cornersOf(shape), context) : undefined;
  },
};

function shapeOf(values: readonly number[], context: RowContext): RowShape | RowProblem {
  if (values.length === 4 || values.length === 5) return boxOfRow(values, context);
  if (values.length !== 8 && values.length !== 9) return wrongColumns(values.length, '9');
  const corners = inPixels(values.slice(0, 8), context);
  const fitted = rectOfFour(corners) ?? flatRect(corners);
  if (!fitted) return flat();
  const shape = { kind: 'rotatedBox', ...fitted } as const;
  const score = values[8];
  const isFitting = isNear(corners, cornersOf(shape)) || isCut(values);
  return {
    shape,
    ...(score !== undefined && score >= 0 && score <= 1 && { score }),
    ...(!isFitting && { problem: notRectangle() }),
  };
}

/** Two pairs of equal corners: a box without width or height. */
function flatRect(points: FlatPoints): TurnedRect | undefined {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = points;
  if (Math.hypot(x0 + x2 - x1 - x3, y0 + y2 - y1 - y3) > SAME_PX) return undefined;
  const [width, height] = [Math.hypot(x1 - x0, y1 - y0), Math.hypot(x2 - x1, y2 - y1)];
  if (Math.min(width, height) > SAME_PX) return undefined;
  const angle = width > 0 ? angleOf(x1 - x0, y1 - y0) : normalAngle(angleOf(x2 - x1, y2 - y1) - 90);
  return { cx: (x0 + x2) / 2, cy: (y0 + y2) / 2, width, height, angle };
}

const SAME_PX = 1e-3;

/** Corners that lie on the border were moved there, by us or another tool. */
function isCut(values: readonly number[]): boolean {
  return values.slice(0, 8).some((value) => value === 0 || value === 1);
}

/** Half a pixel: what rounding to whole pixels moves a corner by. */
const NEAR_PX = 0.75;

/** True when every corner of one lies near one of the other. */
function isNear(a: FlatPoints, b: FlatPoints): boolean {
  return [0, 2, 4, 6].every((i) =>
    [0, 2, 4, 6].some(
      (k) => Math.hypot((a[i] ?? 0) - (b[k] ?? 0), (a[i + 1] ?? 0) - (b[k + 1] ?? 0)) <= NEAR_PX,
    ),
  );
}

function notRectangle(): RowProblem {
  const message =
    'The four points are not a rectangle: the smallest one around them is taken, as Ultralytics does. If they are polygons, read the data set as yolo-segment.';
  return { severity: 'warning', code: 'yolo-not-a-rectangle', message };
}

function flat(): RowProblem {
  const message = 'The four points lie on one line: the row is left out.';
  return { severity: 'error', code: 'yolo-flat', message };
}

/** Corners outside of the image are moved to its border: a loader fits a rectangle to what is left. */
function printCorners(corners: FlatPoints, context: PrintContext): string | undefined {
  const { widthPx, heightPx } = context;
  if (corners.every((value, i) => value >= 0 && value <= (i % 2 === 0 ? widthPx : heightPx)))
    return printPoints(corners, context);
  if (clipRing(corners, widthPx, heightPx).length < 6) {
    context.lost(...OUTSIDE);
    return undefined;
  }
  context.lost(...CLIPPED);
  return printPoints(
    corners.map((value, i) => Math.min(i % 2 === 0 ? widthPx : heightPx, Math.max(0, value))),
    context,
  );
}
