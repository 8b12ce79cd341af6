import type { Point, Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import type { PathSink } from '../shapes/shape';

/** What drawing a shape needs to know beforehand, found once per shape value. */
export interface Outline {
  readonly shape: Shape;
  /** Image pixels. */
  readonly bounds: Rect;
  /** True when the outline is its own bounds: drawn as a rectangle, on whole pixels. */
  readonly isRect: boolean;
}

const known = new WeakMap<Shape, Outline>();

/** The outline of a shape value, derived once. */
export function outlineOf(shape: Shape): Outline {
  let outline = known.get(shape);
  if (!outline) {
    const kind = kindOf(shape);
    probe.begin();
    kind.trace(shape, probe);
    outline = { shape, bounds: kind.bounds(shape), isRect: probe.isRect };
    known.set(shape, outline);
  }
  return outline;
}

/** Looks at the path that a shape draws: four corners along the axes, or something else. */
class Probe implements PathSink {
  readonly #points = new Float64Array(8);
  #count = 0;
  #closed = 0;
  #isOther = false;

  begin(): void {
    this.#count = this.#closed = 0;
    this.#isOther = false;
  }

  moveTo(x: number, y: number): void {
    if (this.#count > 0) this.#isOther = true;
    this.#add(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#add(x, y);
  }

  bezierCurveTo(): void {
    this.#isOther = true;
  }

  closePath(): void {
    this.#closed++;
  }

  get isRect(): boolean {
    if (this.#isOther || this.#count !== 4 || this.#closed !== 1) return false;
    const [x0, y0, x1, y1, x2, y2, x3, y3] = this.#points;
    const acrossFirst = y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0;
    const downFirst = x0 === x1 && y1 === y2 && x2 === x3 && y3 === y0;
    return acrossFirst || downFirst;
  }

  #add(x: number, y: number): void {
    if (this.#count < 4) {
      this.#points[2 * this.#count] = x;
      this.#points[2 * this.#count + 1] = y;
    }
    this.#count++;
  }
}

const probe = new Probe();

/** Scales, moves and thins out a path on its way to another sink. */
class Mapper implements PathSink {
  sink: PathSink | undefined;
  scale = 1;
  dx = 0;
  dy = 0;
  minStep = 0;
  #lastX = 0;
  #lastY = 0;

  moveTo(x: number, y: number): void {
    this.#lastX = x * this.scale + this.dx;
    this.#lastY = y * this.scale + this.dy;
    this.sink?.moveTo(this.#lastX, this.#lastY);
  }

  lineTo(x: number, y: number): void {
    const mappedX = x * this.scale + this.dx;
    const mappedY = y * this.scale + this.dy;
    if (Math.abs(mappedX - this.#lastX) + Math.abs(mappedY - this.#lastY) < this.minStep) return;
    this.#lastX = mappedX;
    this.#lastY = mappedY;
    this.sink?.lineTo(mappedX, mappedY);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const { scale, dx, dy } = this;
    this.#lastX = x * scale + dx;
    this.#lastY = y * scale + dy;
    this.sink?.bezierCurveTo(
      ...([x1 * scale + dx, y1 * scale + dy, x2 * scale + dx, y2 * scale + dy] as const),
      this.#lastX,
      this.#lastY,
    );
  }

  closePath(): void {
    this.sink?.closePath();
  }
}

/** One for all: a path is mapped from beginning to end before the next one begins. */
const mapper = new Mapper();

/**
 * Draws the outline scaled and moved: drawn = imagePoint * scale + (dx, dy). Points nearer than `minStep` (drawn
 * pixels) to the one before are left out; a ring keeps at least its first point and its close.
 */
export function traceOutline(
  { shape }: Outline,
  sink: PathSink,
  scale: number,
  dx: number,
  dy: number,
  minStep = 0,
): void {
  mapper.sink = sink;
  mapper.scale = scale;
  mapper.dx = dx;
  mapper.dy = dy;
  mapper.minStep = minStep;
  kindOf(shape).trace(shape, mapper);
  mapper.sink = undefined;
}

/** Remembers the highest point of a path. */
class Peak implements PathSink {
  x = 0;
  y = Infinity;

  moveTo(x: number, y: number): void {
    if (y >= this.y) return;
    this.x = x;
    this.y = y;
  }

  lineTo(x: number, y: number): void {
    this.moveTo(x, y);
  }

  bezierCurveTo(_x1: number, _y1: number, _x2: number, _y2: number, x: number, y: number): void {
    this.moveTo(x, y);
  }

  closePath(): void {
    // The first point was looked at already.
  }
}

/** An outline's highest point, where a name can be put: a polygon's bounds may have their corner far from it. */
export function topOf({ shape }: Outline): Point {
  const peak = new Peak();
  kindOf(shape).trace(shape, peak);
  return { x: peak.x, y: peak.y };
}
