import type { Size } from '../../src/core/scene/viewport';

/** One of the stacked canvases: its element, its context, and whether it must be drawn anew. */
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly ctx: CanvasRenderingContext2D;
}

/** A canvas over the whole host. An opaque one is quicker to compose, but must be filled. */
export function addSurface(host: HTMLElement, opaque: boolean): Surface {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
  canvas.style.pointerEvents = 'none';
  canvas.setAttribute('aria-hidden', 'true');
  host.append(canvas);
  const ctx = canvas.getContext('2d', { alpha: !opaque });
  if (!ctx) throw new Error('This browser gives no 2D canvas to draw on.');
  return { canvas, ctx };
}

/** Gives the canvas its size in device pixels; that clears it. */
export function resizeSurface({ canvas }: Surface, deviceSize: Size): void {
  canvas.width = deviceSize.width;
  canvas.height = deviceSize.height;
}

export type OffscreenContext = OffscreenCanvasRenderingContext2D;

/**
 * A hidden canvas that is rastered on the CPU: thin outlines are quicker there, the cost is the same on every
 * machine, and reading one pixel back makes the raster happen now, so that it can be timed.
 */
export function offscreen(widthPx: number, heightPx: number, opaque = false): OffscreenContext {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const ctx = canvas.getContext('2d', { willReadFrequently: true, alpha: !opaque });
  if (!ctx) throw new Error('This browser gives no 2D canvas to draw on.');
  return ctx;
}

/**
 * Drawing calls are only noted down at first; this makes the canvas carry them out. A canvas with a picture from
 * another origin must not be read, and carries them out when it gets to it.
 */
export function flush(ctx: OffscreenContext): void {
  try {
    ctx.getImageData(0, 0, 1, 1);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'SecurityError')) throw error;
  }
}
