import type { Point, Rect } from '../geometry/rect';

/**
 * How the picture is turned for the eye; no coordinate of any label changes. It is mirrored first (left and right
 * change places), then turned clockwise.
 */
export interface Orientation {
  readonly quarterTurns: 0 | 1 | 2 | 3;
  readonly isMirrored: boolean;
}

export const UPRIGHT: Orientation = { quarterTurns: 0, isMirrored: false };

/** All eight, the upright one first. */
export const ORIENTATIONS: readonly Orientation[] = [false, true].flatMap((isMirrored) =>
  ([0, 1, 2, 3] as const).map((quarterTurns) => ({ quarterTurns, isMirrored })),
);

/**
 * Where the image's axes point, in the order of a canvas' `setTransform`: the x axis goes along (a, b), the y axis
 * along (c, d); all are -1, 0 or 1.
 */
export type Axes = readonly [a: number, b: number, c: number, d: number];

const PLAIN: readonly Axes[] = [
  [1, 0, 0, 1],
  [0, 1, -1, 0],
  [-1, 0, 0, -1],
  [0, -1, 1, 0],
];
const MIRRORED: readonly Axes[] = [
  [-1, 0, 0, 1],
  [0, -1, -1, 0],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
];
const STRAIGHT: Axes = [1, 0, 0, 1];

/** Absent means upright. */
export function axesOf(orientation: Orientation | undefined): Axes {
  if (!orientation) return STRAIGHT;
  return (orientation.isMirrored ? MIRRORED : PLAIN)[orientation.quarterTurns] ?? STRAIGHT;
}

/** A point or an offset as it is turned, about the origin. */
export function orient(orientation: Orientation | undefined, { x, y }: Point): Point {
  const [a, b, c, d] = axesOf(orientation);
  return { x: a * x + c * y, y: b * x + d * y };
}

/** The way back: the inverse of a turn or a mirror image is its transpose. */
export function unorient(orientation: Orientation | undefined, { x, y }: Point): Point {
  const [a, b, c, d] = axesOf(orientation);
  return { x: a * x + b * y, y: c * x + d * y };
}

/** The rectangle as it is turned, about the origin. */
export function orientRect(orientation: Orientation | undefined, rect: Rect): Rect {
  return spanned(rect, (point) => orient(orientation, point));
}

export function unorientRect(orientation: Orientation | undefined, rect: Rect): Rect {
  return spanned(rect, (point) => unorient(orientation, point));
}

function spanned({ x, y, width, height }: Rect, map: (point: Point) => Point): Rect {
  const from = map({ x, y });
  const to = map({ x: x + width, y: y + height });
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

/** Turned further clockwise, as the eye sees it. */
export function turned(orientation: Orientation | undefined, quarters: number): Orientation {
  const { quarterTurns, isMirrored } = orientation ?? UPRIGHT;
  return { quarterTurns: quarter(quarterTurns + quarters), isMirrored };
}

/** Mirrored as the eye sees it: `x` changes left and right of the screen, `y` top and bottom. */
export function flipped(orientation: Orientation | undefined, axis: 'x' | 'y'): Orientation {
  const { quarterTurns, isMirrored } = orientation ?? UPRIGHT;
  return { quarterTurns: quarter((axis === 'y' ? 2 : 0) - quarterTurns), isMirrored: !isMirrored };
}

function quarter(turns: number): Orientation['quarterTurns'] {
  return (((turns % 4) + 4) % 4) as Orientation['quarterTurns'];
}

export function isUpright(orientation: Orientation | undefined): boolean {
  return !orientation || (orientation.quarterTurns === 0 && !orientation.isMirrored);
}

export function sameOrientation(a: Orientation | undefined, b: Orientation | undefined): boolean {
  return a === b || axesOf(a) === axesOf(b);
}

/** The member to spread into a view: absent when upright, so that plain views stay plain. */
export function oriented(orientation: Orientation | undefined): { readonly orientation?: Orientation } {
  return orientation && !isUpright(orientation) ? { orientation } : {};
}
