import * as vscode from 'vscode';
import { isUndecided } from '../../core/annotation/conflict';
import { firstInConflict, isFileInConflict } from '../../engine/dataset/inConflict';
import { isAbortError } from '../../protocol/rpcError';
import { openInstead } from '../commands/navigate';
import type { CommandServices } from '../commands/services';
import { inProgress } from './repository';

/** Leads to another image with labels that wait to be decided, around the end; says when there is none. */
export function nextConflictImage(step: 1 | -1): (services: CommandServices) => Promise<void> {
  return async (services) => {
    const panel = services.editors.active;
    if (!panel) return;
    await panel.document.settle();
    const path = await find(services, panel.document.path, step);
    if (path === null) return;
    if (path !== undefined) return openInstead(panel.webviewPanel, panel.document.uri, path);
    panel.notice({ severity: 'info', message: vscode.l10n.t('No other image is in conflict.') });
  };
}

/** Null: the user ended it. */
async function find(
  { lists, editors }: CommandServices,
  from: string,
  step: 1 | -1,
): Promise<string | null | undefined> {
  const isOpen = async (path: string): Promise<boolean> => {
    const open = editors.documents.find((document) => document.path === path);
    // What is decided and not saved is decided.
    if (open && !open.labels.blocked) return isUndecided(open.doc);
    const sidecar = await lists.sidecarOf(path);
    return sidecar !== undefined && isFileInConflict(sidecar);
  };
  const others = await lists.others(from, step);
  try {
    return await inProgress(vscode.l10n.t('Looking for labels in conflict'), (signal) =>
      firstInConflict(others, isOpen, signal),
    );
  } catch (error) {
    if (isAbortError(error)) return null;
    throw error;
  }
}
