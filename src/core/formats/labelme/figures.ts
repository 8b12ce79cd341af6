import type { Annotation } from '../../annotation/annotation';
import { boundsOfPoints } from '../../geometry/flatPoints';
import { pointAt, pointCount, type FlatPoints } from '../../geometry/polyline';
import { isArray, isObject, type JsonObject } from '../../json/json';
import type { Rect } from '../../geometry/rect';
import type { Shape, Skeleton } from '../../shapes/shapeData';
import { cornersOf } from '../../shapes/rotatedBox';
import { plain } from '../lib/plainSum';
import { ellipsePoints } from './geometry';
import { cropOfMask } from './maskCrop';
import { usualType } from './usualType';
import type { Style } from './style';

type Pair = readonly [x: number, y: number];

/** One entry of `shapes` that an annotation becomes. */
export interface Figure {
  readonly label: string;
  readonly type: string;
  readonly points: readonly Pair[];
  /** Base64 of the crop's PNG. */
  readonly mask?: string;
  /** X-AnyLabeling's angle of a `rotation`, radians clockwise. */
  readonly direction?: number;
  /** False for parts and joints, which repeat nothing of what the annotation says. */
  readonly isMain: boolean;
  /** A joint that is labelled but hidden. */
  readonly isHidden?: boolean;
  /** The shape that the points stand for, when they are all of it. */
  readonly shape?: Shape;
  /** What was put aside when the entry was read. */
  readonly extra: JsonObject;
  /** What our own key says. */
  readonly own: JsonObject;
}

/** The entries for an annotation: one, or one for each part of a polygon, or a box with joints. */
export function figuresOf(annotation: Annotation, style: Style): readonly Figure[] {
  const extra = extraOf(annotation);
  const { shape, label } = annotation;
  const base = { label, isMain: true, extra, own: {} };
  if (shape.kind === 'polygon') return polygonFigures(annotation, extra, style);
  if (shape.kind === 'skeleton')
    return style === 'labelme' ? [{ ...base, ...pointSet(shape, extra) }] : boxAndJoints(shape, base);
  const type = typeFor(shape, extra, style);
  return [{ ...base, type, shape, ...bodyOf(shape, type, extra, style) }];
}

function extraOf({ extra }: Annotation): JsonObject {
  const own = extra?.['labelme'];
  return isObject(own) ? own : {};
}

/** Other names for the same thing in the other program, and the type it had when it was read, while that still fits. */
function typeFor(shape: Shape, extra: JsonObject, style: Style): string {
  const usual = usualType(shape);
  const read = extra['type'];
  if (shape.kind === 'rotatedBox') return style === 'xanylabeling' ? 'rotation' : 'oriented_rectangle';
  if (typeof read !== 'string') return usual;
  const count = shape.kind === 'polyline' ? pointCount(shape.points) : shape.kind === 'point' ? 1 : 0;
  const isPath = read === 'linestrip' || (read === 'line' && count === 2) || read === 'polygon';
  return count > 0 && isPath ? read : usual;
}

function polygonFigures({ shape, label }: Annotation, extra: JsonObject, style: Style): readonly Figure[] {
  if (shape.kind !== 'polygon') return [];
  const parts = isArray(extra['parts']) ? extra['parts'] : [];
  return shape.rings.map((ring, i): Figure => {
    const other = parts[i - 1];
    const aside = i === 0 ? extra : isObject(other) ? other : {};
    const isFour = aside['type'] === 'quadrilateral' && style === 'xanylabeling' && pointCount(ring) === 4;
    const type = isFour ? 'quadrilateral' : 'polygon';
    return { label, type, points: pairs(ring), isMain: i === 0, extra: aside, own: {} };
  });
}

