import { normalAngle } from '../../geometry/angle';
import { parseMask } from '../../mask/parse';
import { runsToText } from '../../mask/runText';
import { skeletonOf } from '../../shapes/skeleton';
import type { Cuboid, Joint, Shape } from '../../shapes/shapeData';
import { plain } from '../lib/plainSum';
import { finiteNumber, type XmlElement } from '../xml/xmlElement';

/** What an image or a track may hold, besides tags. */
export const SHAPE_TAGS = [
  'box',
  'ellipse',
  'polygon',
  'polyline',
  'points',
  'mask',
  'cuboid',
  'skeleton',
] as const;
export type ShapeTag = (typeof SHAPE_TAGS)[number];

export function isShapeTag(name: string): name is ShapeTag {
  return SHAPE_TAGS.some((tag) => tag === name);
}

/** The attributes that hold each shape's geometry. */
export const GEOMETRY: Readonly<Record<ShapeTag, readonly string[]>> = {
  box: ['xtl', 'ytl', 'xbr', 'ybr', 'rotation'],
  ellipse: ['cx', 'cy', 'rx', 'ry', 'rotation'],
  polygon: ['points'],
  polyline: ['points'],
  points: ['points'],
  mask: ['rle', 'left', 'top', 'width', 'height'],
  cuboid: ['xtl1', 'ytl1', 'xbl1', 'ybl1', 'xtr1', 'ytr1', 'xbr1', 'ybr1'].flatMap((name) => [
    name,
    `${name.slice(0, -1)}2`,
  ]),
  skeleton: [],
};

/** The element's shapes (several only for `points`), or a sentence that says what is wrong with it. */
export function shapesOf(element: XmlElement, tag: ShapeTag): readonly Shape[] | string {
  const shape = READERS[tag](element);
  return typeof shape === 'string' || Array.isArray(shape) ? shape : [shape as Shape];
}

type Reader = (element: XmlElement) => Shape | readonly Shape[] | string;

const READERS: Readonly<Record<ShapeTag, Reader>> = {
  box: readBox,
  ellipse: readEllipse,
  polygon: (element) => withPoints(element, 3, (points) => ({ kind: 'polygon', rings: [points] })),
  polyline: (element) => withPoints(element, 2, (points) => ({ kind: 'polyline', points })),
  points: (element) => withPoints(element, 1, pointsOf),
  mask: readMask,
  cuboid: readCuboid,
  skeleton: readSkeleton,
};

function numbers(element: XmlElement, names: readonly string[]): readonly number[] | string {
  const found: number[] = [];
  for (const name of names) {
    const value = finiteNumber(element.attributes.get(name));
    if (value === undefined) return `${name} is "${shortened(element.attributes.get(name))}", not a number`;
    found.push(value);
  }
  return found;
}

function shortened(text = ''): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** Degrees clockwise about the centre; absent is 0. */
function rotationOf(element: XmlElement): number {
  return normalAngle(finiteNumber(element.attributes.get('rotation')) ?? 0);
}

function readBox(element: XmlElement): Shape | string {
  const found = numbers(element, ['xtl', 'ytl', 'xbr', 'ybr']);
  if (typeof found === 'string') return found;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = found;
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  const [width, height] = [plain(Math.abs(x2 - x1)), plain(Math.abs(y2 - y1))];
  // A full turn is a rotated box that happens to be straight.
  if ((finiteNumber(element.attributes.get('rotation')) ?? 0) === 0)
    return { kind: 'box', x, y, width, height };
  const angle = rotationOf(element);
  return { kind: 'rotatedBox', cx: plain((x1 + x2) / 2), cy: plain((y1 + y2) / 2), width, height, angle };
}

function readEllipse(element: XmlElement): Shape | string {
  const found = numbers(element, ['cx', 'cy', 'rx', 'ry']);
  if (typeof found === 'string') return found;
  const [cx = 0, cy = 0, rx = 0, ry = 0] = found;
  return { kind: 'ellipse', cx, cy, rx: Math.abs(rx), ry: Math.abs(ry), angle: rotationOf(element) };
}

