import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Detection, Format, Source, Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { plain } from '../lib/plainSum';
import { BOXES_ONLY } from '../voc/voc';
import { createMlFiles, looksLikeCreateMl } from './createMlFiles';
import { readCreateMl } from './readCreateMl';

/*
 * CreateML's object detection list (HumanSignal/labelImg: libs/create_ml_io.py; Apple: MLObjectDetector data source).
 * Pixels: x and y are the middle of the box, from the top left, continuous edges. Names may be `image` and
 * `annotations`, or `imagefilename` and `annotation`. `verified` is LabelImg's mark for what was looked through.
 */

const FILE = 'annotations.createml.json';

export const createMl: Format = {
  id: 'createml',
  title: 'CreateML',
  family: 'createml',
  target: { kind: 'folder' },
  holds: {
    shapes: BOXES_ONLY,
    holes: false,
    parts: false,
    flags: [],
    fields: [],
    tags: 'none',
    state: true,
    ids: false,
    classIds: false,
    usedClassesOnly: true,
    splits: false,
    negatives: true,
  },
  writeOptions: [{ name: 'spelling', about: 'names of the members', values: ['image', 'imagefilename'] }],
  detect,
  read: readCreateMl,
  write,
};

function write(set: LabelSet, target: Target): void {
  const { fs, report, options } = target;
  const names =
    options['spelling'] === 'imagefilename'
      ? (['imagefilename', 'annotation'] as const)
      : (['image', 'annotations'] as const);
  const sink = fs.open(FILE);
  let block = '[';
  let isFirst = true;
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    target.image(image.path, image.path);
    report.wrote(image.path, image.doc.annotations.length);
    if (!image.labelled) continue;
    block += `${isFirst ? '\n' : ',\n'}${JSON.stringify(entryOf(image, names, target))}`;
    isFirst = false;
    if (block.length < 1_000_000) continue;
    sink.write(block);
    block = '';
  }
  sink.write(`${block}\n]\n`);
  sink.close();
}

function entryOf(
  { path, doc }: LabeledImage,
  [image, annotations]: readonly ['image', 'annotations'] | readonly ['imagefilename', 'annotation'],
  { report }: Target,
): JsonObject {
  const extra = isObject(doc.extra?.['createml']) ? doc.extra['createml'] : {};
  const { kept, ...others } = extra;
  if (doc.state === 'todo') report.loss(path, TODO);
  return {
    [image]: path,
    ...(doc.state === 'done' && { verified: true }),
    [annotations]: [
      ...doc.annotations.flatMap(printAnnotation),
      ...(kept !== undefined && isArray(kept) ? kept : []),
    ],
    ...others,
  };
}

const TODO = { code: 'state-dropped', message: 'images lose their mark "to do"' };

function printAnnotation({ label, shape, extra }: Annotation): readonly Json[] {
  if (shape.kind !== 'box') return [];
  const own = isObject(extra?.['createml']) ? extra['createml'] : {};
  const { coordinates, ...others } = own;
  const { x, y, width, height } = shape;
  const place = { x: plain(x + width / 2), y: plain(y + height / 2), width, height };
  return [
    {
      label,
      coordinates: { ...place, ...(coordinates !== undefined && isObject(coordinates) && coordinates) },
      ...others,
    },
  ];
}

function detect(source: Source): Detection | undefined {
  const [path] = createMlFiles(source);
  if (path === undefined || !looksLikeCreateMl(source.fs, path)) return undefined;
  return { confidence: 0.93, reason: `${path} is a list of images with annotations that have coordinates` };
}