function bodyOf(
  shape: Shape,
  type: string,
  extra: JsonObject,
  style: Style,
): Pick<Figure, 'points' | 'mask' | 'direction' | 'own'> {
  switch (shape.kind) {
    case 'box':
      return { points: boxPoints(shape, style), own: {} };
    case 'rotatedBox':
      return {
        points: pairs(cornersOf(shape)),
        ...(type === 'rotation' && { direction: directionOf(shape.angle, extra) }),
        own: {},
      };
    case 'ellipse':
      return ellipseBody(shape);
    case 'cuboid':
      return { points: [...pairs(shape.front), ...pairs(shape.back)], own: {} };
    case 'mask':
      return { ...cropOfMask(shape), own: {} };
    case 'polyline':
      return { points: pairs(shape.points), own: {} };
    case 'point':
      return { points: [[shape.x, shape.y]], own: {} };
    case 'polygon':
    case 'skeleton':
    case 'spline':
      return { points: [], own: {} };
  }
}

/** Two corners in LabelMe, four in X-AnyLabeling. */
function boxPoints({ x, y, width, height }: Rect, style: Style): readonly Pair[] {
  const [right, bottom] = [plain(x + width), plain(y + height)];
  const [start, end] = [
    [x, y],
    [right, bottom],
  ] as const;
  return style === 'labelme' ? [start, end] : [start, [right, y], end, [x, bottom]];
}

const CLOSE_RAD = 1e-4;

function directionOf(angleDegrees: number, extra: JsonObject): number {
  const radians = (angleDegrees * Math.PI) / 180;
  const read = isObject(extra['keys']) ? extra['keys']['direction'] : undefined;
  return typeof read === 'number' && Math.abs(read - radians) < CLOSE_RAD ? read : radians;
}

/** LabelMe knows circles only: another ellipse is a polygon that remembers what it was. */
function ellipseBody(shape: Extract<Shape, { kind: 'ellipse' }>): Pick<Figure, 'points' | 'own'> {
  const { cx, cy, rx, ry, angle } = shape;
  if (rx === ry)
    return {
      points: [
        [cx, cy],
        [cx + rx, cy],
      ],
      own: angle === 0 ? {} : { angle },
    };
  return {
    points: ellipsePoints(shape).map(({ x, y }) => [x, y]),
    own: { ellipse: [cx, cy, rx, ry, angle] },
  };
}

function pointSet(shape: Skeleton, extra: JsonObject): Pick<Figure, 'type' | 'points' | 'own'> {
  const joints = Object.entries(shape.joints);
  const isPlain = extra['type'] === undefined && joints.every(([name], i) => name === String(i + 1));
  const hidden = joints.filter(([, { visibility }]) => visibility === 1).map(([name]) => name);
  return {
    type: 'points',
    points: joints.map(([, { x, y }]) => [x, y]),
    own: {
      ...(!isPlain && { joints: joints.map(([name]) => name) }),
      ...(hidden.length > 0 && { occluded: hidden }),
    },
  };
}

/** X-AnyLabeling's form of a pose: a rectangle, and points of the same `group_id` that are named by their label. */
function boxAndJoints(
  { joints }: Skeleton,
  base: Pick<Figure, 'label' | 'isMain' | 'extra' | 'own'>,
): readonly Figure[] {
  const entries = Object.entries(joints);
  const { x, y, width, height } = boundsOfPoints(entries.flatMap(([, joint]) => [joint.x, joint.y]));
  const box = boxPoints({ x, y, width, height }, 'xanylabeling');
  return [
    { ...base, type: 'rectangle', points: box, own: { joints: entries.map(([name]) => name) } },
    ...entries.map(([name, joint]): Figure => ({
      label: name,
      type: 'point',
      points: [[joint.x, joint.y]],
      isMain: false,
      isHidden: joint.visibility === 1,
      extra: {},
      own: {},
    })),
  ];
}

function pairs(points: FlatPoints): readonly Pair[] {
  return Array.from({ length: pointCount(points) }, (_, i) => {
    const { x, y } = pointAt(points, i);
    return [x, y];
  });
}
