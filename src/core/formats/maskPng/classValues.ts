import type { LabelClass } from '../../schema/labelSchema';
import { rgbKey } from './rgbKey';
import { vocPalette } from '../png/vocPalette';

/** How the classes of a set are counted in masks. */
export interface ClassValues {
  readonly byName: ReadonlyMap<string, number>;
  /** Pixels of nothing: 0, or where a class has that number, the one that means "ignore". */
  readonly empty: number;
  readonly most: number;
  /** False when ids did not fit and classes are counted by their place. */
  readonly areIds: boolean;
}

const MOST_8 = 254;
const MOST_16 = 65_534;

/** Ids where all classes have one that fits; else 1, 2, 3... */
export function classValues(classes: readonly LabelClass[], most = MOST_16): ClassValues {
  const ids = classes.flatMap(({ id }) => (id !== undefined && id >= 0 && id <= most ? [id] : []));
  const areIds = ids.length === classes.length && new Set(ids).size === ids.length;
  const byName = new Map(classes.map(({ name, id }, i) => [name, areIds && id !== undefined ? id : i + 1]));
  const highest = Math.max(0, ...byName.values());
  const hasZero = [...byName.values()].includes(0);
  return { byName, empty: hasZero ? (highest > MOST_8 ? 65_535 : 255) : 0, most: highest, areIds };
}

/** True when numbers above those of a byte are needed; 255 means "ignore" there. */
export function isWide({ most }: ClassValues): boolean {
  return most > MOST_8;
}

/** VOC's palette, with the classes' own colours; no two classes share one. 255 is white. */
export function paletteOf(classes: readonly LabelClass[], { byName }: ClassValues): Uint8Array {
  const palette = vocPalette();
  const keys = new Set(Array.from({ length: 256 }, (_, i) => rgbKey(palette, i)));
  for (const { name, color } of classes) {
    const value = byName.get(name);
    const match = /^#(..)(..)(..)$/.exec(color ?? '');
    if (value === undefined || value > 255 || !match) continue;
    const triple = Uint8Array.from(match.slice(1), (part) => Number.parseInt(part, 16));
    if (keys.has(rgbKey(triple, 0))) continue;
    keys.add(rgbKey(triple, 0));
    palette.set(triple, 3 * value);
  }
  return palette;
}
