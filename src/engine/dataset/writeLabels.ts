import type { AnnotationDoc } from '../../core/annotation/document';
import { printSidecar } from '../../core/annotation/sidecar';
import type { Edit } from '../../core/edit/edit';
import { refusedEdit } from '../../core/formats/inPlace/refuse';
import { writeAtomic } from '../fs';
import type { SidecarLocation } from './sidecars';
import type { LabelStore } from './stores/labelStore';
import { readStore } from './stores/readStore';
import { CHANGED, NotWritten, writeStore } from './stores/writeStore';

/**
 * Writes labels of an image that nobody has open to where its labels are. They must have grown from what stands there.
 * Throws `NotWritten`, `FileError`.
 */
export async function writeLabels({ path, store }: SidecarLocation, doc: AnnotationDoc): Promise<void> {
  if (!store) return writeAtomic(path, printSidecar(doc));
  const { read, known } = await readStore(store);
  const written = await writeStore(store, doc, known, read.kind === 'ok' ? read.hash : undefined);
  if (written === CHANGED) throw new NotWritten(`${path} changed at this very moment: try again.`);
}

/** Why an edit cannot be written to a store, as a sentence; undefined when it can. */
export function refusedBy({ file, context, imagePath }: LabelStore, edit: Edit): string | undefined {
  const image = { file: imagePath, widthPx: 0, heightPx: 0 };
  return refusedEdit(file, edit, { ...context, image });
}
