import type { Point } from '../geometry/rect';
import { snapAt, type Snap } from '../scene/snap';
import { clampToImage } from './limits';
import type { Draft, PointerToolEvent, ToolContext } from './tool';

/** How near, in screen pixels, something has to be to draw the pointer to it. */
export const SNAP_REACH_PX = 8;

/** Where the pointer means to be. */
export interface Pointed {
  /** Inside the image. */
  readonly point: Point;
  /** The same point when it was drawn to something. */
  readonly snapped?: Point;
  /** What it was drawn to. */
  readonly snap?: Snap;
}

/**
 * The pointer's place, drawn to vertices, edges and the image's border when snapping is on; Ctrl (Cmd) turns it on
 * or off for the moment. Shapes in `without` do not count: a vertex must not stick to its own shape.
 */
export function pointed(
  { imagePoint, modifiers }: PointerToolEvent,
  context: ToolContext,
  without?: ReadonlySet<string>,
): Pointed {
  const { doc, scale, options } = context;
  const point = clampToImage(imagePoint, doc.image);
  const snap =
    options.snap === modifiers.mod
      ? undefined
      : snapAt(
          doc,
          point,
          SNAP_REACH_PX / scale,
          (annotation) => !without?.has(annotation.id) && context.isVisible(annotation),
        );
  return snap ? { point: snap.point, snapped: snap.point, snap } : { point };
}

/** What the idle pointer of a tool that draws shows: where a press would be snapped to. */
export function showSnap(event: PointerToolEvent, context: ToolContext): { readonly draft?: Draft } {
  const { snapped } = pointed(event, context);
  return snapped ? { draft: { shapes: [], snapped } } : {};
}
