import { isArray, isObject, type Json } from '../json/json';
import type { Mask } from '../shapes/shapeData';
import { maskOfSpans, spansOfRuns } from './rle';
import { textToRuns } from './runText';

/** No image is larger; a wrong number in a file must not fill the memory. */
const MAX_SIDE_PX = 1_000_000;
const MAX_PLACE_PX = 1_000_000_000;

const WANTED = 'a mask is {"box": [x, y, width, height], "runs": "..."} in whole pixels';

/** The mask of a sidecar's value, brought to the canonical form; or a sentence that says what is wrong with it. */
export function parseMask(value: Json): Mask | string {
  if (!isObject(value) || !isArray(value['box']) || typeof value['runs'] !== 'string') return WANTED;
  const { box, runs: text } = value;
  if (box.length !== 4 || !box.every((v) => Number.isInteger(v))) return WANTED;
  const [x, y, widthPx, heightPx] = box as readonly [number, number, number, number];
  if (!(widthPx > 0 && heightPx > 0 && widthPx <= MAX_SIDE_PX && heightPx <= MAX_SIDE_PX))
    return `a mask's width and height are 1 to ${MAX_SIDE_PX} pixels`;
  if (Math.abs(x) > MAX_PLACE_PX || Math.abs(y) > MAX_PLACE_PX) return 'a mask must lie near its image';
  return ofText({ kind: 'mask', x, y, widthPx, heightPx, runs: text });
}

function ofText(mask: Mask): Mask | string {
  const runs = textToRuns(mask.runs);
  if (typeof runs === 'string') return `a mask cannot be read: ${runs}`;
  const sum = runs.reduce((total, run) => total + run, 0);
  const pixels = mask.widthPx * mask.heightPx;
  if (sum !== pixels)
    return `a mask's run lengths add up to ${sum} pixels, its box has ${mask.widthPx} x ${mask.heightPx} = ${pixels}`;
  if (isCanonical(runs, mask.widthPx, mask.heightPx)) return mask;
  return maskOfSpans(spansOfRuns(runs, mask)) ?? 'a mask without any pixel set';
}

/** True when the rectangle is tight and no run but the first is empty. */
function isCanonical(runs: readonly number[], widthPx: number, heightPx: number): boolean {
  let at = 0;
  let left = widthPx;
  let right = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] ?? 0;
    if (run === 0 && i > 0) return false;
    if (i % 2 === 1) {
      const first = at % widthPx;
      left = Math.min(left, first + run > widthPx ? 0 : first);
      right = Math.max(right, Math.min(widthPx, first + run));
    }
    at += run;
  }
  const head = runs[0] ?? 0;
  const tail = runs.length % 2 === 1 ? (runs.at(-1) ?? 0) : 0;
  return (
    runs.length > 1 && left === 0 && right === widthPx && head < widthPx && tail < widthPx && heightPx > 0
  );
}
