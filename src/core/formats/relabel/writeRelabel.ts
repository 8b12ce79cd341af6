import { isBlank, type AnnotationDoc } from '../../annotation/document';
import { printSidecar } from '../../annotation/sidecar';
import type { LabelSchema } from '../../schema/labelSchema';
import { parseSchema } from '../../schema/parseSchema';
import { printSchema } from '../../schema/printSchema';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { SCHEMA_FILE, SIDECAR_SUFFIX } from './sidecarNames';

const STEP = 500;

/** `relabel.yaml`, the images, and a sidecar beside each that was looked at. */
export function writeRelabel(set: LabelSet, target: Target): void {
  writeSchema(set.schema, target);
  if (set.foreign && Object.keys(set.foreign).length > 0)
    target.report.loss('', {
      code: 'set-fields-dropped',
      message: 'sets lose fields that only their format has',
    });
  let done = 0;
  for (const image of set.images) {
    if (done++ % STEP === 0) target.report.progress(done - 1, set.imageCount, 'images');
    target.image(image.path, image.path);
    writeImage(image, target);
  }
}

function writeImage({ path, split, labelled, doc }: LabeledImage, { fs, report }: Target): void {
  // A sidecar says that somebody has looked at the image, unless it says that it is there for the split alone.
  const unseen = !labelled && isBlank(doc) ? { labelled: false } : {};
  const said = split === undefined ? doc : { ...doc, extra: { ...doc.extra, split, ...unseen } };
  if (!labelled && isBlank(said)) return report.wrote(path, 0);
  if (!(doc.image.widthPx > 0 && doc.image.heightPx > 0)) return tellUnsized(path, doc, report);
  fs.writeText(path + SIDECAR_SUFFIX, printSidecar(said));
  return report.wrote(path, doc.annotations.length);
}

/** A sidecar without the image's size would be refused by its reader. */
function tellUnsized(path: string, { annotations }: AnnotationDoc, report: Target['report']): void {
  const message = 'annotations are dropped: neither the labels nor the image tell the size of the image';
  report.loss(path, { code: 'size-unknown', message }, Math.max(1, annotations.length));
}

/** New data sets keep their labels beside the images, where they are written. */
function writeSchema(schema: LabelSchema, { fs, report }: Target): void {
  const { labels: _, ...own } = schema;
  const text = printSchema({ ...own, images: [], sidecars: { place: 'auto' } });
  fs.writeText(SCHEMA_FILE, text);
  const { problems } = parseSchema(text);
  for (const { message } of problems)
    report.loss('', {
      code: 'schema-part-dropped',
      message: `parts of relabel.yaml cannot be used: ${message}`,
    });
}
