import type { FlatPoints } from '../geometry/polyline';
import type { Rect } from '../geometry/rect';

/*
 * What each kind of shape consists of, and nothing of what can be done with it: that stands in the file of the kind.
 * Coordinates are continuous pixels of the upright image.
 */

/** What a rotated box and an ellipse share: a centre (image pixels) and a clockwise angle in degrees. */
export interface Turned {
  readonly cx: number;
  readonly cy: number;
  readonly angle: number;
}

/** An axis-parallel bounding box; sidecar form `"box": [x, y, width, height]`. */
export interface Box extends Rect {
  readonly kind: 'box';
}

/**
 * A bounding box of any angle; sidecar form `"rotatedBox": [cx, cy, width, height, angle]`: centre and size in image
 * pixels, angle in degrees clockwise on the screen, [0, 360).
 */
export interface RotatedBox extends Turned {
  readonly kind: 'rotatedBox';
  readonly width: number;
  readonly height: number;
}

/**
 * A polygon; sidecar form `"polygon": [ring, ...]`, a ring being [x0, y0, x1, y1, ...], closed by itself.
 * Rings combine by the even-odd rule, so that later rings can be holes or further parts.
 */
export interface Polygon {
  readonly kind: 'polygon';
  readonly rings: readonly FlatPoints[];
}

/** An open line through points; sidecar form `"polyline": [x0, y0, x1, y1, ...]`. */
export interface Polyline {
  readonly kind: 'polyline';
  readonly points: FlatPoints;
}

/** A point the curve goes through, and its two control points; absolute image pixels. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly inX: number;
  readonly inY: number;
  readonly outX: number;
  readonly outY: number;
}

/**
 * Cubic Bezier curves through anchors; sidecar form `"spline": {"closed": true, "anchors": [[x, y, inX, inY, outX,
 * outY], ...]}`, where an anchor whose controls lie on it is [x, y].
 */
export interface Spline {
  readonly kind: 'spline';
  readonly anchors: readonly Anchor[];
  readonly closed: boolean;
}

/** One spot; sidecar form `"point": [x, y]`. */
export interface PointShape {
  readonly kind: 'point';
  readonly x: number;
  readonly y: number;
}

/** A keypoint: image pixels, and COCO's visibility. 2 is visible, 1 labelled but occluded; 0 is not in the record. */
export interface Joint {
  readonly x: number;
  readonly y: number;
  readonly visibility: 1 | 2;
}

/** Named keypoints; sidecar form `"skeleton": {"nose": [x, y, 2], ...}`, sorted by name. */
export interface Skeleton {
  readonly kind: 'skeleton';
  readonly joints: Readonly<Record<string, Joint>>;
}

/**
 * An ellipse of any angle; sidecar form `"ellipse": [cx, cy, rx, ry, angle]`: centre and half axes in image pixels,
 * angle of the first axis in degrees clockwise on the screen, [0, 360).
 */
export interface Ellipse extends Turned {
  readonly kind: 'ellipse';
  readonly rx: number;
  readonly ry: number;
}

/**
 * A box in space as it is seen in the image: its front and its back face; sidecar form `"cuboid": [[8 numbers],
 * [8 numbers]]`, each face its corners top left, top right, bottom right, bottom left.
 */
export interface Cuboid {
  readonly kind: 'cuboid';
  readonly front: FlatPoints;
  readonly back: FlatPoints;
}

/**
 * Whole pixels; sidecar form `"mask": {"box": [x, y, width, height], "runs": "..."}`. The rectangle is tight around
 * the set pixels; `runs` are the row-major run lengths inside it, beginning with a run of zeros, in the text code of
 * COCO's compressed RLE (see `runText.ts`).
 */
export interface Mask {
  readonly kind: 'mask';
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly runs: string;
}

/** What an annotation can hold. */
export type Shape =
  Box | RotatedBox | Polygon | Polyline | Spline | PointShape | Skeleton | Ellipse | Cuboid | Mask;
export type ShapeKindName = Shape['kind'];
