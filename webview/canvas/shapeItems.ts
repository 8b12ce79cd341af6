import type { Annotation } from '../../src/core/annotation/annotation';
import type { ShapeDisplay } from '../../src/core/display/display';
import { outlineOf, type Outline } from '../../src/core/scene/outline';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import { templateOf } from '../../src/core/schema/templateOf';
import { colorIn, type Hatch, type LookOf } from './ownLook';

/** How committed shapes look. Lengths on the screen are CSS pixels. */
export interface ShapeLook {
  readonly schema: LabelSchema;
  readonly display: ShapeDisplay;
  /** Ids of a selection that is too large for the live layer. */
  readonly marked: ReadonlySet<string>;
  readonly pixelRatio: number;
  readonly lookOf: LookOf | undefined;
}

/** Outline width on the screen. */
export const LINE_PX = 2;
/** Below this size on the screen an outline is half as wide. */
export const TINY_PX = 24;
/** Below this size on the screen there is no fill: it would hide what it marks. */
const FILLED_PX = 32;
/** Below this size on the screen outlines are drawn pixel by pixel, which is much quicker. */
export const SMALL_PX = 64;
/** How far drawing reaches beyond a shape's bounds. */
export const REACH_PX = 7;
/** The outline of what is selected among many. */
const MARKED_COLOR = '#ffffff';

/** Width of a mask's border inside its pixels, device pixels. */
export function maskEdgePx(pixelRatio: number): number {
  return Math.max(1, Math.round(1.5 * pixelRatio));
}

/** A shape as it is to be drawn. */
export interface Item {
  readonly outline: Outline;
  readonly color: string;
  readonly lineColor: string;
  readonly fillOpacity: number;
  readonly dashed: boolean;
  /** Of its outline, CSS pixels; absent: those of a proposal where it is dashed. */
  readonly dash?: readonly [on: number, off: number];
  readonly hatch?: Hatch;
  readonly bare?: true;
  /** Width of its outline, CSS pixels. */
  readonly linePx: number;
  /** The longer side on the screen, CSS pixels. */
  readonly sizePx: number;
}

/** `scale`: device pixels per image pixel. */
export function itemOf(annotation: Annotation, scale: number, look: ShapeLook): Item {
  const outline = annotationOutline(annotation, look.schema);
  const { width, height } = outline.bounds;
  const color = colorIn(look, annotation);
  const own = look.lookOf?.(annotation);
  const isMarked = look.marked.has(annotation.id);
  return {
    outline,
    color,
    lineColor: isMarked ? MARKED_COLOR : color,
    fillOpacity: isMarked ? look.display.selectedOpacity : (own?.fillOpacity ?? look.display.fillOpacity),
    dashed: own ? own.dash !== undefined : annotation.proposed === true,
    ...(own?.dash && { dash: own.dash }),
    ...(own?.hatch && { hatch: own.hatch }),
    ...(own?.bare && { bare: own.bare }),
    linePx: own?.linePx ?? LINE_PX,
    sizePx: (Math.max(width, height) * scale) / look.pixelRatio,
  };
}

/** The outline with the edges of the class's template; only skeletons have any. */
export function annotationOutline(
  { shape, label }: Pick<Annotation, 'shape' | 'label'>,
  schema: LabelSchema,
): Outline {
  return outlineOf(shape, shape.kind === 'skeleton' ? templateOf(schema, label) : undefined);
}

/** A mask is nothing but its fill; what has no outline shows by its fill at any size. */
export function isFilled({ outline, sizePx, fillOpacity }: Item, display: ShapeDisplay): boolean {
  if (outline.shape.kind === 'mask') return true;
  return fillOpacity > 0 && outline.isArea && (sizePx >= FILLED_PX || !display.outline);
}

/** Lines without an inside are drawn even where outlines are switched off. */
export function isStroked({ outline: { shape, isArea } }: Item, display: ShapeDisplay): boolean {
  return shape.kind !== 'mask' && shape.kind !== 'point' && (display.outline || !isArea);
}

export function isDotted({ outline, bare }: Item): boolean {
  return !bare && (outline.dots.length > 0 || outline.ends.length > 0);
}
