import type { ClaheRow } from './clahe';
import type { DisplaySettings } from './display';
import type { SampleGrid } from './samples';
import { luminance, scalarRow } from './scalar';

/** Maps one row of a grid after the other; the loops here are what a frame's time goes into. */
export interface Rows {
  begin(grid: SampleGrid, rgba: Uint8ClampedArray): void;
  /** `u`, `du` and `v`: see `ClaheRow.run`. */
  run(y: number, u: number, du: number, v: number): void;
}

/** Adaptive equalization: levels of samples, and the map of levels at a place. */
export interface Adaptive {
  readonly toLevel: Uint16Array;
  readonly row: ClaheRow;
}

const NO_GRID: SampleGrid = { data: new Uint8Array(), channels: 1, widthPx: 0, heightPx: 0 };

/** One number per pixel, and a colour for each. */
export class GreyRows implements Rows {
  readonly #channel: DisplaySettings['channel'];
  readonly #colors: Uint32Array;
  readonly #adaptive: Adaptive | undefined;
  #grid = NO_GRID;
  #out: Uint32Array = new Uint32Array();
  #row = new Uint16Array();

  /** `colors`: of every sample, or of every level when it is adaptive. */
  constructor(channel: DisplaySettings['channel'], colors: Uint32Array, adaptive: Adaptive | undefined) {
    this.#channel = channel;
    this.#colors = colors;
    this.#adaptive = adaptive;
  }

  begin(grid: SampleGrid, rgba: Uint8ClampedArray): void {
    this.#grid = grid;
    this.#out = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
    if (this.#row.length !== grid.widthPx) this.#row = new Uint16Array(grid.widthPx);
  }

  run(y: number, u: number, du: number, v: number): void {
    const row = this.#row;
    scalarRow(this.#grid, y, this.#channel, row);
    if (this.#adaptive) equalize(this.#adaptive, row, u, du, v);
    const [colors, out, from] = [this.#colors, this.#out, y * row.length];
    if (this.#grid.channels === 4 && this.#channel !== 'alpha') return this.#keepAlpha(from);
    for (let x = 0; x < row.length; x++) out[from + x] = colors[row[x] as number] as number;
  }

  #keepAlpha(from: number): void {
    const [colors, out, row, data] = [this.#colors, this.#out, this.#row, this.#grid.data];
    const shift = data instanceof Uint16Array ? 8 : 0;
    for (let x = 0; x < row.length; x++) {
      const alpha = (data[4 * (from + x) + 3] as number) >> shift;
      out[from + x] = ((colors[row[x] as number] as number) & 0xffffff) | (alpha << 24);
    }
  }
}

function equalize(
  { toLevel, row: clahe }: Adaptive,
  row: Uint16Array,
  u: number,
  du: number,
  v: number,
): void {
  for (let x = 0; x < row.length; x++) row[x] = toLevel[row[x] as number] as number;
  clahe.run(row, u, du, v);
}

/** Red, green and blue each by the same table; adaptive equalization moves all three by what the luminance gains. */
export class ColorRows implements Rows {
  readonly #tones: Uint8Array;
  readonly #adaptive: Adaptive | undefined;
  readonly #levels: number;
  #grid = NO_GRID;
  #rgba: Uint8ClampedArray = new Uint8ClampedArray();
  #before = new Uint16Array();
  #after = new Uint16Array();

  /** `tones`: of every sample, or of every level (there are `levels`) when it is adaptive. */
  constructor(tones: Uint8Array, adaptive: Adaptive | undefined, levels: number) {
    this.#tones = adaptive ? widened(tones) : tones;
    this.#adaptive = adaptive;
    this.#levels = levels;
  }

  begin(grid: SampleGrid, rgba: Uint8ClampedArray): void {
    this.#grid = grid;
    this.#rgba = rgba;
    if (this.#before.length === grid.widthPx) return;
    this.#before = new Uint16Array(grid.widthPx);
    this.#after = new Uint16Array(grid.widthPx);
  }

  run(y: number, u: number, du: number, v: number): void {
    if (this.#adaptive) this.#runAdaptive(this.#adaptive, y, u, du, v);
    else this.#runPlain(y);
    this.#alpha(y);
  }

  #runPlain(y: number): void {
    const { data, channels, widthPx } = this.#grid;
    const [rgba, tones] = [this.#rgba, this.#tones];
    let out = 4 * y * widthPx;
    for (let x = 0, i = y * widthPx * channels; x < widthPx; x++, i += channels, out += 4) {
      rgba[out] = tones[data[i] as number] as number;
      rgba[out + 1] = tones[data[i + 1] as number] as number;
      rgba[out + 2] = tones[data[i + 2] as number] as number;
    }
  }

  #runAdaptive({ toLevel, row: clahe }: Adaptive, y: number, u: number, du: number, v: number): void {
    const { data, channels, widthPx } = this.#grid;
    const [before, after] = [this.#before, this.#after];
    const start = y * widthPx * channels;
    for (let x = 0, i = start; x < widthPx; x++, i += channels) {
      const red = toLevel[data[i] as number] as number;
      const green = toLevel[data[i + 1] as number] as number;
      before[x] = luminance(red, green, toLevel[data[i + 2] as number] as number);
    }
    after.set(before);
    clahe.run(after, u, du, v);
    const [rgba, tones, levels] = [this.#rgba, this.#tones, this.#levels];
    let out = 4 * y * widthPx;
    for (let x = 0, i = start; x < widthPx; x++, i += channels, out += 4) {
      const gain = levels + (after[x] as number) - (before[x] as number);
      rgba[out] = tones[gain + (toLevel[data[i] as number] as number)] as number;
      rgba[out + 1] = tones[gain + (toLevel[data[i + 1] as number] as number)] as number;
      rgba[out + 2] = tones[gain + (toLevel[data[i + 2] as number] as number)] as number;
    }
  }

  #alpha(y: number): void {
    const { data, channels, widthPx } = this.#grid;
    const rgba = this.#rgba;
    if (channels === 4 && data === rgba) return;
    const shift = data instanceof Uint16Array ? 8 : 0;
    for (let i = y * widthPx; i < (y + 1) * widthPx; i++)
      rgba[4 * i + 3] = channels === 4 ? (data[4 * i + 3] as number) >> shift : 255;
  }
}

/** A table that can be asked as far below its first and above its last entry as it is long. */
function widened(tones: Uint8Array): Uint8Array {
  const { length } = tones;
  const wide = new Uint8Array(3 * length);
  wide.fill(tones[0] ?? 0, 0, length);
  wide.set(tones, length);
  return wide.fill(tones[length - 1] ?? 0, 2 * length);
}
