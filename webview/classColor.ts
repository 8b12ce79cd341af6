import type { LabelSchema } from '../src/core/schema/labelSchema';

/** Colours that stay apart from each other and from most photos, for classes that have none of their own. */
const PALETTE = [
  '#4cc2ff',
  '#ff8a3d',
  '#57d163',
  '#ff5d73',
  '#b18cff',
  '#ffd23f',
  '#2fd6c3',
  '#ff7ad9',
  '#a3b86c',
  '#e0a37e',
  '#7d9bff',
  '#d9e021',
] as const;

/** An annotation whose class was not chosen yet. */
const UNNAMED = '#c8c8c8';

const colors = new WeakMap<LabelSchema, Map<string, string>>();

/** The class's colour as `#rrggbb`: the schema's, else one by its place in the schema, else one by its name. */
export function classColor(schema: LabelSchema, label: string): string {
  let known = colors.get(schema);
  if (!known) {
    known = new Map(schema.classes.map(({ name, color }, i) => [name, color ?? paletteAt(i)]));
    colors.set(schema, known);
  }
  let color = known.get(label);
  if (color === undefined) {
    color = label === '' ? UNNAMED : paletteAt(hash(label));
    known.set(label, color);
  }
  return color;
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
