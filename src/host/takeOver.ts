import * as vscode from 'vscode';
import { associationPattern } from './associationPattern';
import { VIEW_TYPE } from './editor/provider';

const SECTION = 'workbench';
const NAME = 'editorAssociations';

/**
 * Makes a click on an image in this folder open Relabel: one more entry in the workspace's editor associations.
 * Elsewhere images open as before. Undefined when the folder is not in the workspace: then there is no settings file.
 */
export async function takeOver(folder: vscode.Uri): Promise<string | undefined> {
  const workspace = vscode.workspace.getWorkspaceFolder(folder);
  if (!workspace) return undefined;
  const pattern = associationPattern(workspace.uri.path, folder.path);
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const own = configuration.inspect<Record<string, string>>(NAME)?.workspaceValue ?? {};
  if (own[pattern] !== VIEW_TYPE)
    await configuration.update(NAME, { ...own, [pattern]: VIEW_TYPE }, vscode.ConfigurationTarget.Workspace);
  return pattern;
}
