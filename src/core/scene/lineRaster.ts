import type { FlatPoints } from '../geometry/polyline';
import type { PathSink } from '../shapes/shape';

/** How a line looks. Lengths: pixels of the raster. */
export interface LineLook {
  /** `#rrggbb`; lines are opaque. */
  readonly color: string;
  readonly width: number;
  /** Lengths of a dash and of the gap after it; absent means solid. */
  readonly dash?: readonly [on: number, off: number];
}

/** Drawn = image pixel * scale + (x, y). */
export interface RasterPlace {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Parts into which a curve is straightened; it spans a few pixels only. */
const CURVE_PARTS = 8;
const OPAQUE = 0xff << 24;

/**
 * Draws thin smooth lines into plain memory. For thousands of small outlines this is ten times quicker than a browser
 * canvas without a GPU, whose strokes of more than one pixel are turned into polygons first: each pixel column (or
 * row, for steep lines) gets the share of it that the line covers.
 *
 * Pixels are those of ImageData on a little-endian machine: 0xAABBGGRR, colour not multiplied by its alpha;
 * signed, because the compiler keeps those out of floating point.
 */
export class LineRaster implements PathSink {
  #width = 0;
  #height = 0;
  #pixels = new Int32Array(0);
  #color = '';
  #rgb = 0;
  #line = 1;
  #on = Infinity;
  #period = Infinity;
  #phase = 0;
  #startX = 0;
  #startY = 0;
  #x = 0;
  #y = 0;

  /** The pixels, row by row; see above. */
  get pixels(): Int32Array<ArrayBuffer> {
    return this.#pixels;
  }

  /** Begins an empty picture; its memory is that of the one before where it is large enough. */
  begin(width: number, height: number): void {
    const length = width * height;
    const room = this.#pixels.buffer;
    this.#pixels = room.byteLength >= 4 * length ? new Int32Array(room, 0, length) : new Int32Array(length);
    this.#pixels.fill(0);
    this.#width = width;
    this.#height = height;
  }

  /** Says how the lines to come look. */
  use({ color, width, dash }: LineLook): void {
    if (color !== this.#color) {
      const value = Number.parseInt(color.slice(1), 16);
      this.#rgb = ((value & 255) << 16) | (value & 0xff00) | (value >> 16);
      this.#color = color;
    }
    this.#line = width;
    this.#on = dash ? dash[0] : Infinity;
    this.#period = dash ? dash[0] + dash[1] : Infinity;
  }

  moveTo(x: number, y: number): void {
    this.#phase = 0;
    this.#startX = this.#x = x;
    this.#startY = this.#y = y;
  }

  lineTo(x: number, y: number): void {
    const dx = x - this.#x;
    const dy = y - this.#y;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0) {
      if ((dx === 0 || dy === 0) && this.#isSharp(x, y)) this.#fillBar(x, y);
      else if (Math.abs(dx) >= Math.abs(dy)) this.#march(this.#x, this.#y, dx, dy, length, false);
      else this.#march(this.#y, this.#x, dy, dx, length, true);
      this.#phase += length;
    }
    this.#x = x;
    this.#y = y;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const x0 = this.#x;
    const y0 = this.#y;
    for (let i = 1; i <= CURVE_PARTS; i++) {
      const t = i / CURVE_PARTS;
      const s = 1 - t;
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      this.lineTo(a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y);
    }
  }

