import * as vscode from 'vscode';
import type { AnnotationDoc } from '../../../core/annotation/document';
import { isEmpty, type Edit } from '../../../core/edit/edit';
import { restoreImage, restoreInstances, type RestoredInstance } from '../../../core/edit/restore';
import { docOf } from '../../../engine/versioning/labelVersions';
import type { Revision } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import type { LabelDocument } from '../../editor/document';
import { VIEW_TYPE } from '../../editor/provider';
import { docSummary } from '../history/changeSummary';

/** What is to become of one image's labels; paths are absolute. */
export interface RestoreRequest {
  readonly imagePath: string;
  /** Where it was in the version, when it was renamed since. */
  readonly fromImagePath?: string;
  readonly revision: Revision;
  /** "v1 (3f2a91c, 12 May 2026)". */
  readonly title: string;
  /** The whole image unless given. */
  readonly instances?: readonly RestoredInstance[];
}

/** VS Code opens an editor in a moment; a picture on a slow disk takes longer. */
const OPEN_LIMIT_MS = 15_000;

/**
 * Makes an image's labels what they were in a version, as one edit of its editor, which is opened: unsaved, and undone
 * like any other. Resolves to what to tell the user; rejects with the reason when it cannot be done.
 */
export async function restoreOpen(
  services: CommandServices,
  versions: Versions,
  request: RestoreRequest,
): Promise<string> {
  const { imagePath, fromImagePath = imagePath, revision, title, instances } = request;
  const at = await versions.labelsAt(revision, fromImagePath);
  if (at?.kind === 'unreadable') throw new Error(at.reason);
  const document = await openedDocument(services.editors, imagePath);
  const label = vscode.l10n.t('Restore from {0}', title);
  const was = docOf(at);
  const summary = applied(document, (now) =>
    instances ? restoreInstances(label, now, was, instances) : restoreImage(label, now, was),
  );
  return summary === undefined
    ? vscode.l10n.t('The labels are the same as in {0}: nothing was changed.', title)
    : vscode.l10n.t('Restored from {0}: {1}. They are unsaved; undo takes it back.', title, summary);
}

/** Edits an open document; the words of what changed, undefined when nothing did. Throws when it cannot. */
export function applied(document: LabelDocument, make: (now: AnnotationDoc) => Edit): string | undefined {
  const { doc: before, labels } = document;
  if (labels.blocked) throw new Error(labels.blocked.message);
  const edit = make(before);
  if (isEmpty(edit)) return undefined;
  document.edit(edit);
  if (document.doc === before)
    throw new Error(vscode.l10n.t('The label file of this image cannot hold these labels.'));
  return docSummary(before, document.doc) || vscode.l10n.t('tags, state or remarks');
}

/** The document in an editor, with the image's size known. */
export async function openedDocument(
  editors: CommandServices['editors'],
  imagePath: string,
): Promise<LabelDocument> {
  await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(imagePath), VIEW_TYPE, {
    preview: false,
  });
  const document = editors.ofImage(imagePath) ?? (await waitFor(editors, imagePath));
  await document.settle();
  await document.image;
  return document;
}

function waitFor(editors: CommandServices['editors'], imagePath: string): Promise<LabelDocument> {
  return new Promise((resolve, reject) => {
    const heard = editors.onDocument((document) => {
      if (document.path === imagePath) end(() => resolve(document));
    });
    const timer = setTimeout(
      () => end(() => reject(new Error(vscode.l10n.t('{0} could not be opened.', imagePath)))),
      OPEN_LIMIT_MS,
    );
    const end = (how: () => void): void => {
      clearTimeout(timer);
      heard.dispose();
      how();
    };
  });
}
