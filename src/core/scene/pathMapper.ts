import type { Rect } from '../geometry/rect';
import type { PathSink } from '../shapes/shape';
import { axesOf, type Axes, type Orientation } from './orientation';

/** Where a path is drawn: drawn = turned(imagePoint) * scale + (x, y). A `DeviceView` is one. */
export interface PathPlace {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly orientation?: Orientation;
}

const LEFT = 1;
const RIGHT = 2;
const ABOVE = 4;
const BELOW = 8;

/**
 * Scales, turns, moves and thins out a path on its way to another sink. With a clip rectangle, runs of points that
 * stay on one outer side of it are left out: what a fill (either rule) or a solid line shows inside stays the same,
 * and of a polygon of 100,000 points a tile gets the few that matter.
 */
export class PathMapper implements PathSink {
  #sink: PathSink | undefined;
  #axes: Axes = axesOf(undefined);
  #scale = 1;
  #dx = 0;
  #dy = 0;
  #minStep = 0;
  #clip: Rect | undefined;
  /** The last point that was mapped; it waits while `#waits`. */
  #x = 0;
  #y = 0;
  #code = 0;
  #waits = false;
  /** Outer sides of the point before the waiting one. */
  #codeBefore = 0;

  /** Points nearer than `minStep` (drawn pixels) to the one before are left out. */
  begin(sink: PathSink, { scale, x, y, orientation }: PathPlace, minStep: number, clip?: Rect): void {
    this.#sink = sink;
    this.#axes = axesOf(orientation);
    this.#scale = scale;
    this.#dx = x;
    this.#dy = y;
    this.#minStep = minStep;
    this.#clip = clip;
    this.#waits = false;
  }

  end(): void {
    this.#flush();
    this.#sink = undefined;
  }

  moveTo(x: number, y: number): void {
    this.#flush();
    this.#x = this.#mapX(x, y);
    this.#y = this.#mapY(x, y);
    this.#code = this.#codeBefore = this.#codeOf(this.#x, this.#y);
    this.#sink?.moveTo(this.#x, this.#y);
  }

  lineTo(x: number, y: number): void {
    const mappedX = this.#mapX(x, y);
    const mappedY = this.#mapY(x, y);
    if (Math.abs(mappedX - this.#x) + Math.abs(mappedY - this.#y) < this.#minStep) return;
    if (!this.#clip) this.#sink?.lineTo(mappedX, mappedY);
    else this.#hold(mappedX, mappedY);
    this.#x = mappedX;
    this.#y = mappedY;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#flush();
    const [fromX, fromY, toX, toY] = [
      this.#mapX(x1, y1),
      this.#mapY(x1, y1),
      this.#mapX(x2, y2),
      this.#mapY(x2, y2),
    ];
    this.#x = this.#mapX(x, y);
    this.#y = this.#mapY(x, y);
    this.#code = this.#codeBefore = this.#codeOf(this.#x, this.#y);
    this.#sink?.bezierCurveTo(fromX, fromY, toX, toY, this.#x, this.#y);
  }

  closePath(): void {
    this.#flush();
    this.#sink?.closePath();
  }

  /** The triangle of three points on one outer side lies outside: the middle one changes nothing in sight. */
  #hold(x: number, y: number): void {
    const code = this.#codeOf(x, y);
    if (this.#waits && (this.#codeBefore & this.#code & code) === 0) this.#flush();
    else if (!this.#waits) this.#codeBefore = this.#code;
    this.#code = code;
    this.#waits = true;
  }

  #flush(): void {
    if (!this.#waits) return;
    this.#sink?.lineTo(this.#x, this.#y);
    this.#codeBefore = this.#code;
    this.#waits = false;
  }

  #codeOf(x: number, y: number): number {
    const clip = this.#clip;
    if (!clip) return 0;
    const across = x < clip.x ? LEFT : x > clip.x + clip.width ? RIGHT : 0;
    return across | (y < clip.y ? ABOVE : y > clip.y + clip.height ? BELOW : 0);
  }

  #mapX(x: number, y: number): number {
    const [a, , c] = this.#axes;
    return (a * x + c * y) * this.#scale + this.#dx;
  }

  #mapY(x: number, y: number): number {
    const [, b, , d] = this.#axes;
    return (b * x + d * y) * this.#scale + this.#dy;
  }
}
