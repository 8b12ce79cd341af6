import { boundsOfPoints } from '../../geometry/flatPoints';
import type { Json, JsonObject } from '../../json/json';
import { spansOfMask } from '../../mask/rle';
import type { Shape } from '../../shapes/index';
import type { Mask } from '../../shapes/shapeData';
import { toBase64 } from '../lib/base64';
import { encodeIndexedPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { encodeBrush } from './brush';
import { printCompact } from './printCompact';
import { pivotOf, type Size } from './values';

const SNAP = 1e-9;

/** Percent of a side; what misses a bound by rounding alone is the bound, which readers insist on. */
export function percent(valuePx: number, sidePx: number): number {
  const value = sidePx === 0 ? 0 : (valuePx / sidePx) * 100;
  if (Math.abs(value) < SNAP) return 0;
  return Math.abs(value - 100) < SNAP ? 100 : value;
}

/** Most shapes as the text of their value without braces: the quick way. */
export function valueText(shape: Shape, kind: string, size: Size): string {
  if (shape.kind === 'box') {
    const { widthPx, heightPx } = size;
    return `"x":${percent(shape.x, widthPx)},"y":${percent(shape.y, heightPx)},"width":${percent(shape.width, widthPx)},"height":${percent(shape.height, heightPx)},"rotation":0`;
  }
  if (shape.kind === 'polygon') return `"points":${pointsText(shape.rings[0] ?? [], size)},"closed":true`;
  return printCompact(valueOf(shape, kind, size)).slice(1, -1);
}

function pointsText(points: readonly number[], { widthPx, heightPx }: Size): string {
  let text = '';
  for (let i = 0; i + 1 < points.length; i += 2)
    text += `${i === 0 ? '' : ','}[${percent(points[i] ?? 0, widthPx)},${percent(points[i + 1] ?? 0, heightPx)}]`;
  return `[${text}]`;
}

/** Dots that stand for a point, in percent of the width, as the editor draws them when it is not told. */
const DOT_PERCENT = 0.5;

/** The value of a shape, without labels. */
export function valueOf(shape: Shape, kind: string, size: Size): JsonObject {
  const { widthPx, heightPx } = size;
  const at = (x: number, y: number): { x: number; y: number } => ({
    x: percent(x, widthPx),
    y: percent(y, heightPx),
  });
  switch (shape.kind) {
    case 'box':
      return { ...at(shape.x, shape.y), ...sides(shape, size), rotation: 0 };
    case 'rotatedBox': {
      const pivot = pivotOf(shape);
      return { ...at(pivot.x, pivot.y), ...sides(shape, size), rotation: shape.angle };
    }
    case 'ellipse':
      return {
        ...at(shape.cx, shape.cy),
        radiusX: percent(shape.rx, widthPx),
        radiusY: percent(shape.ry, heightPx),
        rotation: shape.angle,
      };
    case 'polygon':
      if (kind === 'vector') return vertices(shape.rings[0] ?? [], true, size);
      return { points: pointPairs(shape.rings[0] ?? [], size), closed: true };
    case 'polyline':
      return kind === 'polygon'
        ? { points: pointPairs(shape.points, size), closed: false }
        : vertices(shape.points, false, size);
    case 'spline':
      return {
        vertices: shape.anchors.map((anchor, i) => ({
          ...vertexIds(i),
          ...at(anchor.x, anchor.y),
          isBezier: true,
          controlPoint1: at(anchor.inX, anchor.inY),
          controlPoint2: at(anchor.outX, anchor.outY),
        })),
        closed: shape.closed,
      };
    case 'point':
      return kind === 'polygon'
        ? { points: pointPairs([shape.x, shape.y], size) }
        : { ...at(shape.x, shape.y), width: DOT_PERCENT };
    case 'skeleton': {
      const box = boundsOfPoints(Object.values(shape.joints).flatMap(({ x, y }) => [x, y]));
      return { ...at(box.x, box.y), ...sides(box, size), rotation: 0 };
    }
    case 'mask':
      return kind === 'bitmask'
        ? { imageDataURL: bitmaskUrl(shape, widthPx, heightPx) }
        : { format: 'rle', rle: encodeBrush(shape, widthPx, heightPx) };
    case 'cuboid':
      return { points: pointPairs(shape.front, size), closed: true };
  }
}

/** Black on transparent, at the image's size. */
function bitmaskUrl(mask: Mask, widthPx: number, heightPx: number): string {
  const pixels = new Uint8Array(widthPx * heightPx);
  paintRegion(pixels, widthPx, heightPx, spansOfMask(mask), 1);
  const png = encodeIndexedPng(widthPx, heightPx, pixels, new Uint8Array(6), Uint8Array.of(0, 255));
  return `data:image/png;base64,${toBase64(png)}`;
}

function sides(
  { width, height }: { width: number; height: number },
  { widthPx, heightPx }: Size,
): JsonObject {
  return { width: percent(width, widthPx), height: percent(height, heightPx) };
}

function pointPairs(points: readonly number[], { widthPx, heightPx }: Size): Json {
  return Array.from({ length: points.length >> 1 }, (_, i) => [
    percent(points[2 * i] ?? 0, widthPx),
    percent(points[2 * i + 1] ?? 0, heightPx),
  ]);
}

function vertices(points: readonly number[], closed: boolean, { widthPx, heightPx }: Size): JsonObject {
  return {
    vertices: Array.from({ length: points.length >> 1 }, (_, i) => ({
      ...vertexIds(i),
      x: percent(points[2 * i] ?? 0, widthPx),
      y: percent(points[2 * i + 1] ?? 0, heightPx),
      isBezier: false,
    })),
    closed,
  };
}

function vertexIds(i: number): { id: string; prevPointId: string | null } {
  return { id: `p${i + 1}`, prevPointId: i === 0 ? null : `p${i}` };
}
