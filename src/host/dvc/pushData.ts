import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Dvc } from '../../engine/dvc/dvc';
import { inProgress, repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { dataTools } from './dataTools';

/** Asks the DVC remote what it lacks, shows that in the Explorer, and pushes it when the user wants to. */
export function pushData(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const { dvc, absent } = await inProgress(vscode.l10n.t('Looking for DVC'), (signal) =>
      dataTools(root, signal),
    );
    if (!dvc) {
      const text = absent ?? vscode.l10n.t('DVC is not used in {0}.', root);
      return void vscode.window.showInformationMessage(text);
    }
    const missing = await ask(services, dvc, root);
    if (missing.length === 0) {
      const text = vscode.l10n.t('The DVC remote has all images that are recorded.');
      return void vscode.window.showInformationMessage(text);
    }
    const push = vscode.l10n.t('Push');
    const text = vscode.l10n.t('{0} images are not on the DVC remote yet.', missing.length);
    if ((await vscode.window.showInformationMessage(text, push)) !== push) return;
    await inProgress(vscode.l10n.t('Pushing images'), (signal, report) => {
      const onLine = (line: string): void => {
        report(line);
        services.log.info(line);
      };
      return dvc.push([], { signal, onLine });
    });
    services.notPushed.set([]);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Pushed {0} images to the DVC remote.', missing.length),
    );
  });
}

async function ask({ notPushed }: CommandServices, dvc: Dvc, root: string): Promise<readonly string[]> {
  const status = await inProgress(vscode.l10n.t('Asking the DVC remote'), (signal, report) =>
    dvc.status({ remote: true }, { signal, onLine: report }),
  );
  const missing = status.notInRemote.filter((path) => !path.endsWith('/'));
  notPushed.set(missing.map((path) => join(root, ...path.split('/'))));
  return missing;
}
