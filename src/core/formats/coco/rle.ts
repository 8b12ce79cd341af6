import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { clipSpans } from '../../mask/combine';
import { columnsOfSpans, spansOfColumns } from '../../mask/columns';
import { maskOfSpans, spansOfMask } from '../../mask/rle';
import { runsToText, textToRuns } from '../../mask/runText';
import type { Mask } from '../../shapes/shapeData';

/** The mask of a run-length object, or why there is none. `note`: what was put right on the way. */
export interface ReadRle {
  readonly mask?: Mask;
  readonly note?: string;
  /** The counts stood there as a list of numbers and not as compressed text. */
  readonly isList: boolean;
}

/** No image is larger; a wrong number in a file must not fill the memory. */
const MAX_SIDE_PX = 100_000;

/**
 * Reads `{"size": [height, width], "counts": [...] or "text"}` (cocoapi, common/maskApi.c): runs column by column,
 * zeros first.
 */
export function maskOfRle(rle: JsonObject, widthPx: number, heightPx: number): ReadRle {
  const isList = isArray(rle['counts']);
  const runs = runsOf(rle['counts']);
  if (typeof runs === 'string') return { note: runs, isList };
  const size = sizeOf(rle['size'], widthPx, heightPx);
  if (typeof size === 'string') return { note: size, isList };
  const sum = runs.runs.reduce((total, run) => total + run, 0);
  const pixels = size.widthPx * size.heightPx;
  if (sum !== pixels)
    return {
      note: `the counts add up to ${sum} pixels, the size says ${size.heightPx} x ${size.widthPx} = ${pixels}`,
      isList,
    };
  const mask = maskOfSpans(spansOfColumns(runs.runs, size.widthPx, size.heightPx));
  const note = size.note ?? runs.note ?? (mask ? undefined : 'the mask has no pixel set');
  return { isList, ...(mask && { mask }), ...(note !== undefined && { note }) };
}

function runsOf(
  counts: Json | undefined,
): { readonly runs: readonly number[]; readonly note?: string } | string {
  if (isArray(counts)) {
    const isRight = counts.every((run) => typeof run === 'number' && Number.isInteger(run) && run >= 0);
    return isRight ? { runs: counts as readonly number[] } : 'the counts are not all whole numbers from 0';
  }
  if (typeof counts !== 'string') return '"counts" is neither a list nor a text';
  const printed = /^b(['"])([\s\S]*)\1$/.exec(counts)?.[2];
  const runs = textToRuns(printed === undefined ? counts : printed.replaceAll('\\\\', '\\'));
  if (typeof runs === 'string') return `the counts cannot be decoded: ${runs}`;
  return printed === undefined
    ? { runs }
    : {
        runs,
        note: "the counts are Python bytes printed as text (b'...'); decode them as ASCII before json.dump",
      };
}

function sizeOf(
  size: Json | undefined,
  widthPx: number,
  heightPx: number,
): { readonly widthPx: number; readonly heightPx: number; readonly note?: string } | string {
  const [height, width] = isArray(size) && size.length === 2 ? size : [];
  if (!isSide(height) || !isSide(width)) return '"size" must be [height, width]';
  const isUnknown = widthPx === 0 || heightPx === 0;
  if (isUnknown || (width === widthPx && height === heightPx)) return { widthPx: width, heightPx: height };
  if (width === heightPx && height === widthPx)
    return {
      widthPx,
      heightPx,
      note: `"size" is [${height}, ${width}], which is [width, height]; COCO has [height, width]`,
    };
  return {
    widthPx: width,
    heightPx: height,
    note: `"size" is ${height} x ${width}, the image ${heightPx} x ${widthPx} (height x width)`,
  };
}

function isSide(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SIDE_PX;
}

/** The run-length object of a mask, as compressed text or as a list. What lies outside the image is cut off. */
export function rleOfMask(mask: Mask, widthPx: number, heightPx: number, asList: boolean): JsonObject {
  const inside = clipSpans(spansOfMask(mask), { x: 0, y: 0, width: widthPx, height: heightPx });
  const runs = columnsOfSpans(inside, widthPx, heightPx);
  return { size: [heightPx, widthPx], counts: asList ? runs : runsToText(runs) };
}

export function isRle(value: Json | undefined): value is JsonObject {
  return isObject(value) && value['counts'] !== undefined;
}
