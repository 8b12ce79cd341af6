import type { Json, JsonObject } from '../../json/json';
import { boundsOfRings } from '../../geometry/flatPoints';
import type { Rect } from '../../geometry/rect';
import { doubleSignedArea } from '../../geometry/polyline';
import { spansOfMask } from '../../mask/rle';
import { spansArea } from '../../mask/spans';
import { kindOf, type Shape } from '../../shapes/index';

/*
 * COCO states a box and an area beside every shape, which follow from it but for noise, or for a reason of their own
 * (a person's box around more than the keypoints). What does not follow is kept under `extra.coco` and written again
 * as long as the shape is the one it was read with.
 */

/** The box and the area that COCO would state for a shape. */
export interface Derived {
  readonly bbox: readonly [number, number, number, number];
  readonly areaPx: number;
}

/**
 * Area: of rings by the shoelace formula, which is what the official files state for polygons; of masks the number of
 * pixels, which is what pycocotools counts; of boxes width times height, and of keypoints that of their bounds.
 */
export function derivedOf(shape: Shape): Derived {
  const { x, y, width, height } = boundsOf(shape);
  const bbox = [x, y, tidy(width), tidy(height)] as const;
  return { bbox, areaPx: tidy(areaOf(shape, width * height)) };
}

function boundsOf(shape: Shape): Rect {
  return shape.kind === 'polygon' ? boundsOfRings(shape.rings) : kindOf(shape).bounds(shape);
}

function areaOf(shape: Shape, boxAreaPx: number): number {
  if (shape.kind === 'polygon') return areaOfRings(shape.rings);
  return shape.kind === 'mask' ? spansArea(spansOfMask(shape)) : boxAreaPx;
}

/** Rings of one annotation are parts that do not overlap. */
function areaOfRings(rings: readonly (readonly number[])[]): number {
  let area = 0;
  for (const ring of rings) area += Math.abs(doubleSignedArea(ring)) / 2;
  return area;
}

const TIDY = 1e6;

/** Without the noise of a subtraction or a sum: 193.32000000000002 is 193.32. */
export function tidy(value: number): number {
  return Math.abs(value) < 1e9 ? Math.round(value * TIDY) / TIDY : value;
}

/** Two boxes that differ only by rounding to 1/100 pixel. */
export function isSameBox(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= BOX_NOISE_PX);
}

const BOX_NOISE_PX = 0.02;

/** Two areas that differ only by rounding of the coordinates. */
export function isSameArea(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.01 + 1e-3 * Math.max(a, b);
}

/** Tells a shape from any other: the same before and after its coordinates are rounded to 1/100 pixel. */
export function fingerprint(shape: Shape): string {
  let hash = 0x811c9dc5;
  const add = (value: number): void => {
    hash = Math.imul(hash ^ (value | 0), 0x01000193) >>> 0;
  };
  if (shape.kind === 'mask')
    for (const char of `${shape.x},${shape.y},${shape.widthPx},${shape.runs}`) add(char.charCodeAt(0));
  else for (const value of numbersOf(shape)) add(Math.round(value * 100));
  return hash.toString(36);
}

function numbersOf(shape: Shape): readonly number[] {
  if (shape.kind === 'polygon') return shape.rings.flatMap((ring) => [ring.length, ...ring]);
  if (shape.kind === 'skeleton')
    return Object.values(shape.joints).flatMap(({ x, y, visibility }) => [x, y, visibility]);
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return [x, y, width, height];
}

/** The numbers of a JSON value that is a list of finite ones; undefined when it is not. */
export function numbersIn(value: Json | undefined): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly unknown[];
  for (let i = 0; i < items.length; i++) if (!Number.isFinite(items[i])) return undefined;
  return items as readonly number[];
}

/** What was put aside of an annotation, an image or a set; an empty object when nothing was. */
export function cocoOf(holder: { readonly extra?: JsonObject } | undefined): JsonObject {
  const kept = holder?.extra?.['coco'];
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as JsonObject) : {};
}
