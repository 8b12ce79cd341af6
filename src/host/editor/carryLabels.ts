import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation/annotation';
import type { AnnotationDoc } from '../../core/annotation/document';
import { carryInto, carryToFile, savedLabels } from '../../engine/dataset/carryLabels';
import type { DataSets } from '../../engine/dataset/dataSets';
import type { ImageLists } from '../imageLists';
import type { LabelDocument } from './document';
import type { OpenEditors } from './openEditors';

export interface CarryServices {
  readonly dataSets: () => DataSets;
  readonly lists: Pick<ImageLists, 'neighbour'>;
  readonly editors: Pick<OpenEditors, 'ofImage'>;
}

/** The saved labels of the image before this one; null at the first image, and when it has none. */
export async function previousLabels(
  { path }: LabelDocument,
  services: CarryServices,
): Promise<AnnotationDoc | null> {
  const previous = await services.lists.neighbour(path, -1);
  return previous === undefined ? null : savedLabels(previous, services.dataSets());
}

/** Adds annotations to the next image: to its open document, as an edit that can be undone, else to its sidecar. */
export async function copyToNext(
  { path }: LabelDocument,
  annotations: readonly Annotation[],
  { dataSets, lists, editors }: CarryServices,
): Promise<{ readonly file: string; readonly added: number }> {
  const next = await lists.neighbour(path, 1);
  if (next === undefined) throw new Error(vscode.l10n.t('This is the last image: there is none to copy to.'));
  const open = editors.ofImage(next);
  const { edit } = open ? await addTo(open, annotations) : await carryToFile(next, annotations, dataSets());
  return { file: basename(next), added: edit.added.length };
}

async function addTo(document: LabelDocument, annotations: readonly Annotation[]) {
  await document.image;
  const { labels, doc, schema, path } = document;
  if (labels.blocked) throw new Error(vscode.l10n.t('The labels of {0} cannot be read.', basename(path)));
  if (doc.image.widthPx === 0)
    throw new Error(vscode.l10n.t('The size of {0} is not known.', basename(path)));
  const carried = carryInto(doc, annotations, schema);
  document.edit(carried.edit);
  return carried;
}
