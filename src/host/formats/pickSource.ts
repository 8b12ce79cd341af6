import * as vscode from 'vscode';

/** Asks for a file, an archive or a folder of labels. Undefined when the user left. */
export async function pickSource(title: string, beside?: vscode.Uri): Promise<string | undefined> {
  const file = vscode.l10n.t('File or Archive…');
  const folder = vscode.l10n.t('Folder…');
  const items = [
    { label: file, detail: vscode.l10n.t('COCO, Label Studio, CVAT XML, VIA, CSV …, or a .zip') },
    { label: folder, detail: vscode.l10n.t('YOLO, Pascal VOC, LabelMe, DagsHub, masks …') },
  ];
  const placeHolder = vscode.l10n.t('Where are the labels?');
  const kind = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (!kind) return undefined;
  const defaultUri = beside ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const isFile = kind.label === file;
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Import'),
    canSelectFiles: isFile,
    canSelectFolders: !isFile,
    canSelectMany: false,
    ...(defaultUri && { defaultUri }),
  });
  return picked?.[0]?.fsPath;
}
