import { strFromU8 } from 'fflate';
import type { ReadFs } from '../fs';

/** Files up to this are held as one text; larger ones are read in windows and ranges. */
export const WHOLE_TEXT_BYTES = 200 * 1024 * 1024;
const WINDOW_BYTES = 8 * 1024 * 1024;
/** Ranges nearer than this to each other are read at once: opening a file costs as much as reading so many bytes. */
const GAP_BYTES = 64 * 1024;
const BLOCK_BYTES = 8 * 1024 * 1024;

/** A part of a text, [start, end) in its own units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A text that may be larger than a string can be. Offsets are UTF-16 units where it is held as one string, else
 * bytes; whoever uses them does not need to know which.
 */
export interface BigText {
  readonly length: number;
  /** How much of it lies in memory anyway: what is cut from it costs nothing. */
  readonly isWhole: boolean;
  /** From `start` on as many characters as are at hand, one for each unit of offset; '' at the end. */
  window(start: number): string;
  slice(start: number, end: number): string;
  /** Many slices at once, in the order asked for; `ranges` are sorted by their start. */
  slices(ranges: readonly TextRange[]): string[];
}

/** Opens a file of UTF-8 text. Throws `UnreadableFile`. */
export function openBigText(fs: ReadFs, path: string, wholeBytes = WHOLE_TEXT_BYTES): BigText {
  return fs.sizeBytes(path) <= wholeBytes ? wholeText(fs.readText(path)) : new RangedText(fs, path);
}

export function wholeText(source: string): BigText {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  return {
    length: text.length,
    isWhole: true,
    window: (start) => (start === 0 ? text : text.slice(start)),
    slice: (start, end) => text.slice(start, end),
    slices: (ranges) => ranges.map(({ start, end }) => text.slice(start, end)),
  };
}

class RangedText implements BigText {
  readonly length: number;
  readonly isWhole = false;
  readonly #fs: ReadFs;
  readonly #path: string;

  constructor(fs: ReadFs, path: string) {
    this.#fs = fs;
    this.#path = path;
    this.length = fs.sizeBytes(path);
  }

  window(start: number): string {
    const bytes = this.#fs.readRange(this.#path, start, Math.min(this.length, start + WINDOW_BYTES));
    return charPerByte(bytes, start);
  }

  slice(start: number, end: number): string {
    return strFromU8(this.#fs.readRange(this.#path, start, end));
  }

  slices(ranges: readonly TextRange[]): string[] {
    const texts: string[] = [];
    for (let from = 0; from < ranges.length;) {
      const to = blockEnd(ranges, from);
      const start = ranges[from]?.start ?? 0;
      const bytes = this.#fs.readRange(this.#path, start, ranges[to - 1]?.end ?? start);
      for (const range of ranges.slice(from, to))
        texts.push(strFromU8(bytes.subarray(range.start - start, range.end - start)));
      from = to;
    }
    return texts;
  }
}

/** The place after the last range that is read together with the one at `from`. */
function blockEnd(ranges: readonly TextRange[], from: number): number {
  const start = ranges[from]?.start ?? 0;
  let to = from + 1;
  for (; to < ranges.length; to++) {
    const [last, next] = [ranges[to - 1], ranges[to]];
    if (!last || !next || next.start - last.end > GAP_BYTES || next.end - start > BLOCK_BYTES) break;
  }
  return to;
}

/** ASCII decodes quickly; a window with anything else is taken byte by byte, so that places stay bytes. */
function charPerByte(bytes: Uint8Array, start: number): string {
  const hasMark = start === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) return `   ${charPerByte(bytes.subarray(3), 3)}`;
  const text = strFromU8(bytes);
  return text.length === bytes.length ? text : strFromU8(bytes, true);
}
