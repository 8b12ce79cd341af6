import * as vscode from 'vscode';
import type { CommandServices } from './services';

/** Versions and states for a bug report; no paths, no labels. */
export async function copyDiagnostics(services: CommandServices): Promise<void> {
  await vscode.env.clipboard.writeText(JSON.stringify(report(services), undefined, 2));
  void vscode.window.showInformationMessage(vscode.l10n.t('Versions and states are in the clipboard.'));
}

function report({ context, editors, models, workers }: CommandServices): object {
  const { version } = context.extension.packageJSON as { readonly version?: string };
  const { imaging, inference } = workers();
  return {
    relabel: version,
    vscode: vscode.version,
    app: vscode.env.appName,
    remote: vscode.env.remoteName ?? 'none',
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    trusted: vscode.workspace.isTrusted,
    folders: vscode.workspace.workspaceFolders?.length ?? 0,
    model: models.current().replace(/^.*[\\/]/, ''),
    workers: { imaging: imaging.pid !== undefined, inference: inference.pid !== undefined },
    open: editors.documents.map(({ doc, labels, imageNow }) => ({
      annotations: doc.annotations.length,
      kept: doc.kept.length,
      size: [doc.image.widthPx, doc.image.heightPx],
      image: imageNow?.kind ?? 'loading',
      version: labels.version,
      dirty: labels.dirty,
      blocked: labels.blocked?.code,
    })),
  };
}
