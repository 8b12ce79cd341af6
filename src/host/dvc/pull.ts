import { dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { openDvc } from '../../engine/dvc/dvc';
import { dvcRepoOf } from '../../engine/dvc/dvcRepo';
import { DvcError } from '../../engine/dvc/dvcError';
import { findDvc } from '../../engine/dvc/findDvc';
import { pullTargets } from '../../engine/dvc/pullTargets';
import { isFolder } from '../../engine/dataset/findUp';
import { openGit } from '../../engine/versioning/git';
import { runFetch } from '../../engine/versioning/fetchImage';
import { inProgress, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';

/** Brings all images of a folder (of the Explorer, else of the active image) from DVC or Git LFS. */
export function pullFolder(services: CommandServices, uri?: vscode.Uri): Promise<void> {
  return withGit(services, async () => {
    const folder = await folderOf(services, uri);
    if (folder === undefined) return;
    await pull(services, folder);
    services.lists.forget();
    for (const document of services.editors.documents) await document.reloadImage();
  });
}

async function folderOf(
  { editors }: CommandServices,
  uri: vscode.Uri | undefined,
): Promise<string | undefined> {
  const path = uri?.fsPath ?? editors.active?.document.path;
  if (path === undefined) return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return (await isFolder(path)) ? path : dirname(path);
}

async function pull(services: CommandServices, folder: string): Promise<void> {
  const root = await openGit({ program: settings.gitPath() }).rootOf(await nearestFolder(folder));
  if (root === undefined)
    return void vscode.window.showWarningMessage(vscode.l10n.t('These images are not in a git repository.'));
  const targets = await pullTargets({ folder: root, program: settings.gitPath() }, folder);
  if (targets.length === 0) return pullFromLfs(services, root, folder);
  await pullFromDvc(services, root, targets);
  void vscode.window.showInformationMessage(vscode.l10n.t('Pulled {0} from DVC.', targets.join(', ')));
}

/** A folder that was never pulled is not there. */
async function nearestFolder(folder: string): Promise<string> {
  let at = folder;
  while (!(await isFolder(at)) && dirname(at) !== at) at = dirname(at);
  return at;
}

/** Granular: only what the targets (relative to git's root) name. Rejects with `DvcError`. */
export async function pullFromDvc(
  { log }: Pick<CommandServices, 'log'>,
  root: string,
  targets: readonly string[],
): Promise<void> {
  await inProgress(vscode.l10n.t('Pulling {0} from DVC', targets.join(', ')), async (signal, report) => {
    const repo = await dvcRepoOf(root);
    const state = await findDvc({ setting: settings.dvcPath(), folders: [repo?.root ?? root], signal });
    if (state.kind === 'absent') throw new DvcError('notInstalled', state.why);
    log.info(`${root}: dvc pull ${targets.join(' ')} (DVC ${state.program.version})`);
    const onLine = (line: string): void => {
      report(line);
      log.info(line);
    };
    await openDvc(state.program, repo?.root ?? root, root).pull(targets, { signal, onLine });
  });
}

async function pullFromLfs({ log }: CommandServices, root: string, folder: string): Promise<void> {
  const own = relative(root, folder).split(sep).join('/');
  // The pattern of --include cannot hold commas.
  const include =
    own === '' || own.includes(',')
      ? []
      : [`--include=${own.replace(/[\\*?[\]]/g, '\\$&')}/**`, '--exclude='];
  await inProgress(vscode.l10n.t('Pulling {0} from Git LFS', own || root), (signal, report) =>
    runFetch(
      { command: 'git', args: ['lfs', 'pull', ...include], cwd: root },
      {
        signal,
        program: settings.gitPath(),
        onLine: (line) => {
          report(line);
          log.info(line);
        },
      },
    ),
  );
  void vscode.window.showInformationMessage(vscode.l10n.t('Pulled {0} from Git LFS.', own || root));
}
