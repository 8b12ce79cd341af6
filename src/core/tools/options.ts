/** How the tools work; the user sets it, it is no part of any document. */
export interface ToolOptions {
  /** Diameter or side of the brush, image pixels, 1 to 2000. */
  readonly brushPx: number;
  readonly brushTip: 'round' | 'square';
  /** The brush paints only where no other mask or area is. */
  readonly paintFree: boolean;
  /** What the brush paints is taken from the masks below. */
  readonly eraseBelow: boolean;
  /** How different from the pixel clicked on another may be, 0 to 255 per channel, as seen on the screen. */
  readonly wandTolerance: number;
  /** Only pixels that hang together with the one clicked on. */
  readonly wandContiguous: boolean;
  /** Vertices stick to vertices and edges of other shapes and to the image's border. */
  readonly snap: boolean;
  /** How a box is drawn: corner to corner, or by its four extreme points. */
  readonly boxBy: 'corners' | 'extremes';
  /** How a rotated box is drawn: one side and its depth, or four corners. */
  readonly rotatedBoxBy: 'side' | 'corners';
  /** A new spline closes. */
  readonly splineClosed: boolean;
  /** What the wand, the scissors and freehand make. */
  readonly regionAs: 'polygon' | 'mask';
}

export const DEFAULT_TOOL_OPTIONS: ToolOptions = {
  brushPx: 24,
  brushTip: 'round',
  paintFree: false,
  eraseBelow: false,
  wandTolerance: 24,
  wandContiguous: true,
  snap: false,
  boxBy: 'corners',
  rotatedBoxBy: 'side',
  splineClosed: true,
  regionAs: 'polygon',
};
