import { SpanBuilder } from '../mask/spanBuilder';
import type { Spans } from '../mask/spans';
import type { PixelPatch } from './patch';

/**
 * The image's pixels whose centre lies in a marked pixel of a patch (`marks`: one byte each, not 0 = marked). Where
 * the patch is a smaller copy, each of its pixels stands for several.
 */
export function imageSpans(patch: PixelPatch, marks: Uint8Array): Spans {
  const { imageRect, widthPx, heightPx } = patch;
  const [top, bottom] = [Math.ceil(imageRect.y - 0.5), Math.ceil(imageRect.y + imageRect.height - 0.5)];
  const made = new SpanBuilder(top, bottom - top, 4 * (bottom - top));
  const columns = Array.from({ length: widthPx + 1 }, (_, x) =>
    Math.ceil(imageRect.x + (x * imageRect.width) / widthPx - 0.5),
  );
  for (let row = top; row < bottom; row++) {
    const patchRow = Math.floor(((row + 0.5 - imageRect.y) * heightPx) / imageRect.height);
    addRow(made, marks.subarray(patchRow * widthPx, (patchRow + 1) * widthPx), columns);
    made.endRow();
  }
  return made.finish();
}

function addRow(made: SpanBuilder, marks: Uint8Array, columns: readonly number[]): void {
  for (let x = 0; x < marks.length; x++) {
    if (marks[x] === 0) continue;
    const from = x;
    while (x < marks.length && marks[x] !== 0) x++;
    made.add(columns[from] ?? 0, columns[x] ?? 0);
  }
}

/** The patch's pixel at an image point, as an index into its rows; -1 outside. */
export function pixelAt({ imageRect, widthPx, heightPx }: PixelPatch, x: number, y: number): number {
  const column = Math.floor(((x - imageRect.x) * widthPx) / imageRect.width);
  const row = Math.floor(((y - imageRect.y) * heightPx) / imageRect.height);
  const isInside = column >= 0 && row >= 0 && column < widthPx && row < heightPx;
  return isInside ? row * widthPx + column : -1;
}
