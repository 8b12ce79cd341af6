import type { JsonObject } from '../../json/json';
import type { Shape } from '../../shapes/index';
import { numbersIn, type Derived } from './kept';
import type { Tell } from './segmentation';

/** Which keys pycocotools' evaluation reads without a default. */
const NEEDED = ['area', 'iscrowd', 'bbox', 'id'] as const;
/** An area that is off by more than this part and this many pixels is no rounding and no other way of counting. */
const AREA_OFF = 0.1;
const AREA_OFF_PX = 16;
const BOX_OFF_PX = 2;

/** Mistakes of a row that could be read all the same. */
export function checkRow(row: JsonObject, shape: Shape, derived: Derived, tell: Tell): void {
  if (NEEDED.some((key) => row[key] === undefined)) tellMissing(row, tell);
  if (row['keypoints'] !== undefined) checkKeypoints(row, tell);
  if (shape.kind === 'skeleton') return;
  checkArea(row, shape, derived, tell);
  checkBox(row, shape, derived, tell);
}

function tellMissing(row: JsonObject, tell: Tell): void {
  const missing = NEEDED.filter((key) => row[key] === undefined);
  const keys = missing.map((key) => `"${key}"`).join(', ');
  tell(
    'warning',
    'coco-missing-key',
    `There is no ${keys}; pycocotools' evaluation fails without. It is written when the file is.`,
  );
}

function checkArea({ area }: JsonObject, shape: Shape, { areaPx }: Derived, tell: Tell): void {
  if (area === undefined) return;
  if (typeof area !== 'number' || !(area > 0))
    return tell(
      'warning',
      'coco-area-mismatch',
      `"area" is ${JSON.stringify(area)}; it must be a number above 0.`,
    );
  const isOff = Math.abs(area - areaPx) > AREA_OFF_PX + AREA_OFF * areaPx;
  // A box may have the area of a mask that was left out, but not more than its own.
  if (!isOff || (shape.kind === 'box' && area < areaPx)) return;
  tell('warning', 'coco-area-mismatch', `"area" is ${area}, the ${shape.kind}'s is ${areaPx}.`);
}

function checkBox({ bbox }: JsonObject, shape: Shape, { bbox: derived }: Derived, tell: Tell): void {
  if (shape.kind === 'box' || bbox === undefined) return;
  const numbers = numbersIn(bbox);
  if (numbers?.length !== 4)
    return tell('warning', 'coco-bbox-size', '"bbox" must be [x, y, width, height], four numbers.');
  if (isNear(numbers, derived)) return;
  const [x, y, width, height] = derived;
  if (!isNear(numbers, [x, y, x + width, y + height])) return;
  tell(
    'warning',
    'coco-bbox-form',
    '"bbox" is [x1, y1, x2, y2] of the segmentation; COCO has [x, y, width, height].',
  );
}

function isNear(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < 4; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > BOX_OFF_PX) return false;
  return true;
}

function checkKeypoints(row: JsonObject, tell: Tell): void {
  const keypoints = numbersIn(row['keypoints']);
  const count = row['num_keypoints'];
  if (!keypoints || count === undefined) return;
  let labelled = 0;
  for (let i = 2; i < keypoints.length; i += 3) if ((keypoints[i] ?? 0) > 0) labelled++;
  if (count !== labelled)
    tell(
      'warning',
      'coco-keypoints',
      `"num_keypoints" is ${JSON.stringify(count)}, but ${labelled} keypoints have a visibility above 0.`,
    );
}
