import type { Annotation } from '../../annotation/annotation';
import type { JsonObject } from '../../json/json';
import type { Shape } from '../../shapes/index';
import { rleOfMask } from '../coco/rle';
import type { Target } from '../format';
import type { LabeledImage } from '../labelSet';
import { ellipseRing } from '../lower/convert/ellipseRing';
import { plain } from '../lib/plainSum';
import { object } from './categories';
import { CUBOID_BACK, CUBOID_FRONT, FLAG_NAMES } from './readAnnotation';

/** Classes and tags share one list of labels. */
export interface Labels {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, number>;
  /** Names of joints by class. */
  readonly joints: ReadonlyMap<string, readonly string[]>;
}

/** The entry of an annotation; none when its class is not in the list. */
export function writeAnnotation(
  annotation: Annotation,
  index: number,
  image: LabeledImage,
  labels: Labels,
  { report }: Target,
): readonly JsonObject[] {
  const lose = (code: string, message: string) => void report.loss(image.path, { code, message });
  const label = labels.byName.get(annotation.label);
  if (label === undefined) {
    lose('class-unknown', 'annotations are dropped whose class the set does not name');
    return [];
  }
  const order = annotation.order ?? 0;
  if (!Number.isInteger(order))
    lose('order-rounded', 'places in the paint order are rounded to whole numbers');
  const { id: _, ...own } = object(annotation.extra?.['datumaro']);
  const base = {
    id: index + 1,
    attributes: attributesOf(annotation),
    group: annotation.group ?? 0,
    label_id: label,
    z_order: Math.round(order),
    ...own,
  };
  return [{ ...base, ...shapeEntry(annotation, image, labels, lose) }];
}

function attributesOf({ attributes, score, ...facts }: Annotation): JsonObject {
  const flags = Object.entries(FLAG_NAMES).flatMap(([name, flag]) =>
    facts[flag] ? [[name, true] as const] : [],
  );
  return { ...attributes, ...Object.fromEntries(flags), ...(score !== undefined && { score }) };
}

function shapeEntry(
  { shape, label }: Annotation,
  { doc }: LabeledImage,
  labels: Labels,
  lose: (code: string, message: string) => void,
): JsonObject {
  switch (shape.kind) {
    case 'box':
      return { type: 'bbox', bbox: [shape.x, shape.y, shape.width, shape.height] };
    case 'polygon':
      return { type: 'polygon', points: shape.rings[0] ?? [] };
    case 'polyline':
      return { type: 'polyline', points: shape.points };
    case 'point':
      return { type: 'points', points: [shape.x, shape.y], visibility: [2] };
    case 'skeleton':
      return skeletonEntry(shape, labels.joints.get(label), lose);
    case 'ellipse':
      return ellipseEntry(shape, lose);
    case 'cuboid':
      return { type: 'cuboid_2d', points: cornersOf(shape) };
    case 'mask':
      return { type: 'mask', rle: rleOfMask(shape, doc.image.widthPx, doc.image.heightPx, false) };
    case 'rotatedBox':
    case 'spline':
      return {};
  }
}

type Losing = (code: string, message: string) => void;

/** What is not labelled is [0, 0] with visibility 0. */
function skeletonEntry(
  { joints }: Extract<Shape, { kind: 'skeleton' }>,
  names: readonly string[] | undefined,
  lose: Losing,
): JsonObject {
  const byName = new Map(Object.entries(joints));
  const order = names ?? [...byName.keys()];
  const isWhole = names !== undefined && [...byName.keys()].every((name) => names.includes(name));
  if (!isWhole)
    lose('joints-unnamed', 'skeletons lose joints, or their names, that their class does not have');
  const places = order.map((name) => byName.get(name));
  return {
    type: 'points',
    points: places.flatMap((joint) => (joint ? [joint.x, joint.y] : [0, 0])),
    visibility: places.map((joint) => joint?.visibility ?? 0),
  };
}

/** Only along the axes: others become polygons. */
function ellipseEntry(shape: Extract<Shape, { kind: 'ellipse' }>, lose: Losing): JsonObject {
  const { cx, cy, angle } = shape;
  if (angle % 90 !== 0 && shape.rx !== shape.ry) {
    lose('ellipse-to-polygon', 'ellipses that are turned become polygons');
    return { type: 'polygon', points: ellipseRing(shape) };
  }
  const [rx, ry] = angle % 180 === 0 ? [shape.rx, shape.ry] : [shape.ry, shape.rx];
  return { type: 'ellipse', points: [cx - rx, cy - ry, cx + rx, cy + ry].map(plain) };
}

function cornersOf({ front, back }: Extract<Shape, { kind: 'cuboid' }>): number[][] {
  const corners: number[][] = [];
  CUBOID_FRONT.forEach((place, i) => (corners[place] = front.slice(2 * i, 2 * i + 2)));
  CUBOID_BACK.forEach((place, i) => (corners[place] = back.slice(2 * i, 2 * i + 2)));
  return corners;
}