function withPoints(
  element: XmlElement,
  least: number,
  make: (points: readonly number[]) => Shape | readonly Shape[],
): Shape | readonly Shape[] | string {
  const text = element.attributes.get('points') ?? '';
  const points: number[] = [];
  for (let at = 0; at <= text.length;) {
    const next = text.indexOf(';', at);
    const end = next < 0 ? text.length : next;
    const comma = text.indexOf(',', at);
    const x = comma < 0 || comma > end ? undefined : finiteNumber(text.slice(at, comma));
    const y = finiteNumber(text.slice(comma + 1, end));
    if (x === undefined || y === undefined)
      return `point ${points.length / 2 + 1} is "${shortened(text.slice(at, end))}", not "x,y"`;
    points.push(x, y);
    at = end + 1;
  }
  return points.length < 2 * least ? `it has ${points.length / 2} points and needs ${least}` : make(points);
}

function pointsOf(points: readonly number[]): readonly Shape[] {
  const made: Shape[] = [];
  for (let i = 0; i + 1 < points.length; i += 2)
    made.push({ kind: 'point', x: points[i] as number, y: points[i + 1] as number });
  return made;
}

/** Run lengths inside the crop, row by row, zeros first. */
function readMask(element: XmlElement): Shape | string {
  const place = numbers(element, ['left', 'top', 'width', 'height']);
  if (typeof place === 'string') return place;
  const runs: number[] = [];
  for (const text of (element.attributes.get('rle') ?? '').split(',')) {
    const run = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(run) || run < 0)
      return `run length ${runs.length + 1} is "${shortened(text)}"`;
    runs.push(run);
  }
  return parseMask({ box: place, runs: runsToText(runs) });
}

const FACE = ['xtl', 'ytl', 'xtr', 'ytr', 'xbr', 'ybr', 'xbl', 'ybl'] as const;

/**
 * CVAT names the corners of the back face in the order in which it keeps them, right edge first: its `xtl2` lies behind
 * `xtr1` (cvat-ai/cvat: cvat-canvas/src/typescript/cuboid.ts, initEdges). Other writers follow the names. The back face
 * runs in the same direction as the front one, which tells the two apart.
 */
function readCuboid(element: XmlElement): Cuboid | string {
  const front = numbers(
    element,
    FACE.map((name) => `${name}1`),
  );
  const back = numbers(
    element,
    FACE.map((name) => `${name}2`),
  );
  if (typeof front === 'string') return front;
  if (typeof back === 'string') return back;
  const isByName = direction(front) * direction(back) > 0;
  return { kind: 'cuboid', front, back: isByName ? back : leftRight(back) };
}

/** Positive where the right edge of a face lies right of the left one. */
function direction([tlx = 0, , trx = 0, , brx = 0, , blx = 0]: readonly number[]): number {
  return trx - tlx + brx - blx;
}

/** A face (top left, top right, bottom right, bottom left) with left and right exchanged. */
export function leftRight([
  a = 0,
  b = 0,
  c = 0,
  d = 0,
  e = 0,
  f = 0,
  g = 0,
  h = 0,
]: readonly number[]): number[] {
  return [c, d, a, b, g, h, e, f];
}

function readSkeleton(element: XmlElement): Shape | string {
  const joints = new Map<string, Joint>();
  for (const child of element.children) {
    if (child.name !== 'points' || child.attributes.get('outside') === '1') continue;
    const at = withPoints(child, 1, pointsOf);
    if (typeof at === 'string') return `its ${child.attributes.get('label') ?? 'point'}: ${at}`;
    const [first] = at as readonly Shape[];
    if (first?.kind !== 'point') continue;
    const visibility = child.attributes.get('occluded') === '1' ? 1 : 2;
    joints.set(child.attributes.get('label') ?? '', { x: first.x, y: first.y, visibility });
  }
  return joints.size === 0 ? 'none of its points is in the image' : skeletonOf(joints);
}
