import { spansOfMask } from '../../mask/rle';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { encodeGreyPng, encodeIndexedPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { classValues, isWide, paletteOf, type ClassValues } from './classValues';
import { writeMasks } from './writeLayout';
import { writeMeta } from './writeMeta';

export function writeSemantic(set: LabelSet, target: Target): void {
  const { classes } = set.schema;
  const values = classValues(classes);
  const palette = isWide(values) ? undefined : paletteOf(classes, values);
  writeMasks(set, target, (image) => painted(image, values, palette, target));
  writeMeta(classes, values, palette, target);
}

function painted(
  { path, doc }: LabeledImage,
  values: ClassValues,
  palette: Uint8Array | undefined,
  { options, report }: Target,
): Uint8Array {
  const { widthPx, heightPx } = doc.image;
  const isDeep = !palette || options['depth'] === 'grey16';
  const map = new (isDeep ? Uint16Array : Uint8Array)(widthPx * heightPx).fill(values.empty);
  let count = 0;
  for (const { label, shape } of doc.annotations) {
    const value = values.byName.get(label);
    if (shape.kind !== 'mask') continue;
    if (value === undefined)
      report.loss(path, {
        code: 'class-unknown',
        message: 'annotations have a class that the set does not name',
      });
    else paintRegion(map, widthPx, heightPx, spansOfMask(shape), value);
    if (value !== undefined) count++;
  }
  report.wrote(path, count);
  if (map instanceof Uint16Array || options['depth'] === 'grey8' || !palette)
    return encodeGreyPng(widthPx, heightPx, map);
  return encodeIndexedPng(widthPx, heightPx, map, palette);
}
