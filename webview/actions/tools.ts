import { isToolId } from '../../src/core/tools/index';
import type { ToolOptions } from '../../src/core/tools/options';
import type { Page } from '../page';
import { note } from './note';

/** Bounds of the brush, image pixels. */
export const MIN_BRUSH_PX = 1;
export const MAX_BRUSH_PX = 2000;
/** One press or one notch of the wheel makes the brush larger by a quarter, by one pixel at least. */
const BRUSH_STEP = 1.25;

/** Tools whose tip has a size. */
const PAINTING: ReadonlySet<string> = new Set(['brush', 'eraser']);

export function isPainting(tool: string): boolean {
  return PAINTING.has(tool);
}

export function useTool(page: Page, id: string): void {
  if (isToolId(id)) page.session.setTool(id);
}

/** Changes how tools work; a gesture under way goes on and feels it at its next event. */
export function setToolOptions(page: Page, change: Partial<ToolOptions>): void {
  page.store.set({ toolOptions: { ...page.store.state.toolOptions, ...change } });
}

/** The brush some steps larger or smaller, in whole pixels. */
export function resizeBrush(page: Page, steps: number): void {
  setToolOptions(page, { brushPx: steppedBrush(page.store.state.toolOptions.brushPx, steps) });
}

/** The size after so many steps; image pixels. */
export function steppedBrush(brushPx: number, steps: number): number {
  let sizePx = brushPx;
  for (let i = 0; i < Math.abs(steps); i++)
    sizePx =
      steps > 0
        ? Math.max(sizePx + 1, Math.round(sizePx * BRUSH_STEP))
        : Math.min(sizePx - 1, Math.round(sizePx / BRUSH_STEP));
  return Math.min(MAX_BRUSH_PX, Math.max(MIN_BRUSH_PX, sizePx));
}

export function toggleSnap(page: Page): void {
  const snap = !page.store.state.toolOptions.snap;
  setToolOptions(page, { snap });
  note(
    page,
    'info',
    snap ? 'Vertices stick to other shapes and to the border.' : 'Vertices lie where you put them.',
  );
}
