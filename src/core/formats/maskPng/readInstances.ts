import { compareIds, emptyDoc } from '../../annotation/document';
import { maskOfSpans } from '../../mask/rle';
import { EMPTY_SCHEMA, type LabelClass } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { classOf, readClassTable, type ClassTable } from './classTable';
import { readInstanceTable, type InstanceTable } from './instanceTable';
import { maskPlaces, type MaskPlace } from './maskLayout';
import { readMask } from './readMask';

const STEP = 200;
/** The class of objects of which nothing tells it. */
const OBJECT = 'object';
const PER_CLASS = 256;

/** The class of a number of a mask; undefined for no object. */
type Naming = (mask: string, value: number) => string | undefined;

export function readInstances(source: Source, report: Report): LabelSet {
  const places = maskPlaces(source);
  const table = readInstanceTable(source, report);
  const classes = readClassTable(source, report);
  const isCoded = !table && source.options['coding'] === 'kitti';
  const naming = isCoded ? kittiNaming(classes) : tableNaming(table);
  function* images(): Generator<LabeledImage> {
    for (const [i, place] of places.entries()) {
      if (i % STEP === 0) report.progress(i, places.length, 'masks');
      const image = readPlace(place, source, naming, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  const known = classes?.classes ?? [];
  const used = isCoded ? codedNames(source, places, naming) : table ? namesOf(table) : [OBJECT];
  const schema = { ...EMPTY_SCHEMA, classes: withNames(known, used) };
  return { schema, imageCount: places.length, images: { [Symbol.iterator]: images } };
}

function tableNaming(table: InstanceTable | undefined): Naming {
  return (mask, value) => (value === 0 ? undefined : (table?.get(mask)?.get(value) ?? OBJECT));
}

function kittiNaming(classes: ClassTable | undefined): Naming {
  return (_, value) => {
    const number = Math.floor(value / PER_CLASS);
    const isNothing = value === 0 || (classes ? number === classes.background : false);
    return isNothing ? undefined : (classes?.byValue.get(number) ?? `class ${number}`);
  };
}

function codedNames(source: Source, places: readonly MaskPlace[], naming: Naming): readonly string[] {
  const deaf = { problem: () => undefined };
  const names = new Set<string>();
  for (const { mask } of places)
    for (const value of (mask === undefined ? undefined : readMask(source, mask, deaf))?.regions.keys() ?? [])
      names.add(naming('', value) ?? '');
  return [...names].filter((name) => name !== '');
}

function namesOf(table: InstanceTable): readonly string[] {
  return [...new Set([...table.values()].flatMap((names) => [...names.values()]))];
}

function withNames(known: readonly LabelClass[], used: readonly string[]): readonly LabelClass[] {
  const names = new Set(known.map(({ name }) => name));
  return [
    ...known,
    ...used.filter((name) => !names.has(name)).map((name) => classOf(name, undefined, undefined)),
  ];
}

function readPlace(place: MaskPlace, source: Source, naming: Naming, report: Report): LabeledImage {
  const { path, mask, split } = place;
  const made = mask === undefined ? undefined : readMask(source, mask, report);
  const size = made ?? (place.source === undefined ? undefined : source.imageSize(place.source));
  const { widthPx = 0, heightPx = 0 } = size ?? {};
  const ids = importedIds(path);
  const annotations = [...(made?.regions ?? [])].flatMap(([value, spans]) => {
    const label = naming(mask ?? '', value);
    const shape = label === undefined ? undefined : maskOfSpans(spans);
    return label !== undefined && shape ? [{ id: ids(value), label, shape }] : [];
  });
  return {
    path,
    ...(place.source !== undefined && { source: place.source }),
    ...(split !== undefined && { split }),
    labelled: made !== undefined,
    doc: {
      ...emptyDoc({ file: lastPart(path), widthPx, heightPx }),
      annotations: annotations.sort(compareIds),
    },
  };
}
