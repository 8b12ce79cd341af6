import { rectOfCorners } from '../../geometry/rect';
import type { Json } from '../../json/json';
import type { Box } from '../../shapes/shapeData';
import { numbersIn } from './kept';
import type { Tell } from './segmentation';

/** The box of `bbox` [x, y, width, height]; undefined, and a problem, when it is none. */
export function boxOfRow(
  value: Json | undefined,
  image: { readonly widthPx: number; readonly heightPx: number },
  tell: Tell,
): Box | undefined {
  const numbers = numbersIn(value);
  if (numbers?.length !== 4) {
    tell('error', 'coco-no-shape', wrongBox(value));
    return undefined;
  }
  const [x, y, width, height] = numbers as readonly [number, number, number, number];
  if (width > 0 && height > 0) {
    const why = suspicion(numbers, image);
    if (why !== undefined) tell('warning', 'coco-bbox-form', why);
    return { kind: 'box', x, y, width, height };
  }
  tell('warning', 'coco-bbox-size', `"bbox" has width ${width} and height ${height}; both must be above 0.`);
  return { kind: 'box', ...rectOfCorners({ x, y }, { x: x + width, y: y + height }) };
}

function wrongBox(value: Json | undefined): string {
  return value === undefined
    ? 'This annotation has neither "segmentation" nor "bbox": there is nothing to draw. It is kept as it stands.'
    : '"bbox" must be [x, y, width, height], four numbers. The annotation is kept as it stands.';
}

/** Why the numbers are likely to mean something else; undefined when nothing speaks for it. */
function suspicion(
  [x = 0, y = 0, width = 0, height = 0]: readonly number[],
  image: { readonly widthPx: number; readonly heightPx: number },
): string | undefined {
  if (image.widthPx === 0 || image.heightPx === 0) return undefined;
  const reachesOut = x + width > image.widthPx + 1 || y + height > image.heightPx + 1;
  if (
    reachesOut &&
    width > x &&
    height > y &&
    width <= image.widthPx + 1 &&
    height <= image.heightPx + 1 &&
    x >= 0 &&
    y >= 0
  )
    return '"bbox" reaches out of the image, but would fit as [x1, y1, x2, y2]; COCO has [x, y, width, height].';
  const isNormalised = x >= 0 && y >= 0 && x + width <= 1.0001 && y + height <= 1.0001;
  if (isNormalised && image.widthPx > 8 && image.heightPx > 8)
    return '"bbox" lies within the first pixel: it seems to be in parts of the image; COCO has pixels.';
  return undefined;
}
