import * as vscode from 'vscode';
import { imageOfBackup, parseBackup } from './backup';
import type { UnsavedLabels } from './openLabels';

/** A backup that VS Code did not hand back. */
export interface LeftBackup {
  readonly uri: vscode.Uri;
  readonly unsaved: UnsavedLabels;
}

/** VS Code names backups by a hash of the document and a counter. */
const BACKUP_NAME = /^-?\d+$/;

/**
 * The newest backup of an image that still lies in the folder where VS Code lets us keep them. VS Code in a browser
 * writes down which backup belongs to which editor only now and then: when its page goes away before, the editor comes
 * back without one, though the backup is there. Saving and reverting delete backups, so what is left was never saved.
 */
export async function leftBackup(folder: vscode.Uri, imagePath: string): Promise<LeftBackup | undefined> {
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  const names = entries.map(([name]) => name).filter((name) => BACKUP_NAME.test(name));
  const found = await Promise.all(
    names.map((name) => readIfOf(imagePath, vscode.Uri.joinPath(folder, name))),
  );
  return found.flatMap((each) => each ?? []).sort((a, b) => b.mtime - a.mtime)[0];
}

async function readIfOf(
  imagePath: string,
  uri: vscode.Uri,
): Promise<(LeftBackup & { mtime: number }) | undefined> {
  try {
    const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
    if (imageOfBackup(text) !== imagePath) return undefined;
    const unsaved = parseBackup(text);
    const { mtime } = await vscode.workspace.fs.stat(uri);
    return typeof unsaved === 'string' ? undefined : { uri, unsaved, mtime };
  } catch {
    return undefined;
  }
}

/** Deletes a backup that is no longer needed; that it is gone already is fine. */
export async function deleteBackup(uri: vscode.Uri): Promise<void> {
  await Promise.resolve(vscode.workspace.fs.delete(uri)).catch(() => undefined);
}
