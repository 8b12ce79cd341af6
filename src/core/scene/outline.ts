import type { FlatPoints } from '../geometry/polyline';
import type { Point, Rect } from '../geometry/rect';
import { spansOfMask } from '../mask/rle';
import { isNothing } from '../mask/spans';
import type { SkeletonTemplate } from '../schema/labelSchema';
import { kindOf, type Shape } from '../shapes/index';
import type { Dot, PathSink } from '../shapes/shape';
import type { Mask } from '../shapes/mask';
import type { Orientation } from './orientation';
import { PathMapper, type PathPlace } from './pathMapper';

/** What drawing a shape needs to know beforehand, found once per shape value. */
export interface Outline {
  readonly shape: Shape;
  /** Of the annotation's class; a skeleton's edges come from it. */
  readonly template: SkeletonTemplate | undefined;
  /** Image pixels. */
  readonly bounds: Rect;
  /** True when the outline is its own bounds: drawn as a rectangle, on whole pixels. */
  readonly isRect: boolean;
  /** True when there is something inside that can be filled. */
  readonly isArea: boolean;
  /** Discs of constant size on the screen. */
  readonly dots: readonly Dot[];
  /** Where a single open line begins and ends, flat image pixels; empty for anything else. */
  readonly ends: FlatPoints;
  /** The face of a cuboid that is nearer: what is filled, and drawn more strongly. */
  readonly front?: FlatPoints;
}

const known = new WeakMap<Shape, Outline>();

/** The outline of a shape value, derived once (per template). */
export function outlineOf(shape: Shape, template?: SkeletonTemplate): Outline {
  let outline = known.get(shape);
  if (outline?.template !== template || !outline) {
    outline = shape.kind === 'mask' ? maskOutlineOf(shape) : derived(shape, template);
    known.set(shape, outline);
  }
  return outline;
}

/** A mask is drawn from its pixels: its border, which may have millions of points, is not looked at. */
function maskOutlineOf(shape: Mask): Outline {
  const bounds = kindOf(shape).bounds(shape);
  return { shape, template: undefined, bounds, isRect: false, isArea: true, dots: [], ends: [] };
}

function derived(shape: Shape, template: SkeletonTemplate | undefined): Outline {
  const kind = kindOf(shape);
  probe.begin();
  kind.trace(shape, probe, template);
  return {
    shape,
    template,
    bounds: kind.bounds(shape),
    isRect: probe.isRect,
    isArea: kind.isArea(shape),
    dots: kind.dots?.(shape) ?? [],
    ends: kind.dots ? [] : probe.ends,
    ...(shape.kind === 'cuboid' && { front: shape.front }),
  };
}

/** Looks at the path that a shape draws: four corners along the axes, one open line, or something else. */
class Probe implements PathSink {
  readonly #points = new Float64Array(8);
  #count = 0;
  #closed = 0;
  #moves = 0;
  #curved = false;
  #lastX = 0;
  #lastY = 0;

  begin(): void {
    this.#count = this.#closed = this.#moves = 0;
    this.#curved = false;
  }

  moveTo(x: number, y: number): void {
    this.#moves++;
    this.#add(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#add(x, y);
  }

  bezierCurveTo(_x1: number, _y1: number, _x2: number, _y2: number, x: number, y: number): void {
    this.#curved = true;
    this.#add(x, y);
  }

  closePath(): void {
    this.#closed++;
  }

  get isRect(): boolean {
    if (this.#curved || this.#moves !== 1 || this.#count !== 4 || this.#closed !== 1) return false;
    const [x0, y0, x1, y1, x2, y2, x3, y3] = this.#points;
    const acrossFirst = y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0;
    const downFirst = x0 === x1 && y1 === y2 && x2 === x3 && y3 === y0;
    return acrossFirst || downFirst;
  }

  get ends(): FlatPoints {
    if (this.#moves !== 1 || this.#closed > 0 || this.#count < 2) return [];
    return [this.#points[0] ?? 0, this.#points[1] ?? 0, this.#lastX, this.#lastY];
  }

  #add(x: number, y: number): void {
    if (this.#count < 4) {
      this.#points[2 * this.#count] = x;
      this.#points[2 * this.#count + 1] = y;
    }
    this.#lastX = x;
    this.#lastY = y;
    this.#count++;
  }
}

const probe = new Probe();

/** One for all: a path is mapped from beginning to end before the next one begins. */
const mapper = new PathMapper();

/**
 * Draws the outline where `place` says. Points nearer than `minStep` (drawn pixels) to the one before are left out;
 * a ring keeps at least its first point and its close. `clip` (drawn pixels) must reach as far beyond what is seen
 * as the line is wide; dashes do not stay where they were with it.
 */
export function traceOutline(
  { shape, template }: Outline,
  sink: PathSink,
  place: PathPlace,
  minStep = 0,
  clip?: Rect,
): void {
  mapper.begin(sink, place, minStep, clip);
  kindOf(shape).trace(shape, mapper, template);
  mapper.end();
}

/** Points of a curve that are looked at for the highest one. */
const PEAK_STEPS = 12;

/** Remembers the highest point of a path. */
class Peak implements PathSink {
  x = 0;
  y = Infinity;
  #lastX = 0;
  #lastY = 0;

  moveTo(x: number, y: number): void {
    this.#lastX = x;
    this.#lastY = y;
    if (y >= this.y) return;
    this.x = x;
    this.y = y;
  }

  lineTo(x: number, y: number): void {
    this.moveTo(x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const [fromX, fromY] = [this.#lastX, this.#lastY];
    for (let i = 1; i <= PEAK_STEPS; i++) {
      const t = i / PEAK_STEPS;
      this.moveTo(cubicAt(t, fromX, x1, x2, x), cubicAt(t, fromY, y1, y2, y));
    }
  }

  closePath(): void {
    // The first point was looked at already.
  }
}

function cubicAt(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

/**
 * An outline's highest point as the eye sees it, where a name can be put: a polygon's bounds may have their corner
 * far from it. Turned image pixels; undefined for what draws no line.
 */
export function topOf(outline: Outline, orientation?: Orientation): Point | undefined {
  const { shape } = outline;
  const peak = new Peak();
  mapper.begin(peak, { scale: 1, x: 0, y: 0, ...(orientation && { orientation }) }, 0);
  if (shape.kind === 'mask') traceExtremes(shape, mapper);
  else kindOf(shape).trace(shape, mapper, outline.template);
  for (const { point } of outline.dots) mapper.moveTo(point.x, point.y);
  mapper.end();
  return peak.y < Infinity ? { x: peak.x, y: peak.y } : undefined;
}

/** Points on a mask's upper, lower, left and right border; its top one is one of them however it is turned. */
function traceExtremes(mask: Mask, sink: PathSink): void {
  const spans = spansOfMask(mask);
  if (isNothing(spans)) return;
  const { xs, starts, y, heightPx, left, right } = spans;
  const middle = (r: number): number => ((xs[starts[r] ?? 0] ?? 0) + (xs[(starts[r] ?? 0) + 1] ?? 0)) / 2;
  sink.moveTo(middle(0), y);
  sink.moveTo(middle(heightPx - 1), y + heightPx);
  for (let r = 0, found = 0; r < heightPx && found < 3; r++) {
    if (!(found & 1) && xs[starts[r] ?? 0] === left) found |= (sink.moveTo(left, y + r + 0.5), 1);
    if (!(found & 2) && xs[(starts[r + 1] ?? 0) - 1] === right) found |= (sink.moveTo(right, y + r + 0.5), 2);
  }
}
