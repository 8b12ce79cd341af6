import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OpenEditors } from '../editor/openEditors';
import type { EditorServices } from '../editor/provider';
import { AsOf } from './asOf/asOf';
import { HistoryView } from './history/historyView';
import type { Repositories } from './repositories';
import { LastRestore } from './restore/lastRestore';
import type { Versioning } from './versioning';

export interface VersioningServices {
  readonly context: vscode.ExtensionContext;
  readonly editors: OpenEditors;
  readonly editorServices: Pick<
    EditorServices,
    'log' | 'dataSets' | 'loader' | 'extensionUri' | 'keys' | 'settings'
  >;
  readonly repositories: Repositories;
  readonly showDiff: Versioning['showDiff'];
}

/** Builds what commands about versions work with. */
export function startVersioning(services: VersioningServices): Versioning & vscode.Disposable {
  const { context, editors, editorServices, repositories, showDiff } = services;
  const imagesFolder = join(context.globalStorageUri.fsPath, 'versions');
  const journals = join((context.storageUri ?? context.globalStorageUri).fsPath, 'restores');
  const history = new HistoryView({ log: editorServices.log, editors, repositories });
  const asOf = new AsOf({ ...editorServices, repositories, imagesFolder });
  const lastRestore = new LastRestore({
    folder: journals,
    memory: context.workspaceState,
    dataSets: editorServices.dataSets,
  });
  const parts = vscode.Disposable.from(asOf, history);
  return { repositories, history, asOf, lastRestore, showDiff, dispose: () => parts.dispose() };
}
