import type { Annotation } from '../../annotation/annotation';
import type { ImageFacts } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { spansOfMask } from '../../mask/rle';
import { kindOf } from '../../shapes/index';
import type { Mask } from '../../shapes/shapeData';
import { plain } from '../lib/plainSum';
import { encodeGreyPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';

export type MaskAnnotation = Annotation & { readonly shape: Mask };

export const MASK_COLUMNS = [
  ...['MaskPath', 'ImageID', 'LabelName', 'BoxID', 'BoxXMin', 'BoxXMax', 'BoxYMin', 'BoxYMax'],
  ...['PredictedIoU', 'Clicks'],
];

const SET = 255;

/** White where the mask is, at the size of its image. */
export function maskPng(mask: Mask, { widthPx, heightPx }: ImageFacts): Uint8Array {
  const pixels = new Uint8Array(widthPx * heightPx);
  paintRegion(pixels, widthPx, heightPx, spansOfMask(mask), SET);
  return encodeGreyPng(widthPx, heightPx, pixels);
}

/** XMin, XMax, YMin, YMax as parts of the image; of a mask the box it was read with, while it has the same bounds. */
export function edgesOf({ shape, extra }: Annotation, { widthPx, heightPx }: ImageFacts): readonly number[] {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  const own = ownOf(extra);
  const [box, bounds] = [numbersOf(own['box']), numbersOf(own['bounds'])];
  const isKept = box.length === 4 && [x, y, width, height].every((value, i) => value === bounds[i]);
  if (shape.kind === 'mask' && isKept) return box;
  return [x / widthPx, plain(x + width) / widthPx, y / heightPx, plain(y + height) / heightPx];
}

function ownOf(extra: JsonObject | undefined): JsonObject {
  const own = extra?.['openimages'] ?? null;
  return isObject(own) ? own : {};
}

function numbersOf(value: Json | undefined): readonly number[] {
  return isArray(value ?? null) ? (value as readonly Json[]).filter((each) => typeof each === 'number') : [];
}

const HEX_DIGITS = 8;

/** The id that a mask's box had, or another that no box of the image has; it becomes part of a file's name. */
export function freeBoxId(known: string, taken: Set<string>): string {
  let id = known;
  for (let n = taken.size; !/^[\w-]{1,64}$/.test(id) || taken.has(id); n++)
    id = n.toString(16).padStart(HEX_DIGITS, '0');
  taken.add(id);
  return id;
}
