import type { Annotation } from '../annotation/annotation';
import type { ShapeDisplay } from '../display/display';
import type { LabelSchema } from '../schema/labelSchema';

/** Bright, mid-light colours that stay apart from each other and from most photos; neighbours differ most. */
const PALETTE = [
  '#4cc2ff',
  '#ff8a3d',
  '#57d163',
  '#ff5d73',
  '#b18cff',
  '#ffd23f',
  '#2fd6c3',
  '#ff7ad9',
  '#c3ee3c',
  '#ffb59e',
  '#7d9bff',
  '#e06bff',
] as const;

/** An annotation whose class was not chosen yet. */
const UNNAMED = '#c8c8c8';

const bySchema = new WeakMap<LabelSchema, Map<string, string>>();

/** The class's colour as `#rrggbb`: the schema's, else one by its place in the schema, else one by its name. */
export function classColor(schema: LabelSchema, label: string): string {
  const known = colorsOf(schema);
  let color = known.get(label);
  if (color === undefined) {
    color = label === '' ? UNNAMED : paletteAt(hash(label));
    known.set(label, color);
  }
  return color;
}

/** What stands in no group, when groups have the colours. */
const UNGROUPED = '#a8a8a8';

/** An annotation's colour as `#rrggbb`: its class's, one of its own, or its group's. */
export function shapeColor(
  schema: LabelSchema,
  colorBy: ShapeDisplay['colorBy'],
  { id, label, group }: Pick<Annotation, 'id' | 'label' | 'group'>,
): string {
  if (colorBy === 'instance') return paletteAt(hash(id));
  if (colorBy === 'group') return group === undefined ? UNGROUPED : paletteAt(group - 1);
  return classColor(schema, label);
}

function colorsOf(schema: LabelSchema): Map<string, string> {
  let known = bySchema.get(schema);
  if (!known) {
    known = new Map(schema.classes.map(({ name, color }, place) => [name, color ?? paletteAt(place)]));
    bySchema.set(schema, known);
  }
  return known;
}

function paletteAt(index: number): string {
  return PALETTE[index % PALETTE.length] ?? UNNAMED;
}

/** FNV-1a over UTF-16 units: the same name has the same colour in every image. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Black or white, whichever reads better on `#rrggbb` (WCAG 2.2 relative luminance). */
export function textColorOn(color: string): '#000000' | '#ffffff' {
  const luminance = relativeLuminance(color);
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}

/** Relative luminance of `#rrggbb`, 0 to 1, by WCAG 2.2. */
export function relativeLuminance(color: string): number {
  const [r, g, b] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** `#rrggbb` as a CSS colour with an opacity of 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${opacity})`;
}

function channels(color: string): number[] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
