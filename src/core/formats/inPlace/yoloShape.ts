import type { Annotation } from '../../annotation/annotation';
import { normalAngle } from '../../geometry/angle';
import type { FlatPoints } from '../../geometry/polyline';
import { kindOf } from '../../shapes/index';
import { cornersOf } from '../../shapes/rotatedBox';
import type { Joint, Polygon, RotatedBox, Shape, Skeleton } from '../../shapes/shapeData';
import type { FileContext } from './labelFile';

/*
 * Pixel convention: shares of the upright image's width and height, edge coordinates; (0, 0) is the top-left corner of
 * the top-left pixel, 1 the right and bottom border. Ultralytics turns images by their EXIF orientation as we do.
 * Reference: ultralytics/ultralytics: ultralytics/data/utils.py (verify_image_label).
 */

/** The shape of a row's numbers (without the class), or what is wrong with it. */
export function shapeOfRow(numbers: readonly number[], context: FileContext, label: string): Shape | string {
  const { task } = context;
  if (task === 'pose') return poseOf(numbers, context, label);
  if (task === 'obb') return numbers.length === 8 ? quadOf(inPixels(numbers, context)) : columns(9, numbers);
  if (numbers.length === 4) return boxOfRow(numbers, context);
  if (task !== 'segment') return numbers.length === 5 ? boxOfRow(numbers, context) : columns(5, numbers);
  if (numbers.length % 2 === 1 || numbers.length < 6)
    return `a polygon row has the class and at least three pairs of numbers, this one has ${numbers.length + 1} columns`;
  return { kind: 'polygon', rings: [inPixels(numbers, context)] };
}

/** The row's numbers for a shape; undefined where the row cannot hold it. `before` is the row as it was. */
export function rowOfShape(
  { shape, label }: Pick<Annotation, 'shape' | 'label'>,
  context: FileContext,
  before?: { readonly shape: Shape; readonly numbers: readonly number[] },
): readonly number[] | undefined {
  if (shape.kind === 'rotatedBox') return inShares(cornersOf(shape), context);
  if (shape.kind === 'polygon') return inShares(shape.rings[0] ?? [], context);
  if (shape.kind === 'skeleton') return poseNumbers(shape, label, context, before);
  if (shape.kind !== 'box') return undefined;
  const numbers = boxNumbers(shape, context);
  return context.task === 'pose' ? [...numbers, ...zeros(context)] : numbers;
}

function columns(wanted: number, numbers: readonly number[]): string {
  return `a row has ${wanted} columns here, this one has ${numbers.length + 1}`;
}

function inPixels(shares: readonly number[], { image }: FileContext): number[] {
  return shares.map((share, i) => share * (i % 2 === 0 ? image.widthPx : image.heightPx));
}

function inShares(points: FlatPoints, { image }: FileContext): number[] {
  return points.map((at, i) => at / (i % 2 === 0 ? image.widthPx : image.heightPx));
}

function boxOfRow(numbers: readonly number[], context: FileContext): Shape | string {
  const [cx = 0, cy = 0, width = 0, height = 0] = inPixels(numbers.slice(0, 4), context);
  if (width < 0 || height < 0) return 'width and height cannot be negative';
  return { kind: 'box', x: cx - width / 2, y: cy - height / 2, width, height };
}

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boxNumbers({ x, y, width, height }: Bounds, context: FileContext): number[] {
  return inShares([x + width / 2, y + height / 2, width, height], context);
}

/** A rectangle of any angle when the corners are one's, else the quadrangle as it is. */
function quadOf(points: FlatPoints): RotatedBox | Polygon {
  const fitted = fittedTo(points);
  const tolerancePx = Math.max(0.02, 0.002 * Math.min(fitted.width, fitted.height));
  const isRectangle =
    farthest(cornersOf(fitted), points) <= tolerancePx || isMirrored(fitted, points, tolerancePx);
  return isRectangle ? fitted : { kind: 'polygon', rings: [points] };
}

