import type { Json } from '../json/json';
import type { Point, Rect } from '../geometry/rect';
import type { SkeletonTemplate } from '../schema/labelSchema';
import type { Shape } from './shapeData';

/** Where a shape draws itself; a Path2D and a canvas context both satisfy it. Coordinates: image pixels. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  closePath(): void;
}

/** A grip on a shape that can be dragged. `id` is stable while the shape keeps its structure. */
export interface Handle {
  readonly id: string;
  /** Image pixels. */
  readonly point: Point;
  readonly role: 'corner' | 'edge' | 'vertex' | 'midpoint' | 'rotate' | 'joint' | 'control';
  /** CSS cursor shown over it. */
  readonly cursor: string;
  /** For a grip between two others: image pixels to the nearer of them. It is hidden where that is too little. */
  readonly roomPx?: number;
  /**
   * Unit vector (image frame) for a grip beside the shape: it is drawn and grabbed a constant number of screen pixels
   * from `point` in this direction; see `handlePoint` of scene/handles.ts.
   */
  readonly away?: Point;
}

/** A spot that is drawn as a disc of constant size on the screen: a point, a joint. */
export interface Dot {
  /** Image pixels. */
  readonly point: Point;
  /** Drawn as a ring: a joint that is labelled but occluded. */
  readonly hollow?: true;
  /** A joint's name. */
  readonly name?: string;
}

/** How a handle is dragged. */
export interface DragModifiers {
  /** Keep the aspect ratio (Shift). */
  readonly keepRatio: boolean;
  /** Resize about the centre (Alt). */
  readonly fromCentre: boolean;
  /** No part that moves leaves this rectangle (image pixels): it stops at the border. Turning is free. */
  readonly within?: Rect;
}

/**
 * One kind of shape: its geometry, and nothing about drawing or tools.
 * All coordinates are continuous pixels of the upright image; (0, 0) is the top-left corner of the top-left pixel.
 */
export interface ShapeKind<S extends { readonly kind: string }> {
  /** The kind's name, and the key under which the sidecar stores the shape. */
  readonly kind: S['kind'];
  readonly title: string;
  /** The shape, or a sentence that says what is wrong with the value. */
  parse(value: Json): S | string;
  /** The value for the sidecar, rounded to 1/100 pixel (angles to 1/10000 degree); `parse(print(s))` equals `round(s)`. */
  print(shape: S): Json;
  /** The shape as the sidecar stores it: every coordinate on the 1/100-pixel grid. */
  round(shape: S): S;
  bounds(shape: S): Rect;
  /** Covered area in square pixels: 0 for lines and points, the bounding rectangle for a skeleton. */
  area(shape: S): number;
  contains(shape: S, imagePoint: Point): boolean;
  /** Distance in pixels from the outline; from the nearest joint for a skeleton. */
  outlineDistance(shape: S, imagePoint: Point): number;
  /**
   * Draws the outline. `template` is the one of the annotation's class: a skeleton draws its edges by it, and nothing
   * without one; other kinds ignore it.
   */
  trace(shape: S, sink: PathSink, template?: SkeletonTemplate): void;
  /** What is filled, where that is not the traced outline by the even-odd rule; closed rings. Absent: the outline. */
  traceFill?(shape: S, sink: PathSink): void;
  /** True when the outline encloses an area that is filled; lines, points and skeletons have none. */
  isArea(shape: S): boolean;
  /** Absent: no dots. */
  dots?(shape: S): readonly Dot[];
  handles(shape: S): readonly Handle[];
  /** The shape after handle `id` was dragged to `imagePoint`; the same shape when there is no such handle. */
  moveHandle(shape: S, id: string, imagePoint: Point, modifiers: DragModifiers): S;
  /** The shape without handle `id`'s vertex, or undefined when it has no such vertex or cannot spare it. */
  removeHandle(shape: S, id: string): S | undefined;
  /** The shape with one more vertex, at the outline's point nearest to `imagePoint`; undefined without vertices. */
  insertVertex(shape: S, imagePoint: Point): S | undefined;
  translate(shape: S, dxPx: number, dyPx: number): S;
  /** Every coordinate multiplied, about the image's origin: for an image that was resized. */
  scale(shape: S, factorX: number, factorY: number): S;
  /** Turned clockwise about `centre` (image pixels). It may be of another kind then: a turned box is a rotated box. */
  rotate(shape: S, degrees: number, centre: Point): Shape;
  /**
   * Mirrored: `x` changes left and right about the vertical line at `at`, `y` top and bottom about the horizontal
   * one. A skeleton's left and right joints change their names as `template` says.
   */
  flip(shape: S, axis: 'x' | 'y', at: number, template?: SkeletonTemplate): S;
  /**
   * The part inside the image, or undefined when nothing is left. A kind that cannot be cut along the border gives
   * the nearest it can: an ellipse stays whole, a rotated box shrinks to its visible part.
   */
  clip(shape: S, widthPx: number, heightPx: number): S | undefined;
}
