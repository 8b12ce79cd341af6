import * as vscode from 'vscode';
import type { OpenEditors } from '../../editor/openEditors';
import type { LabelDocument } from '../../editor/document';
import { openedDocument } from './restoreOpen';

/**
 * The open document of an image. VS Code brings tabs back after a reload without asking us for their documents until
 * they are looked at: one with unsaved work is looked at, as that work would come back over what is on the disk.
 */
export async function documentInTab(
  editors: OpenEditors,
  imagePath: string,
): Promise<LabelDocument | undefined> {
  const open = editors.ofImage(imagePath);
  if (open) return open;
  return hasUnsavedTab(imagePath) ? openedDocument(editors, imagePath) : undefined;
}

function hasUnsavedTab(imagePath: string): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ isDirty, input }) =>
      isDirty && input instanceof vscode.TabInputCustom && input.uri.fsPath === imagePath,
  );
}
