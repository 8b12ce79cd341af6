import fc from 'fast-check';
import { SpanBuilder } from '../../src/core/mask/spanBuilder';
import { hasPixel, spansBounds, type Spans } from '../../src/core/mask/spans';

/** Pixels as nested lists: the slow and plain way that masks are compared with. */
export type Bitmap = readonly (readonly boolean[])[];

export function bitmapOf(
  widthPx: number,
  heightPx: number,
  isSet: (column: number, row: number) => boolean,
): boolean[][] {
  return Array.from({ length: heightPx }, (_, row) =>
    Array.from({ length: widthPx }, (_, column) => isSet(column, row)),
  );
}

export function spansOfBitmap(bitmap: Bitmap, x = 0, y = 0): Spans {
  const made = new SpanBuilder(y, bitmap.length, 16);
  for (const row of bitmap) {
    row.forEach((isSet, column) => isSet && made.add(x + column, x + column + 1));
    made.endRow();
  }
  return made.finish();
}

/** Throws when spans break their own rules: order, gaps, tight bounds. */
export function bitmapOfSpans(spans: Spans, widthPx: number, heightPx: number, x = 0, y = 0): boolean[][] {
  checkSpans(spans);
  return bitmapOf(widthPx, heightPx, (column, row) => hasPixel(spans, x + column, y + row));
}

export function checkSpans(spans: Spans): void {
  const { heightPx, starts, xs } = spans;
  if (starts.length !== heightPx + 1 || starts[heightPx] !== xs.length) throw new Error('starts do not fit');
  const bounds = spansBounds(spans);
  let [left, right] = [Infinity, -Infinity];
  for (let r = 0; r < heightPx; r++) {
    const [from = 0, to = 0] = [starts[r], starts[r + 1]];
    if ((to - from) % 2 !== 0) throw new Error('half a span');
    if (from === to && (r === 0 || r === heightPx - 1)) throw new Error('empty row at an end');
    for (let i = from + 1; i < to; i++)
      if ((xs[i] ?? 0) <= (xs[i - 1] ?? 0)) throw new Error('spans do not ascend or touch');
    if (from < to) [left, right] = [Math.min(left, xs[from] ?? 0), Math.max(right, xs[to - 1] ?? 0)];
  }
  if (heightPx > 0 && (left !== bounds.x || right !== bounds.x + bounds.width))
    throw new Error('loose bounds');
}

export const BITMAP_WIDTH = 13;
export const BITMAP_HEIGHT = 9;

/** Speckled, and with whole rows and columns set, so that all the special cases of borders turn up. */
export const arbitraryBitmap: fc.Arbitrary<boolean[][]> = fc
  .record({
    pixels: fc.array(fc.boolean(), {
      minLength: BITMAP_WIDTH * BITMAP_HEIGHT,
      maxLength: BITMAP_WIDTH * BITMAP_HEIGHT,
    }),
    rows: fc.array(fc.constantFrom('as is', 'full', 'empty'), {
      minLength: BITMAP_HEIGHT,
      maxLength: BITMAP_HEIGHT,
    }),
  })
  .map(({ pixels, rows }) =>
    bitmapOf(BITMAP_WIDTH, BITMAP_HEIGHT, (column, row) => {
      if (rows[row] === 'full') return true;
      return rows[row] === 'as is' && pixels[row * BITMAP_WIDTH + column] === true;
    }),
  );
