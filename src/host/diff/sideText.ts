import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { DataSets } from '../../engine/dataset/dataSets';
import type { Revision } from '../../engine/versioning/revision';
import type { Repositories } from '../versions/repositories';

/** The text of an image's labels in a version. Throws with the reason when there is none. */
export async function sideText(
  imagePath: string,
  revision: Revision,
  { repositories, dataSets }: { readonly repositories: Repositories; readonly dataSets: () => DataSets },
): Promise<
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'text'; readonly text: string }
> {
  if (revision.kind === 'file') return { kind: 'file', path: revision.path };
  const { path } = await dataSets().sidecars.locate(imagePath);
  if (revision.kind === 'worktree') return { kind: 'file', path };
  const versions = await repositories.versionsOf(imagePath);
  const labels = await versions.labelsAt(revision, imagePath);
  const file = await versions.readAt(revision, labels?.path ?? path);
  if (file?.kind === 'bytes') return { kind: 'text', text: file.bytes.toString('utf8') };
  throw new Error(vscode.l10n.t('This version has no label file of {0}.', basename(imagePath)));
}
