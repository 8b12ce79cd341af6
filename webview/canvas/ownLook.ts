import type { Annotation } from '../../src/core/annotation/annotation';
import { shapeColor } from '../../src/core/scene/colors';
import type { ShapeDisplay } from '../../src/core/display/display';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import type { TagSprite, TagSprites } from './tagSprites';

/** Lines drawn over a fill, so that it can be told without its colour. */
export const HATCHES = ['forward', 'back', 'cross', 'dots'] as const;
export type Hatch = (typeof HATCHES)[number];

/** How an annotation looks instead of what its class says. Lengths: CSS pixels. */
export interface OwnLook {
  /** `#rrggbb`. */
  readonly color: string;
  /** Absent: solid. */
  readonly dash?: readonly [on: number, off: number];
  readonly hatch?: Hatch;
  /** 0 to 1; absent: as the display settings say. */
  readonly fillOpacity?: number;
  /** Outline width; absent: that of all shapes. */
  readonly linePx?: number;
  /** Without dots at the ends of lines. */
  readonly bare?: true;
  /** What the tag says; empty: there is none. Absent: as for all shapes. */
  readonly tag?: string;
}

/** Looks by annotation; undefined for those that look as their class does. One function value is one look of all. */
export type LookOf = (annotation: Pick<Annotation, 'id' | 'label' | 'extra'>) => OwnLook | undefined;

interface Colouring {
  readonly schema: LabelSchema;
  readonly display: ShapeDisplay;
  readonly lookOf: LookOf | undefined;
}

/** An annotation's colour as `#rrggbb`. */
export function colorIn({ schema, display, lookOf }: Colouring, annotation: Annotation): string {
  return lookOf?.(annotation)?.color ?? shapeColor(schema, display.colorBy, annotation);
}

/** An annotation's tag; undefined when it has none. */
export function tagIn(
  { lookOf }: Pick<Colouring, 'lookOf'>,
  sprites: TagSprites,
  annotation: Annotation,
  color: string,
): TagSprite | undefined {
  const tag = lookOf?.(annotation)?.tag;
  if (tag === undefined) return sprites.of(annotation, color);
  return tag === '' ? undefined : sprites.plain(tag, color);
}
