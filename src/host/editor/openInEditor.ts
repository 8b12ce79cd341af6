import * as vscode from 'vscode';
import type { OpenEditors } from './openEditors';
import type { EditorPanel } from './panel';
import { VIEW_TYPE } from './provider';

/** VS Code gives us the editor in a moment; a picture on a slow disk takes longer. */
const OPEN_LIMIT_MS = 15_000;

/** Opens an image (absolute path) where it is open already, else in the active group; selects an annotation in it. */
export async function openInEditor(
  editors: OpenEditors,
  imagePath: string,
  annotation?: string,
): Promise<void> {
  const known = panelOf(editors, imagePath);
  const viewColumn = known?.webviewPanel.viewColumn;
  await vscode.commands.executeCommand(
    'vscode.openWith',
    vscode.Uri.file(imagePath),
    VIEW_TYPE,
    ...(viewColumn === undefined ? [] : [{ viewColumn }]),
  );
  if (annotation !== undefined) (await shownPanel(editors, imagePath))?.select(annotation);
}

function panelOf(editors: OpenEditors, imagePath: string): EditorPanel | undefined {
  const panels = editors.panels.filter(({ document }) => document.path === imagePath);
  return panels.find(({ webviewPanel }) => webviewPanel.active) ?? panels.at(-1);
}

async function shownPanel(editors: OpenEditors, imagePath: string): Promise<EditorPanel | undefined> {
  return panelOf(editors, imagePath) ?? waitFor(editors, imagePath);
}

function waitFor(editors: OpenEditors, imagePath: string): Promise<EditorPanel | undefined> {
  return new Promise((resolve) => {
    const end = (panel: EditorPanel | undefined): void => {
      clearTimeout(timer);
      heard.dispose();
      resolve(panel);
    };
    const heard = editors.onActive(() => {
      const panel = panelOf(editors, imagePath);
      if (panel) end(panel);
    });
    const timer = setTimeout(() => end(undefined), OPEN_LIMIT_MS);
  });
}
