import { clipRing } from '../../geometry/clipRing';
import type { FlatPoints } from '../../geometry/polyline';
import { inPixels } from './boxRow';
import { boxOrMixed } from './detectTask';
import { YOLO_HOLDS } from './holds';
import { printShare } from './rows';
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

/** `class x1 y1 x2 y2 x3 y3 ...`: one ring; predictions have a confidence behind it. */
export const segmentTask: YoloTask = {
  name: 'segment',
  holds: {
    ...YOLO_HOLDS,
    shapes: {
      box: 'polygon',
      rotatedBox: 'polygon',
      polygon: 'polygon',
      polyline: undefined,
      spline: 'polygon',
      point: undefined,
      skeleton: undefined,
      ellipse: 'polygon',
      cuboid: 'polygon',
      mask: 'polygon',
    },
  },
  shapeOf,
  print({ shape }, context) {
    return shape.kind === 'polygon' ? printRing(shape.rings[0] ?? [], context) : undefined;
  },
};

function shapeOf(values: readonly number[], context: RowContext): RowShape | RowProblem {
  if (values.length === 4 || values.length === 5) return boxOrMixed(values, context);
  if (values.length < 6) return wrongColumns(values.length, '7 or more');
  const isOdd = values.length % 2 === 1;
  const score = isOdd ? values.at(-1) : undefined;
  const ring = inPixels(isOdd ? values.slice(0, -1) : values, context);
  const shape = { kind: 'polygon', rings: [ring] } as const;
  if (score === undefined) return { shape };
  return score >= 0 && score <= 1 ? { shape, score } : wrongColumns(values.length, 'an odd number');
}

function printRing(ring: FlatPoints, context: PrintContext): string | undefined {
  const { widthPx, heightPx } = context;
  let inside = ring;
  if (ring.some((value, i) => value < 0 || value > (i % 2 === 0 ? widthPx : heightPx))) {
    inside = clipRing(ring, widthPx, heightPx);
    const [code, message] = inside.length < 6 ? OUTSIDE : CLIPPED;
    context.lost(code, message);
  }
  return inside.length < 6 ? undefined : printPoints(inside, context);
}

export function printPoints(points: FlatPoints, { widthPx, heightPx }: PrintContext): string {
  let text = '';
  for (let i = 0; i < points.length; i += 2)
    text += ` ${printShare((points[i] ?? 0) / widthPx)} ${printShare((points[i + 1] ?? 0) / heightPx)}`;
  return text;
}
