import * as vscode from 'vscode';
import { loadPart } from '../../engine/loadPart';
import type { DiffPanels } from './diffPanels';
import type { DiffServices } from './startDiff';
import { DIFF_VIEW_TYPE } from './viewType';

/** Comparisons of labels, as the rest of the extension asks for them. */
export interface Diffs extends vscode.Disposable {
  show(...args: Parameters<DiffPanels['show']>): Promise<void>;
  /** Something was committed, staged or checked out. */
  repositoryChanged(): void;
}

/** What shows comparisons is loaded with the first one: by a command, or kept by VS Code from the last time. */
export function lazyDiffs(services: DiffServices): Diffs {
  let panels: DiffPanels | undefined;
  const open = async (): Promise<DiffPanels> => {
    const { startDiff } = await loadPart(import('./startDiff'));
    return (panels ??= startDiff(services));
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(DIFF_VIEW_TYPE, {
    deserializeWebviewPanel: async (panel, kept: unknown) => (await open()).revive(panel, kept),
  });
  return {
    show: async (...args) => (await open()).show(...args),
    repositoryChanged: () => panels?.repositoryChanged(),
    dispose: () => {
      serializer.dispose();
      panels?.dispose();
    },
  };
}
