import type { LabelClass } from '../../schema/labelSchema';
import type { PngSamples } from '../png/samples';
import { mapOfRgb, type LabelMap } from '../png/labelMap';
import { vocPalette } from '../png/vocPalette';
import { rgbOf } from './labelMap';

/** The value of borders between objects and of what is left out of evaluation. */
export const VOID = 255;
export const BACKGROUND = 'background';

const PALETTE = vocPalette();
/** The original data set's classes, 1 to 20; files without a list mean these. */
const ORIGINAL = (
  'aeroplane bicycle bird boat bottle bus car cat chair cow ' +
  'diningtable dog horse motorbike person pottedplant sheep sofa train tvmonitor'
).split(' ');

/** Red + 256 green + 65536 blue, as `mapOfRgb` counts colours. */
function keyOf([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return red + 256 * green + 65_536 * blue;
}

const VOC_INDEX = new Map(
  Array.from({ length: 256 }, (_, i): [number, number] => [
    keyOf([...PALETTE.subarray(3 * i, 3 * i + 3)]),
    i,
  ]),
);

/** Which class a value or a colour of `SegmentationClass` stands for. */
export class SegmentClasses {
  /** By index; the first is the background. */
  readonly #names: readonly string[];
  readonly #byColor: ReadonlyMap<number, string>;

  /** @param listed the classes of a label map with the background among them; undefined for the original ones */
  constructor(listed: readonly LabelClass[] | undefined) {
    const all = listed ?? [BACKGROUND, ...ORIGINAL].map((name): LabelClass => ({ name, attributes: [] }));
    const hasBackground = all.some(({ name }) => name === BACKGROUND);
    const classes = hasBackground ? all : [{ name: BACKGROUND, attributes: [] }, ...all];
    this.#names = classes.map(({ name }) => name);
    this.#byColor = new Map(
      classes.map(({ name, color }, i) => [
        keyOf(color === undefined ? [...PALETTE.subarray(3 * i, 3 * i + 3)] : rgbOf(color)),
        name,
      ]),
    );
  }

  /** Undefined for what no class has. */
  byIndex(index: number): string | undefined {
    return this.#names[index];
  }

  byColor(color: number): string | undefined {
    return (
      this.#byColor.get(color) ?? (color === keyOf([...PALETTE.subarray(3 * VOID)]) ? 'ignored' : undefined)
    );
  }
}

/** What means nothing in a class map: background, and the void that datumaro calls "ignored". */
export function isNoClass(name: string): boolean {
  return name === BACKGROUND || name === 'ignored' || name === 'void';
}

/** Values of the pixels: indices of palettes and grey maps as they are stored, colours by their number. */
export function valuesOf({ kind, samples, widthPx, heightPx }: PngSamples): LabelMap {
  if (kind === 'rgb' || kind === 'rgba') return mapOfRgb(samples, kind === 'rgb' ? 3 : 4, widthPx * heightPx);
  if (kind !== 'greyAlpha') return samples;
  return samples.filter((_, i) => i % 2 === 0);
}

/** Colours of `SegmentationObject` are those of VOC's palette: the index of each; others have none. */
export function objectIndex(value: number, isColor: boolean): number | undefined {
  const index = isColor ? VOC_INDEX.get(value) : value;
  return index === 0 || index === VOID ? undefined : index;
}

/** Colour of a palette's entry, as a number. */
export function colorOfEntry(palette: Uint8Array, index: number): number {
  return keyOf([...palette.subarray(3 * index, 3 * index + 3)]);
}
