import { zlibSync } from 'fflate';
import { partsOf } from '../../geometry/parts';
import type { FlatPoints } from '../../geometry/polyline';
import type { JsonObject } from '../../json/json';
import { spansOfMask } from '../../mask/rle';
import { moveSpans } from '../../mask/spans';
import type { Shape } from '../../shapes/index';
import type { Mask } from '../../shapes/shapeData';
import { toBase64 } from '../lib/base64';
import { encodeIndexedPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { CUBOID_VERTICES } from './readGeometry';

type Losing = (code: string, message: string) => void;

const PALETTE = Uint8Array.of(0, 0, 0, 255, 255, 255);
const TRANSPARENT = Uint8Array.of(0);

/** Type and geometry of an object. `joints`: names of the class's joints, by the ids of its nodes. */
export function geometryOf(shape: Shape, joints: readonly string[], lose: Losing): JsonObject {
  switch (shape.kind) {
    case 'box':
      return { geometryType: 'rectangle', points: { exterior: cornersOf(shape, lose), interior: [] } };
    case 'rotatedBox': {
      const { cx, cy, width, height, angle } = shape;
      const points = cornersOf({ x: cx - width / 2, y: cy - height / 2, width, height }, lose);
      return { geometryType: 'oriented_bbox', points, angle: (angle * Math.PI) / 180 };
    }
    case 'polygon':
      return polygonOf(shape.rings);
    case 'polyline':
      return { geometryType: 'line', points: { exterior: pairs(shape.points), interior: [] } };
    case 'point':
      return { geometryType: 'point', points: { exterior: [[shape.x, shape.y]], interior: [] } };
    case 'skeleton':
      return graphOf(shape, joints, lose);
    case 'cuboid':
      return { geometryType: 'cuboid_2d', vertices: verticesOf(shape) };
    case 'mask':
      return { geometryType: 'bitmap', bitmap: bitmapOf(shape) };
    case 'spline':
    case 'ellipse':
      return {};
  }
}

/** The first and the last pixel inside; a box has one pixel at least. */
function cornersOf(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  lose: Losing,
) {
  if (width < 1 || height < 1) lose('box-widened', 'boxes thinner than a pixel become one pixel wide');
  return [
    [x, y],
    [Math.max(x, x + width - 1), Math.max(y, y + height - 1)],
  ];
}

function polygonOf(rings: readonly FlatPoints[]): JsonObject {
  const parts = rings.length > 1 ? partsOf(rings) : [rings];
  const entries = parts.map(([outer = [], ...holes]) => ({
    exterior: pairs(outer),
    interior: holes.map(pairs),
  }));
  const [first] = entries;
  if (entries.length === 1 && first) return { geometryType: 'polygon', points: first };
  return { geometryType: 'multipolygon', parts: entries };
}

function pairs(points: FlatPoints): number[][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0]);
}

function graphOf(
  { joints }: Extract<Shape, { kind: 'skeleton' }>,
  names: readonly string[],
  lose: Losing,
): JsonObject {
  const entries = Object.entries(joints);
  if (entries.some(([, { visibility }]) => visibility === 1))
    lose('visibility-dropped', 'skeletons no longer say which joints are hidden');
  const nodes = entries.map(([name, { x, y }]): [string, JsonObject] => {
    const id = names.indexOf(name);
    return [id < 0 ? name : String(id), { loc: [x, y] }];
  });
  return { geometryType: 'graph', nodes: Object.fromEntries(nodes) };
}

function verticesOf({ front, back }: Extract<Shape, { kind: 'cuboid' }>): JsonObject {
  const entries = [front, back].flatMap((face, f) =>
    pairs(face).map((loc, i): [string, JsonObject] => [CUBOID_VERTICES[f]?.[i] ?? '', { loc }]),
  );
  return Object.fromEntries(entries);
}

function bitmapOf(mask: Mask): JsonObject {
  const { x, y, widthPx, heightPx } = mask;
  const map = new Uint8Array(widthPx * heightPx);
  paintRegion(map, widthPx, heightPx, moveSpans(spansOfMask(mask), -x, -y), 1);
  const png = encodeIndexedPng(widthPx, heightPx, map, PALETTE, TRANSPARENT);
  return { data: toBase64(zlibSync(png)), origin: [x, y] };
}