/** The longer sides tell the direction: rounded corners turn short ones by degrees. */
function fittedTo(points: FlatPoints): RotatedBox {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = points;
  const [ux, uy] = [(x1 - x0 + x2 - x3) / 2, (y1 - y0 + y2 - y3) / 2];
  const [vx, vy] = [(x2 - x1 + x3 - x0) / 2, (y2 - y1 + y3 - y0) / 2];
  const [width, height] = [Math.hypot(ux, uy), Math.hypot(vx, vy)];
  const quarter = ux * vy - uy * vx < 0 ? -90 : 90;
  const angle = width >= height ? degrees(ux, uy) : degrees(vx, vy) - quarter;
  const [cx, cy] = [(x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4];
  return { kind: 'rotatedBox', cx, cy, width, height, angle: normalAngle(angle) };
}

function degrees(x: number, y: number): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}

/** The corners run against the clock. */
function isMirrored(fitted: RotatedBox, points: FlatPoints, tolerancePx: number): boolean {
  return farthest(counterClockwise(cornersOf(fitted)), points) <= tolerancePx;
}

/** Of the clockwise corners from the top left one, those from the bottom left one against the clock. */
function counterClockwise(c: FlatPoints): FlatPoints {
  return [6, 4, 2, 0].flatMap((i) => [c[i] ?? 0, c[i + 1] ?? 0]);
}

function farthest(a: FlatPoints, b: FlatPoints): number {
  return Math.max(...a.map((at, i) => Math.abs(at - (b[i] ?? 0))));
}

/** The keypoints of a class in the order of its rows. */
export function jointNames({ schema }: FileContext, label: string): readonly string[] {
  const named = schema.classes.find(({ name }) => name === label)?.skeleton;
  const template = schema.skeletons.find(({ name }) => name === named) ?? schema.skeletons[0];
  return template?.joints.map(({ name }) => name) ?? [];
}

function poseOf(numbers: readonly number[], context: FileContext, label: string): Shape | string {
  const { count, dims } = context.keypoints ?? { count: 0, dims: 3 };
  const wanted = 4 + count * dims;
  if (numbers.length !== wanted && numbers.length !== wanted + 1) return columns(wanted + 1, numbers);
  const joints = new Map<string, Joint>();
  jointNames(context, label).forEach((name, i) => {
    const joint = jointOf(numbers.slice(4 + i * dims, 4 + (i + 1) * dims), context);
    if (joint) joints.set(name, joint);
  });
  if (joints.size === 0) return boxOfRow(numbers, context);
  const sorted = [...joints].sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind: 'skeleton', joints: Object.fromEntries(sorted) };
}

/** Undefined when it is not labelled: visibility 0, or (0, 0) where there is no visibility. */
function jointOf(numbers: readonly number[], context: FileContext): Joint | undefined {
  const [x = 0, y = 0] = inPixels(numbers.slice(0, 2), context);
  const [, , v = x <= 0 && y <= 0 ? 0 : 2] = numbers;
  return v >= 0.5 ? { x, y, visibility: v < 1.5 ? 1 : 2 } : undefined;
}

function zeros({ keypoints }: FileContext): number[] {
  return new Array<number>((keypoints?.count ?? 0) * (keypoints?.dims ?? 3)).fill(0);
}

/** The box around the joints keeps the margins that it had. */
function poseNumbers(
  shape: Skeleton,
  label: string,
  context: FileContext,
  before: { readonly shape: Shape; readonly numbers: readonly number[] } | undefined,
): number[] {
  const dims = context.keypoints?.dims ?? 3;
  const joints = new Map(Object.entries(shape.joints));
  const numbers = jointNames(context, label).flatMap((name) => {
    const joint = joints.get(name);
    if (!joint) return new Array<number>(dims).fill(0);
    return [...inShares([joint.x, joint.y], context), ...(dims === 3 ? [joint.visibility] : [])];
  });
  return [...boxNumbers(boxAround(shape, context, before), context), ...numbers];
}

function boxAround(
  shape: Skeleton,
  context: FileContext,
  before: { readonly shape: Shape; readonly numbers: readonly number[] } | undefined,
): Bounds {
  const now = kindOf(shape).bounds(shape);
  const box = before && boxOfRow(before.numbers, context);
  if (!before || before.shape.kind !== 'skeleton' || typeof box !== 'object' || box.kind !== 'box')
    return now;
  const was = kindOf(before.shape).bounds(before.shape);
  const [left, top] = [box.x - was.x, box.y - was.y];
  const right = box.x + box.width - was.x - was.width;
  const bottom = box.y + box.height - was.y - was.height;
  return {
    x: now.x + left,
    y: now.y + top,
    width: Math.max(0, now.width + right - left),
    height: Math.max(0, now.height + bottom - top),
  };
}
