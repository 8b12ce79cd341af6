import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandServices } from '../commands/services';
import { openInEditor } from '../editor/openInEditor';
import type { EditorServices } from '../editor/provider';
import { messageOf } from '../log';
import { VersionImages } from '../versions/asOf/versionImages';
import type { Repositories } from '../versions/repositories';
import { restoreFromDiff } from '../versions/restore/restoreCommands';
import { DiffPanels } from './diffPanels';
import type { DiffEnd } from './request';
import { sideText } from './sideText';
import { versionSource } from './versionSource';

export interface DiffServices {
  readonly context: vscode.ExtensionContext;
  readonly editorServices: Pick<EditorServices, 'log' | 'dataSets' | 'loader' | 'extensionUri'>;
  readonly editors: CommandServices['editors'];
  readonly repositories: Repositories;
  /** Built after the comparisons, which it shows. */
  readonly commandServices: () => CommandServices;
}

/** Builds what shows comparisons. */
export function startDiff({
  context,
  editorServices,
  editors,
  repositories,
  commandServices,
}: DiffServices): DiffPanels {
  const { dataSets, log } = editorServices;
  const imagesFolder = join(context.globalStorageUri.fsPath, 'versions');
  const images = new VersionImages(imagesFolder);
  const told = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(messageOf(error));
    });
  return new DiffPanels({
    ...editorServices,
    editors,
    imagesFolder,
    source: versionSource({ repositories, images, editors, dataSets }),
    restore: (restore) => restoreFromDiff(commandServices(), restore),
    openImage: (imagePath, instance) => told(openInEditor(editors, imagePath, instance)),
    openText: (imagePath, end) => told(openText(imagePath, end, { repositories, dataSets })),
    fetchImage: (imagePath) => told(fetchImage(editors, imagePath)),
  });
}

/** The editor has what brings a picture that is not there; the comparison follows the file. */
async function fetchImage(editors: CommandServices['editors'], imagePath: string): Promise<void> {
  await openInEditor(editors, imagePath);
  await vscode.commands.executeCommand('relabel.fetchImage');
}

/** Shows the labels of a side as text: the file itself, or what the version has. */
async function openText(
  imagePath: string,
  end: DiffEnd,
  services: Parameters<typeof sideText>[2],
): Promise<void> {
  const side = await sideText(end.imagePath ?? imagePath, end.revision, services);
  const document = await (side.kind === 'file'
    ? vscode.workspace.openTextDocument(vscode.Uri.file(side.path))
    : vscode.workspace.openTextDocument({ content: side.text, language: 'json' }));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
