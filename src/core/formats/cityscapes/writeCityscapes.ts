import type { Annotation } from '../../annotation/annotation';
import { fillRings } from '../../mask/fillRings';
import type { LabelClass } from '../../schema/labelSchema';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { folderOf, lastPart, withoutExtension } from '../lib/safePath';
import { classValues, paletteOf, type ClassValues } from '../maskPng/classValues';
import { writeMeta } from '../maskPng/writeMeta';
import { encodeGreyPng, encodeRgbPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { CITYSCAPES_CLASSES } from './labels';
import { GT, IMAGES } from './layout';
import { OWN, UNSPLIT } from './readCityscapes';

const STEP = 100;
const PER_CLASS = 1000;
/** Above this, class x 1000 + object does not fit into 16 bits. */
const MOST_CLASS = 64;

interface Painting {
  readonly classes: readonly LabelClass[];
  readonly values: ClassValues;
  readonly palette: Uint8Array;
}

export function writeCityscapes(set: LabelSet, target: Target): void {
  const classes = classesOf(set.schema.classes);
  const values = classValues(classes, MOST_CLASS);
  const painting = { classes, values, palette: paletteOf(classes, values) };
  const taken = new Set<string>();
  let done = 0;
  for (const image of set.images) {
    if (done++ % STEP === 0) target.report.progress(done - 1, set.imageCount, 'images');
    if (image.labelled) writeImage(image, painting, taken, target);
    else target.report.wrote(image.path, 0);
  }
  if (classes !== CITYSCAPES_CLASSES) writeMeta(classes, values, painting.palette, target);
}

/** Those of Cityscapes where the set has no others: its numbers are then right. */
function classesOf(classes: readonly LabelClass[]): readonly LabelClass[] {
  const own = new Set(CITYSCAPES_CLASSES.map(({ name }) => name));
  return classes.length > 0 && classes.every(({ name }) => own.has(name)) ? CITYSCAPES_CLASSES : classes;
}

function writeImage(image: LabeledImage, painting: Painting, taken: Set<string>, target: Target): void {
  const { path, split = UNSPLIT, doc } = image;
  const { widthPx, heightPx } = doc.image;
  if (!(widthPx > 0 && heightPx > 0)) {
    const message = 'annotations are dropped: neither the labels nor the image tell the size of the image';
    target.report.loss(path, { code: 'size-unknown', message }, Math.max(1, doc.annotations.length));
    return;
  }
  const folder = split.replaceAll(/[\\/]/g, '_') || UNSPLIT;
  const key = keyOf(path, folder, taken);
  const at = `${folder}/${key}`;
  const extension = path.slice(withoutExtension(path).length);
  target.image(path, `${IMAGES}/${at}_${IMAGES}${extension}`);
  const isOwnPath = path !== `${key}_${IMAGES}${extension}`;
  const top = {
    imgHeight: heightPx,
    imgWidth: widthPx,
    objects: doc.annotations.flatMap(objectOf),
    ...(isOwnPath && { [OWN]: { path } }),
  };
  target.fs.writeText(`${GT}/${at}_${GT}_polygons.json`, `${JSON.stringify(top)}\n`);
  paint(image, `${GT}/${at}_${GT}`, painting, target);
  target.report.wrote(path, doc.annotations.length);
}

/** `<city>/<name>`: the folder's name, else `city`. */
function keyOf(path: string, split: string, taken: Set<string>): string {
  const stem = withoutExtension(lastPart(path)).replace(/_leftImg8bit$/, '');
  const city = folderOf(path).replaceAll('/', '_') || 'city';
  let key = `${city}/${stem}`;
  for (let n = 2; taken.has(`${split}/${key}`); n++) key = `${city}/${stem}-${n}`;
  taken.add(`${split}/${key}`);
  return key;
}

function objectOf({ label, crowd, shape }: Annotation) {
  if (shape.kind !== 'polygon') return [];
  const [ring = []] = shape.rings;
  const polygon = Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]);
  return [{ label: crowd ? `${label}group` : label, polygon }];
}

/** Class numbers, object numbers and colours; later objects cover earlier ones. */
function paint(
  image: LabeledImage,
  stem: string,
  { classes, values, palette }: Painting,
  target: Target,
): void {
  const { widthPx, heightPx } = image.doc.image;
  const ids = new Uint8Array(widthPx * heightPx).fill(values.empty);
  const objects = new Uint16Array(widthPx * heightPx).fill(values.empty);
  const counts = new Map<string, number>();
  for (const { label, crowd, shape } of image.doc.annotations) {
    const value = values.byName.get(label);
    if (shape.kind !== 'polygon' || value === undefined) continue;
    const isStuff = classes.find(({ name }) => name === label)?.stuff ?? false;
    const count = counts.get(label) ?? 0;
    const isCounted = !isStuff && !crowd && value > 0 && value <= MOST_CLASS && count < PER_CLASS;
    if (isCounted) counts.set(label, count + 1);
    const spans = fillRings(shape.rings, { x: 0, y: 0, width: widthPx, height: heightPx });
    paintRegion(ids, widthPx, heightPx, spans, value);
    paintRegion(objects, widthPx, heightPx, spans, isCounted ? value * PER_CLASS + count : value);
  }
  target.fs.writeBytes(`${stem}_labelIds.png`, encodeGreyPng(widthPx, heightPx, ids));
  target.fs.writeBytes(`${stem}_instanceIds.png`, encodeGreyPng(widthPx, heightPx, objects));
  target.fs.writeBytes(`${stem}_color.png`, encodeRgbPng(widthPx, heightPx, colored(ids, palette)));
}

function colored(ids: Uint8Array, palette: Uint8Array): Uint8Array {
  const triples = new Uint8Array(3 * ids.length);
  for (let i = 0; i < ids.length; i++) {
    const at = 3 * (ids[i] as number);
    triples[3 * i] = palette[at] as number;
    triples[3 * i + 1] = palette[at + 1] as number;
    triples[3 * i + 2] = palette[at + 2] as number;
  }
  return triples;
}
