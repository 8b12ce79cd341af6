import type { SampleGrid, SampleInfo } from '../../src/core/display/samples';
import type { PictureLook } from '../../src/core/display/look';
import type { Rect } from '../../src/core/geometry/rect';

export type AnyContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** From this many device pixels per image pixel on, image pixels are shown as squares. */
export const CRISP_SCALE = 2;

/**
 * The pixels that the image layer shows. Level pixels are image pixels times the scale at which they are drawn; the
 * context's origin is the image's.
 */
export interface PictureSource {
  /** Size of the upright image in pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly samples: SampleInfo;
  /** True when some of it can be seen through. */
  readonly isTransparent: boolean;
  /** False where the browser may show the pixels but not read them: they are shown as they are. */
  readonly canRead: boolean;
  /** True when `paint` draws what is to be seen; otherwise the look is still to be laid on what was drawn. */
  readonly looksDone: boolean;
  /** True when something can be shown. */
  readonly isShown: boolean;
  /** True when the part is there in full resolution for this scale. */
  isReady(scale: number, levelRect: Rect): boolean;
  /** Draws a part as well as it can now; `isOver` asks whether there is time left to do it finely. */
  paint(ctx: AnyContext, scale: number, levelRect: Rect, isOver: () => boolean): void;
  /** Says what is in view, so that it can be fetched. */
  look(scale: number, levelRect: Rect): void;
  /** How samples are to be shown; matters to those whose `looksDone`. */
  setLook(look: PictureLook): void;
  /** A reduced copy of the whole picture; undefined while there is none. */
  overview(): SampleGrid | undefined;
  /** Stored samples of whole image pixels; `isExact` is false when they come from a smaller copy. */
  read(imageRect: Rect): { readonly grid: SampleGrid; readonly isExact: boolean } | undefined;
  /** True when nothing is being fetched or prepared. */
  readonly isSettled: boolean;
  /** Goes on preparing smaller copies; true while there is more to do. */
  work(isOver: () => boolean): 'idle' | 'more' | 'done';
  readonly failures: TileFailures | undefined;
  retry(): void;
  /** Fetches nothing more: another picture is about to take its place. */
  rest(): void;
  dispose(): void;
}

/** Tiles that could not be had. */
export interface TileFailures {
  readonly count: number;
  /** Of the latest one, a sentence. */
  readonly reason: string;
}

export const NEVER_OVER = (): boolean => false;
export const ALWAYS_OVER = (): boolean => true;
