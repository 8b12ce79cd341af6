/** How each place of a picture maps its levels: one table per region, blended between their centres. */
export interface ClaheMaps {
  readonly columns: number;
  readonly rows: number;
  /** Levels are 0 to levels - 1, before and after. */
  readonly levels: number;
  /** Table of region (column, row) at (row * columns + column) * levels. */
  readonly tables: Uint16Array;
}

/** A reduced copy of the picture as levels, row by row. */
export interface LevelGrid {
  readonly data: Uint16Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface ClaheOptions {
  readonly columns: number;
  readonly rows: number;
  readonly levels: number;
  /** How much more often than on average a level may count. */
  readonly clipLimit: number;
}

/**
 * Contrast limited adaptive histogram equalization: K. Zuiderveld, "Contrast Limited Adaptive Histogram
 * Equalization", Graphics Gems IV, 1994. The tables come from a reduced copy, so the full picture can be mapped piece
 * by piece (`ClaheRow`) and no piece differs from its neighbours.
 */
export function claheMaps(grid: LevelGrid, options: ClaheOptions): ClaheMaps {
  const { columns, rows, levels } = options;
  const tables = new Uint16Array(columns * rows * levels);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const counts = regionCounts(grid, options, column, row);
      clip(counts, options.clipLimit);
      tables.set(equalized(counts), (row * columns + column) * levels);
    }
  return { columns, rows, levels, tables };
}

function regionCounts(
  { data, widthPx, heightPx }: LevelGrid,
  { columns, rows, levels }: ClaheOptions,
  column: number,
  row: number,
): Uint32Array {
  const counts = new Uint32Array(levels);
  const [left, right] = span(column, columns, widthPx);
  const [top, bottom] = span(row, rows, heightPx);
  for (let y = top; y < bottom; y++)
    for (let i = y * widthPx + left; i < y * widthPx + right; i++) {
      const level = data[i] as number;
      counts[level] = (counts[level] as number) + 1;
    }
  return counts;
}

/** First and end of a part; at least one long. */
function span(index: number, parts: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor((index * length) / parts));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / parts))];
}

/** Cuts counts to the limit and spreads what was cut evenly over all that still have room below it. */
function clip(counts: Uint32Array, clipLimit: number): void {
  const limit = Math.max(1, Math.ceil((clipLimit * sumOf(counts)) / counts.length));
  let excess = 0;
  for (let i = 0; i < counts.length; i++) {
    const over = (counts[i] as number) - limit;
    if (over > 0) [counts[i], excess] = [limit, excess + over];
  }
  while (excess > 0) {
    const spread = spreadOnce(counts, limit, excess);
    if (spread === 0) break;
    excess -= spread;
  }
}

/** Gives every count below the limit an equal part, thinly scattered when there is less than one each. */
function spreadOnce(counts: Uint32Array, limit: number, excess: number): number {
  const part = Math.max(1, Math.floor(excess / counts.length));
  const step = Math.max(1, Math.floor(counts.length / excess));
  let spread = 0;
  for (let i = 0; i < counts.length && spread < excess; i += step) {
    const given = Math.min(part, limit - (counts[i] as number), excess - spread);
    if (given <= 0) continue;
    counts[i] = (counts[i] as number) + given;
    spread += given;
  }
  return spread > 0 || step === 1 ? spread : giveAnywhere(counts, limit, excess);
}

function giveAnywhere(counts: Uint32Array, limit: number, excess: number): number {
  let given = 0;
  for (let i = 0; i < counts.length && given < excess; i++)
    if ((counts[i] as number) < limit) {
      counts[i] = (counts[i] as number) + 1;
      given++;
    }
  return given;
}

/** The table that spreads the counted levels evenly from 0 to the highest one. */
function equalized(counts: Uint32Array): Uint16Array {
  const top = counts.length - 1;
  const factor = top / Math.max(1, sumOf(counts));
  const table = new Uint16Array(counts.length);
  let passed = 0;
  for (let i = 0; i < table.length; i++) {
    passed += counts[i] as number;
    table[i] = Math.round(factor * passed);
  }
  return table;
}

function sumOf(counts: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  return sum;
}

/**
 * Maps the levels of one row of pixels. `v` says how far down the row lies, 0 to 1 of the picture's height; `u` is the
 * first pixel's centre, 0 to 1 of the width, `du` the step to the next.
 */
export class ClaheRow {
  readonly #maps: ClaheMaps;
  #upper = 0;
  #lower = 0;
  #down = 0;

  constructor(maps: ClaheMaps) {
    this.#maps = maps;
  }

  run(levels: Uint16Array, u: number, du: number, v: number): void {
    this.#setRow(v);
    const { columns, levels: count, tables } = this.#maps;
    const [upper, lower, down] = [this.#upper, this.#lower, this.#down];
    for (let i = 0; i < levels.length; i++) {
      const place = (u + i * du) * columns - 0.5;
      const at = place < 0 ? 0 : place > columns - 1 ? columns - 1 : place;
      const left = at | 0;
      const right = left + 1 < columns ? left + 1 : left;
      const across = at - left;
      const level = levels[i] as number;
      const [a, b] = [left * count + level, right * count + level];
      const p = tables[upper + a] as number;
      const q = tables[lower + a] as number;
      const above = p + ((tables[upper + b] as number) - p) * across;
      const below = q + ((tables[lower + b] as number) - q) * across;
      levels[i] = (above + (below - above) * down + 0.5) | 0;
    }
  }

  #setRow(v: number): void {
    const { columns, rows, levels } = this.#maps;
    const at = Math.min(rows - 1, Math.max(0, v * rows - 0.5));
    const top = Math.floor(at);
    this.#upper = top * columns * levels;
    this.#lower = Math.min(rows - 1, top + 1) * columns * levels;
    this.#down = at - top;
  }
}
