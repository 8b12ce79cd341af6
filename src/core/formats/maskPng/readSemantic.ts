import { compareIds, emptyDoc } from '../../annotation/document';
import { maskOfSpans } from '../../mask/rle';
import { spansArea } from '../../mask/spans';
import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { classOf, colorText, readClassTable, type ClassTable } from './classTable';
import { maskPlaces, type MaskPlace } from './maskLayout';
import { readMask, type MaskRegions } from './readMask';

const STEP = 200;

export function readSemantic(source: Source, report: Report): LabelSet {
  const places = maskPlaces(source);
  const table = readClassTable(source, report) ?? guessedTable(source, places);
  function* images(): Generator<LabeledImage> {
    for (const [i, place] of places.entries()) {
      if (i % STEP === 0) report.progress(i, places.length, 'masks');
      const image = readPlace(place, source, table, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  const schema = { ...EMPTY_SCHEMA, classes: table.classes };
  return { schema, imageCount: places.length, images: { [Symbol.iterator]: images } };
}

function readPlace(place: MaskPlace, source: Source, table: ClassTable, report: Report): LabeledImage {
  const { path, mask, split } = place;
  const made = mask === undefined ? undefined : readMask(source, mask, report);
  const size = made ?? (place.source === undefined ? undefined : source.imageSize(place.source));
  const { widthPx = 0, heightPx = 0 } = size ?? {};
  const doc = emptyDoc({ file: lastPart(path), widthPx, heightPx });
  return {
    path,
    ...(place.source !== undefined && { source: place.source }),
    ...(split !== undefined && { split }),
    labelled: made !== undefined,
    doc: made ? { ...doc, annotations: annotationsOf(made, place, source, table, report) } : doc,
  };
}

function annotationsOf(
  { regions, isColored, bits }: MaskRegions,
  { path, mask = path }: MaskPlace,
  source: Source,
  table: ClassTable,
  report: Report,
) {
  const ids = importedIds(path);
  const skipped = skippedOf(source, table, isColored, bits);
  const names = isColored ? table.byColor : table.byValue;
  const annotations = [...regions].flatMap(([value, spans]) => {
    const label = names.get(value);
    const shape = label === undefined ? undefined : maskOfSpans(spans);
    if (label !== undefined && shape) return [{ label, shape }];
    if (!skipped.has(value)) tellUnknown(value, isColored, spansArea(spans), mask, report);
    return [];
  });
  return annotations.map((each, i) => ({ id: ids(i), ...each })).sort(compareIds);
}

/** Numbers that are no labels where no class has them. */
function skippedOf(
  { options }: Source,
  { background, backgroundColor }: ClassTable,
  isColored: boolean,
  bits: number,
): ReadonlySet<number | undefined> {
  if (isColored) return new Set([backgroundColor ?? 0]);
  const ignore = options['ignore'] ?? (bits === 16 ? '65535' : '255');
  return new Set([background, Number(ignore)]);
}

function tellUnknown(value: number, isColored: boolean, pixels: number, path: string, report: Report): void {
  const what = isColored ? `colour ${colorText(value)}` : `number ${value}`;
  const message = `${pixels} pixels have the ${what}, which no class has: they are left out.`;
  report.problem({ path, severity: 'error', code: 'mask-unknown-value', message });
}

/** Without a file of classes: one for each number (or colour) that turns up, and 0 for nothing unless told. */
function guessedTable(source: Source, places: readonly MaskPlace[]): ClassTable {
  const { background = '0', ignore } = source.options;
  const [values, colors] = [new Set<number>(), new Set<number>()];
  const deaf = { problem: () => undefined };
  for (const { mask } of places) {
    const made = mask === undefined ? undefined : readMask(source, mask, deaf);
    for (const value of made?.regions.keys() ?? [])
      if (made?.isColored) colors.add(value);
      else if (String(value) !== (ignore ?? (made?.bits === 16 ? '65535' : '255'))) values.add(value);
  }
  const nothing = background === 'none' ? undefined : Number(background);
  const named = [...values].filter((value) => value !== nothing).sort((a, b) => a - b);
  const colored = [...colors].filter((color) => color !== 0).sort((a, b) => a - b);
  return {
    classes: [
      ...named.map((value) => classOf(`class ${value}`, value, undefined)),
      ...colored.map((color) => classOf(colorText(color), undefined, color)),
    ],
    byValue: new Map(named.map((value) => [value, `class ${value}`])),
    byColor: new Map(colored.map((color) => [color, colorText(color)])),
    background: nothing,
  };
}
