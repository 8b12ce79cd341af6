import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { CommandServices } from '../../commands/services';
import { showFiles } from './compareFiles';
import { parseDiffAddress } from './diffUri';
import { targetOf } from './target';

/** Larger label files are no sensible question of an address that anyone may send. */
const MAX_BYTES = 64_000_000;

/** Shows what `vscode://relabel.relabel/diff?…` asks for. Rejects with why it cannot be shown. */
export async function showAddress(services: CommandServices, uri: vscode.Uri): Promise<void> {
  if (uri.path !== '/diff')
    throw new Error(vscode.l10n.t('Relabel does not know the address {0}.', uri.path));
  const asked = parseDiffAddress(uri.query, process.platform);
  if (typeof asked === 'string')
    throw new Error(vscode.l10n.t('This comparison cannot be shown: {0}', asked));
  for (const path of [asked.left, asked.right]) if (path !== undefined) await checkFile(path);
  await showFiles(services, asked.left, asked.right, await imageOf(services, asked.path));
}

/** Git names the label file; the picture is that of its image. */
async function imageOf({ dataSets }: CommandServices, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const target = await targetOf(path, dataSets()).catch(() => undefined);
  return target?.kind === 'image' ? target.imagePath : undefined;
}

async function checkFile(path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) throw new Error(vscode.l10n.t('{0} is no file.', path));
  if (stats.size > MAX_BYTES) throw new Error(vscode.l10n.t('{0} is too large to be compared.', path));
}