  closePath(): void {
    this.lineTo(this.#startX, this.#startY);
  }

  /**
   * Draws a closed ring of image pixels at a place, as its path would be drawn: this is what a scene has most of.
   * Points nearer than `minStep` pixels to the one before are left out.
   */
  traceRing(ring: FlatPoints, { scale, x: dx, y: dy }: RasterPlace, minStep: number): void {
    let lastX = (ring[0] ?? 0) * scale + dx;
    let lastY = (ring[1] ?? 0) * scale + dy;
    this.moveTo(lastX, lastY);
    for (let i = 2; i < ring.length; i += 2) {
      const x = (ring[i] as number) * scale + dx;
      const y = (ring[i + 1] as number) * scale + dy;
      if (Math.abs(x - lastX) + Math.abs(y - lastY) < minStep) continue;
      this.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    this.closePath();
  }

  /** True when a line along an axis to this point covers whole pixels only. */
  #isSharp(x: number, y: number): boolean {
    const half = this.#line / 2;
    const isWhole = (value: number): boolean => value === Math.floor(value);
    const ends = isWhole(this.#x - half) && isWhole(this.#y - half) && isWhole(x - half) && isWhole(y - half);
    return ends && this.#period === Infinity;
  }

  /** Fills the whole pixels of such a line: boxes are made of them. */
  #fillBar(x: number, y: number): void {
    const half = this.#line / 2;
    const left = Math.max(0, Math.min(x, this.#x) - half);
    const right = Math.min(this.#width, Math.max(x, this.#x) + half);
    const top = Math.max(0, Math.min(y, this.#y) - half);
    const bottom = Math.min(this.#height, Math.max(y, this.#y) + half);
    const pixel = this.#rgb | OPAQUE;
    for (let row = top; row < bottom; row++)
      for (let at = row * this.#width + left, end = row * this.#width + right; at < end; at++)
        this.#pixels[at] = pixel;
  }

  /**
   * Walks along the axis in which the line is longer, one pixel at a time. `along` and `across` are the start's
   * coordinates in that frame; a steep line walks along y. Ends reach half a width further, so that corners are full.
   */
  #march(
    along: number,
    across: number,
    dAlong: number,
    dAcross: number,
    length: number,
    isSteep: boolean,
  ): void {
    const slope = dAcross / dAlong;
    const stretch = length / Math.abs(dAlong);
    const reach = this.#line / 2 / stretch;
    const half = (this.#line * stretch) / 2;
    const low = (dAlong > 0 ? along : along + dAlong) - reach;
    const high = (dAlong > 0 ? along + dAlong : along) + reach;
    const stepAlong = isSteep ? this.#width : 1;
    const stepAcross = isSteep ? 1 : this.#width;
    const limit = isSteep ? this.#width : this.#height;
    const last = Math.min(isSteep ? this.#height : this.#width, Math.ceil(high)) - 1;
    const isDashed = this.#period !== Infinity;
    const pixels = this.#pixels;
    const rgb = this.#rgb;
    for (let i = Math.max(0, Math.floor(low)); i <= last; i++) {
      const ahead = i + 0.5 - along;
      if (isDashed && this.#isGap(Math.abs(ahead) * stretch)) continue;
      const share = 255 * ((high < i + 1 ? high : i + 1) - (low > i ? low : i));
      const from = across + ahead * slope - half;
      const to = from + 2 * half;
      if (to <= 0 || from >= limit) continue;
      const first = from > 0 ? from | 0 : 0;
      let at = i * stepAlong + first * stepAcross;
      for (let j = first; j < to && j < limit; j++, at += stepAcross) {
        const alpha = (((to < j + 1 ? to : j + 1) - (from > j ? from : j)) * share + 0.5) | 0;
        if (alpha === 0) continue;
        const old = pixels[at] as number;
        pixels[at] = alpha >= 255 || old === 0 ? rgb | (alpha << 24) : over(rgb, alpha, old);
      }
    }
  }

  #isGap(distance: number): boolean {
    return (this.#phase + distance) % this.#period >= this.#on;
  }
}

/** A colour of some alpha over a pixel, neither multiplied by its alpha. */
function over(rgb: number, alpha: number, old: number): number {
  if (old >>> 24 === 255) return overOpaque(rgb, alpha, old);
  if ((old & 0xffffff) === rgb) {
    const below = old >>> 24;
    return rgb | ((alpha + below - (((alpha * below + 127) / 255) | 0)) << 24);
  }
  const below = ((old >>> 24) * (255 - alpha)) / 255;
  const sum = alpha + below;
  const share = alpha / sum;
  const red = (old & 255) + ((rgb & 255) - (old & 255)) * share;
  const green = ((old >> 8) & 255) + (((rgb >> 8) & 255) - ((old >> 8) & 255)) * share;
  const blue = ((old >> 16) & 255) + (((rgb >> 16) & 255) - ((old >> 16) & 255)) * share;
  return (red + 0.5) | ((green + 0.5) << 8) | ((blue + 0.5) << 16) | ((sum + 0.5) << 24);
}

/** The same over an opaque pixel, red and blue at once; (v + 128 + (v + 128 >> 8)) >> 8 is v / 255, rounded. */
function overOpaque(rgb: number, alpha: number, old: number): number {
  const rest = 255 - alpha;
  const outer = Math.imul(old & 0xff00ff, rest) + Math.imul(rgb & 0xff00ff, alpha) + 0x800080;
  const middle = ((old >> 8) & 255) * rest + ((rgb >> 8) & 255) * alpha + 128;
  const redBlue = ((outer + ((outer >>> 8) & 0xff00ff)) >>> 8) & 0xff00ff;
  return OPAQUE | redBlue | ((middle + (middle >> 8)) & 0xff00);
}
