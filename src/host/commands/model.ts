import { basename } from 'node:path';
import * as vscode from 'vscode';
import { describeModel } from '../../engine/detection';
import { resolveModel } from '../../engine/models';
import { messageOf } from '../log';
import type { CommandServices } from './services';

interface ModelItem extends vscode.QuickPickItem {
  readonly name?: string;
}

/** Picks among the workspace's and the bundled models, or a file. */
export async function chooseModel(services: CommandServices): Promise<void> {
  const image = services.editors.active?.document.uri;
  const current = services.models.current(image);
  const models = await services.models.list(image);
  const items: ModelItem[] = models.map(({ name, title, manifestPath }) => ({
    name,
    label: name === current ? `$(check) ${title}` : title,
    description: name,
    detail: vscode.workspace.asRelativePath(manifestPath),
  }));
  if (!models.some(({ name }) => name === current))
    items.unshift({ name: current, label: `$(check) ${basename(current)}`, detail: current });
  const separator: ModelItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const browse: ModelItem = { label: vscode.l10n.t('$(folder-opened) Use an ONNX Model…') };
  const picked = await vscode.window.showQuickPick([...items, separator, browse], {
    title: vscode.l10n.t('Model for Detect'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === browse) return useOnnxModel(services);
  if (picked?.name !== undefined) await services.models.choose(picked.name);
}

/** Finds out what a file is, and says so. From the Explorer it is the file clicked on; else the user is asked for one. */
export async function useOnnxModel(services: CommandServices, clicked?: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const file = clicked ?? (await askForModel());
  if (!file) return;
  try {
    const told = await describe(services, file.fsPath);
    await services.models.choose(file.fsPath);
    void vscode.window.showInformationMessage(told);
  } catch (error) {
    services.log.error(error instanceof Error ? error : String(error));
    const message = vscode.l10n.t('{0} cannot be used. {1}', basename(file.fsPath), messageOf(error));
    void vscode.window.showErrorMessage(message);
  }
}

async function askForModel(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Use an ONNX Model'),
    openLabel: vscode.l10n.t('Use This Model'),
    filters: { [vscode.l10n.t('ONNX models')]: ['onnx', 'json'] },
  });
  return picked?.[0];
}

async function describe({ workers, log }: CommandServices, path: string): Promise<string> {
  const title = vscode.l10n.t('Reading {0}', basename(path));
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title }, async () => {
    const model = await resolveModel(path, []);
    const { headTitle, reason, inputSize, classes, warnings } = await describeModel(workers(), model);
    for (const warning of warnings) log.warn(`${path}: ${warning}`);
    const said = vscode.l10n.t(
      '{0}: {1} ({2}), input {3} × {4}, {5} classes.',
      basename(path),
      headTitle,
      reason,
      inputSize.widthPx,
      inputSize.heightPx,
      classes.length,
    );
    return [said, ...warnings].join(' ');
  });
}
