import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import { withProgress } from '../withProgress';
import { changedPairs } from './changedPairs';
import type { VersionEnd } from './ends';
import type { VersionTarget } from './target';

/** What to compare: two versions of an image, or of everything below a path. */
export interface Comparison {
  readonly left: VersionEnd;
  readonly right: VersionEnd;
  readonly target: VersionTarget;
  /** Id of an instance of the image that is to be seen first. */
  readonly focus?: string | undefined;
}

/** Shows how two versions of labels differ; of many images, those that do, to be stepped through as they are found. */
export async function compare(
  { versions: { showDiff } }: CommandServices,
  repository: Versions,
  { left, right, target, focus }: Comparison,
): Promise<void> {
  const title = `${left.title} ↔ ${right.title}`;
  if (target.kind === 'image') {
    const pairs = [{ imagePath: target.imagePath, left, right }];
    return showDiff({ title, pairs, ...(focus !== undefined && { focus }) });
  }
  const search = new AbortController();
  const found = changedPairs(repository, { left, right, paths: [target.path] }, search.signal);
  const first = await withProgress(vscode.l10n.t('Looking for changed labels'), async (signal) => {
    signal.addEventListener('abort', () => search.abort());
    return found.next();
  });
  if (!first) return;
  if (!first.done) return showDiff({ title, pairs: [first.value] }, { found, stop: () => search.abort() });
  const text = vscode.l10n.t(
    'No labels differ between {0} and {1} in {2}.',
    left.title,
    right.title,
    basename(target.path),
  );
  void vscode.window.showInformationMessage(text);
}
