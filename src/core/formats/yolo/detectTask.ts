import { kindOf } from '../../shapes/index';
import { boxAroundRow, boxOfRow, printBox } from './boxRow';
import { AS_BOXES, YOLO_HOLDS } from './holds';
import { wrongColumns, type RowContext, type RowProblem, type RowShape, type YoloTask } from './task';

/** `class cx cy w h`, and `confidence` behind it in files of predictions. */
export const detectTask: YoloTask = {
  name: 'detect',
  holds: { ...YOLO_HOLDS, shapes: AS_BOXES },
  shapeOf,
  print: ({ shape }, context) => printBox(kindOf(shape).bounds(shape), context),
};

/** The same with a confidence, as models' predictions are saved. */
export const predictTask: YoloTask = {
  ...detectTask,
  name: 'predict',
  holds: { ...detectTask.holds, fields: ['score'] },
  print({ shape, score }, context) {
    const box = printBox(kindOf(shape).bounds(shape), context);
    return box === undefined || score === undefined ? box : `${box} ${score}`;
  },
};

function shapeOf(values: readonly number[], context: RowContext): RowShape | RowProblem {
  const { count, dims } = context.keypoints;
  const beyond = values.length - 4 - count * dims;
  if (count > 0 && (beyond === 0 || beyond === 1)) return boxOfRow(values.slice(0, 4), context);
  if (values.length === 4 || values.length === 5) return boxOrMixed(values, context);
  if (values.length >= 6) return boxAroundRow(values.slice(0, 2 * Math.floor(values.length / 2)), context);
  return wrongColumns(values.length, '5');
}

/** A row of a box among rows of polygons is a polygon of two points to Ultralytics: meant is a box all the same. */
export function boxOrMixed(values: readonly number[], context: RowContext): RowShape | RowProblem {
  const row = boxOfRow(values, context);
  if (!context.polygons || 'code' in row) return row;
  const message =
    'A box among rows of polygons: Ultralytics reads it as a polygon of two points. Write all rows of a file alike.';
  return { ...row, problem: { severity: 'error', code: 'yolo-mixed-rows', message } };
}
