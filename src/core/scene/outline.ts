import type { Point, Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import type { PathSink } from '../shapes/shape';

/**
 * A shape's outline as numbers, made once: quick to walk at any scale. Each step is an operation and its
 * coordinates (image pixels): MOVE x y, LINE x y, CURVE x1 y1 x2 y2 x y, CLOSE.
 */
export interface Outline {
  readonly bounds: Rect;
  /** True when the outline is its own bounds: drawn as a rectangle, on whole pixels. */
  readonly isRect: boolean;
  readonly steps: Float64Array;
}

const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const CLOSE = 3;

const known = new WeakMap<Shape, Outline>();

/** The outline of a shape value, derived once. */
export function outlineOf(shape: Shape): Outline {
  let outline = known.get(shape);
  if (!outline) {
    const steps = record(shape);
    const bounds = kindOf(shape).bounds(shape);
    outline = { bounds, steps, isRect: isRectangle(steps) };
    known.set(shape, outline);
  }
  return outline;
}

/** Writes steps into a buffer that is used again for each shape: lists of numbers would cost as much as drawing. */
class Recorder implements PathSink {
  #steps = new Float64Array(256);
  #length = 0;

  moveTo(x: number, y: number): void {
    this.#add(MOVE, x, y);
  }

  lineTo(x: number, y: number): void {
    this.#add(LINE, x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#add(CURVE, x1, y1);
    this.#add(x2, y2, x);
    this.#grow();
    this.#steps[this.#length++] = y;
  }

  closePath(): void {
    this.#grow();
    this.#steps[this.#length++] = CLOSE;
  }

  take(): Float64Array {
    const steps = this.#steps.slice(0, this.#length);
    this.#length = 0;
    return steps;
  }

  #add(a: number, b: number, c: number): void {
    this.#grow();
    const at = this.#length;
    this.#steps[at] = a;
    this.#steps[at + 1] = b;
    this.#steps[at + 2] = c;
    this.#length = at + 3;
  }

  #grow(): void {
    if (this.#length + 3 <= this.#steps.length) return;
    const wider = new Float64Array(2 * this.#steps.length);
    wider.set(this.#steps);
    this.#steps = wider;
  }
}

const recorder = new Recorder();

function record(shape: Shape): Float64Array {
  kindOf(shape).trace(shape, recorder);
  return recorder.take();
}

/** An outline's highest point, where a name can be put: a polygon's bounds may have their corner far from it. */
export function topOf({ steps }: Outline): Point {
  let x = 0;
  let y = Infinity;
  for (let i = 0; i < steps.length;) {
    const step = steps[i] as number;
    const next = i + (step === CLOSE ? 1 : step === CURVE ? 7 : 3);
    if (step !== CLOSE && (steps[next - 1] as number) < y) {
      x = steps[next - 2] as number;
      y = steps[next - 1] as number;
    }
    i = next;
  }
  return { x, y };
}

/** MOVE, three LINEs along the axes, CLOSE. */
function isRectangle(s: Float64Array): boolean {
  if (s.length !== 13 || s[3] !== LINE || s[6] !== LINE || s[9] !== LINE || s[12] !== CLOSE) return false;
  const acrossFirst = s[2] === s[5] && s[4] === s[7] && s[8] === s[11] && s[10] === s[1];
  const downFirst = s[1] === s[4] && s[5] === s[8] && s[7] === s[10] && s[11] === s[2];
  return acrossFirst || downFirst;
}

/**
 * Draws the outline scaled and moved: drawn = imagePoint * scale + (dx, dy). Points nearer than `minStep` (drawn
 * pixels) to the one before are left out; a ring keeps at least its first point and its close.
 */
export function traceOutline(
  { steps }: Outline,
  sink: PathSink,
  scale: number,
  dx: number,
  dy: number,
  minStep = 0,
): void {
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i < steps.length;) {
    const step = steps[i];
    if (step === CLOSE) {
      sink.closePath();
      i += 1;
      continue;
    }
    const end = step === CURVE ? i + 5 : i + 1;
    const x = (steps[end] as number) * scale + dx;
    const y = (steps[end + 1] as number) * scale + dy;
    if (step === MOVE) sink.moveTo(x, y);
    else if (step === CURVE) traceCurve(steps, i, sink, scale, dx, dy);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < minStep) {
      i = end + 2;
      continue;
    } else sink.lineTo(x, y);
    lastX = x;
    lastY = y;
    i = end + 2;
  }
}

function traceCurve(
  steps: Float64Array,
  at: number,
  sink: PathSink,
  scale: number,
  dx: number,
  dy: number,
): void {
  const x = (k: number): number => (steps[at + k] as number) * scale + dx;
  const y = (k: number): number => (steps[at + k] as number) * scale + dy;
  sink.bezierCurveTo(x(1), y(2), x(3), y(4), x(5), y(6));
}
