import type { Annotation } from '../../annotation/annotation';
import { spansOfMask } from '../../mask/rle';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { encodeGreyPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { classValues, type ClassValues } from './classValues';
import { INSTANCE_TABLE, TABLE_HEAD, tableLine } from './instanceTable';
import { writeMasks } from './writeLayout';
import { writeMeta } from './writeMeta';

const PER_CLASS = 256;
const MOST_OBJECTS = 65_535;

export function writeInstances(set: LabelSet, target: Target): void {
  const { classes } = set.schema;
  const isCoded = target.options['coding'] === 'kitti';
  const values = classValues(classes, isCoded ? PER_CLASS - 1 : undefined);
  const table = isCoded ? undefined : target.fs.open(INSTANCE_TABLE);
  table?.write(TABLE_HEAD);
  writeMasks(set, target, (image, mask) => {
    const numbers = numbersOf(image, isCoded ? values : undefined, target);
    for (const [annotation, number] of numbers) table?.write(tableLine(mask, number, annotation.label));
    return painted(image, numbers, target);
  });
  table?.close();
  writeMeta(classes, values, undefined, target);
}

/** A number for each object: by its place, or class x 256 + place among those of its class. */
function numbersOf(
  { path, doc }: LabeledImage,
  values: ClassValues | undefined,
  { report }: Target,
): ReadonlyMap<Annotation, number> {
  const counts = new Map<string, number>();
  const numbers = new Map<Annotation, number>();
  for (const [i, annotation] of doc.annotations.entries()) {
    const count = (counts.get(annotation.label) ?? 0) + 1;
    counts.set(annotation.label, count);
    const value = values?.byName.get(annotation.label);
    const fits = values ? value !== undefined && count < PER_CLASS : i < MOST_OBJECTS;
    if (fits) numbers.set(annotation, values ? (value ?? 0) * PER_CLASS + count : i + 1);
    else
      report.loss(path, {
        code: 'numbers-used-up',
        message: 'objects are dropped: the mask has no number left',
      });
  }
  return numbers;
}

function painted(
  { path, doc }: LabeledImage,
  numbers: ReadonlyMap<Annotation, number>,
  { report }: Target,
): Uint8Array {
  const { widthPx, heightPx } = doc.image;
  const map = new Uint16Array(widthPx * heightPx);
  for (const [{ shape }, number] of numbers)
    if (shape.kind === 'mask') paintRegion(map, widthPx, heightPx, spansOfMask(shape), number);
  report.wrote(path, numbers.size);
  return encodeGreyPng(widthPx, heightPx, map);
}
