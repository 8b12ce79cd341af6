import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isImageName } from '../../../core/dataset/imageNames';
import type { DataSets } from '../../../engine/dataset/dataSets';
import { isSidecar } from '../../../engine/dataset/sidecars';
import { labelFileAt } from '../../../engine/dataset/stores/labelFileAt';

/** Whose labels a command is about; absolute paths. */
export type VersionTarget =
  | { readonly kind: 'image'; readonly imagePath: string }
  /** All labels at or below a folder, or in a file for many images. */
  | { readonly kind: 'many'; readonly path: string; readonly isFile: boolean };

/** What a file or folder of the Explorer or of Source Control means; throws when it has nothing to do with labels. */
export async function targetOf(path: string, dataSets: DataSets): Promise<VersionTarget> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) return { kind: 'many', path, isFile: false };
  if (isImageName(path)) return { kind: 'image', imagePath: path };
  if (isSidecar(path)) return { kind: 'image', imagePath: await dataSets.sidecars.imageOf(path) };
  const found = await labelFileAt(path, dataSets);
  if (found?.kind === 'image') return { kind: 'image', imagePath: found.store.imagePath };
  if (found) return { kind: 'many', path, isFile: true };
  throw new Error(vscode.l10n.t('{0} is neither an image nor a label file of one.', path));
}

/**
 * The files that a command was called with: a URI, several of them, or entries of Source Control. Versions from git
 * (`git:`) stand for the file of the working tree.
 */
export function pathsOf(args: readonly unknown[]): readonly string[] {
  const found = args.flat().flatMap((arg) => pathOf(arg) ?? []);
  return [...new Set(found)];
}

function pathOf(arg: unknown): string | undefined {
  const uri = arg instanceof vscode.Uri ? arg : resourceUri(arg);
  return uri && (uri.scheme === 'file' || uri.scheme === 'git') ? uri.fsPath : undefined;
}

function resourceUri(arg: unknown): vscode.Uri | undefined {
  const uri = typeof arg === 'object' && arg !== null && 'resourceUri' in arg ? arg.resourceUri : undefined;
  return uri instanceof vscode.Uri ? uri : undefined;
}
