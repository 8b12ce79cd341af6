import { basename } from 'node:path';
import type { Annotation } from '../../core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../core/annotation/document';
import { inFrame } from '../../core/annotation/frame';
import { newId } from '../../core/annotation/id';
import { apply, isEmpty } from '../../core/edit/edit';
import { carry, type Carried } from '../../core/edit/propagate';
import { EMPTY_SCHEMA, type LabelSchema } from '../../core/schema/labelSchema';
import type { DataSets } from './dataSets';
import { imageHeaderOf } from './imageHeaderOf';
import { readLocated } from './readSidecar';
import { refusedBy, writeLabels } from './writeLabels';

/** Labels that could not be carried to an image; the message says why and what to do. Nothing was written. */
export class CarryRefused extends Error {
  override readonly name = 'CarryRefused';
}

/** What is added when annotations are carried into labels: with ids that are free there. */
export function carryInto(
  doc: AnnotationDoc,
  annotations: readonly Annotation[],
  schema: LabelSchema,
): Carried {
  const taken = new Set(doc.annotations.map(({ id }) => id));
  const fresh = (): string => {
    const id = newId(Math.random, (candidate) => taken.has(candidate));
    taken.add(id);
    return id;
  };
  return carry(annotations, doc, schema, fresh);
}

/** The saved labels of an image; null when there are none. Throws `CarryRefused` when they cannot be read. */
export async function savedLabels(imagePath: string, { sidecars }: DataSets): Promise<AnnotationDoc | null> {
  const read = await readLocated(await sidecars.locate(imagePath));
  if (read.kind === 'broken') throw unreadable(read.path, read.problem.message);
  return read.kind === 'ok' ? read.doc : null;
}

/** Adds annotations to the sidecar of an image that nobody has open. Throws `CarryRefused`, `FileError`. */
export async function carryToFile(
  imagePath: string,
  annotations: readonly Annotation[],
  dataSets: DataSets,
): Promise<Carried> {
  const doc = await framedLabels(imagePath, dataSets);
  const schema = (await dataSets.schemaFor(imagePath))?.schema ?? EMPTY_SCHEMA;
  const carried = carryInto(doc, annotations, schema);
  if (isEmpty(carried.edit)) return carried;
  const location = await dataSets.sidecars.locate(imagePath);
  const refused = location.store && refusedBy(location.store, carried.edit);
  if (refused !== undefined) throw new CarryRefused(refused);
  await writeLabels(location, apply(doc, carried.edit).doc);
  return carried;
}

/** The image's labels, or none, in the frame of the image as it is. */
async function framedLabels(imagePath: string, dataSets: DataSets): Promise<AnnotationDoc> {
  const header = await imageHeaderOf(imagePath).catch(() => undefined);
  const saved = await savedLabels(imagePath, dataSets);
  if (!header) {
    if (saved) return saved;
    throw new CarryRefused(`The size of ${basename(imagePath)} is not known: open it, then copy again.`);
  }
  const { widthPx, heightPx } = header;
  const doc = saved ?? emptyDoc({ file: basename(imagePath), widthPx, heightPx });
  const framed = inFrame(doc, header);
  if (framed) return framed;
  const { image } = doc;
  throw new CarryRefused(
    `${basename(imagePath)} is ${widthPx} × ${heightPx} pixels, its labels say ${image.widthPx} × ${image.heightPx}: ` +
      'use the quick fix of that problem first.',
  );
}

function unreadable(path: string, why: string): CarryRefused {
  return new CarryRefused(`The labels in ${path} cannot be read and were left as they are. ${why}`);
}
