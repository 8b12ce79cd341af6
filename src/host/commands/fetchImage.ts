import { basename, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { DvcError } from '../../engine/dvc/dvcError';
import { FetchError, runFetch } from '../../engine/versioning/fetchImage';
import { openGit } from '../../engine/versioning/git';
import type { ImageFetch } from '../../engine/dataset/imageStatus';
import { pullFromDvc } from '../dvc/pull';
import { messageOf } from '../log';
import { settings } from '../settings';
import type { CommandServices } from './services';

/** Brings the active image from Git LFS or DVC, in sight of the user. */
export async function fetchImage(services: CommandServices): Promise<void> {
  const document = services.editors.active?.document;
  const image = await document?.image;
  if (!document || image?.kind !== 'missing') return;
  if (!image.fetch) return document.notice({ severity: 'info', message: image.reason });
  if (!vscode.workspace.isTrusted) {
    const text = vscode.l10n.t('{0} runs a program: it needs a trusted workspace.', image.fetch.title);
    return void vscode.window.showWarningMessage(text);
  }
  const isBrought = await isDone(services, image.fetch);
  await document.reloadImage();
  services.repositoryChanged();
  // DVC ends well where the version has no such file.
  if (isBrought && (await document.image).kind === 'missing')
    void vscode.window.showWarningMessage(stillMissing(basename(document.path), image.fetch));
}

function stillMissing(name: string, { kind }: ImageFetch): string {
  const program = kind === 'dvc' ? 'DVC' : 'Git LFS';
  return vscode.l10n.t(
    '{0} had nothing to do, and {1} is still not there: the version that is checked out may not have it.',
    program,
    name,
  );
}

/** False when it failed, which is said, or was cancelled. */
async function isDone(services: CommandServices, fetch: ImageFetch): Promise<boolean> {
  try {
    await bring(services, fetch);
    return true;
  } catch (error) {
    if (error instanceof FetchError && error.cancelled) return false;
    if (error instanceof DvcError && error.kind === 'cancelled') return false;
    services.log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(messageOf(error));
    return false;
  }
}

/** DVC takes turns with our other commands of it; its target is relative to the folder it is to run in. */
async function bring(services: CommandServices, fetch: ImageFetch): Promise<void> {
  if (fetch.kind === 'lfs') return withProgress(services, fetch);
  const root = await openGit({ program: settings.gitPath() }).rootOf(fetch.cwd);
  const target = join(fetch.cwd, fetch.args.at(-1) ?? '');
  if (root === undefined) return withProgress(services, fetch);
  await pullFromDvc(services, root, [relative(root, target).split(sep).join('/')]);
}

function withProgress({ log }: CommandServices, fetch: ImageFetch): Thenable<void> {
  const line = [fetch.command, ...fetch.args].join(' ');
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: line };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    log.info(`${fetch.cwd}: ${line}`);
    await runFetch(fetch, {
      signal: controller.signal,
      program: fetch.kind === 'lfs' ? settings.gitPath() : undefined,
      onLine: (message) => {
        progress.report({ message });
        log.info(message);
      },
    });
  });
}
