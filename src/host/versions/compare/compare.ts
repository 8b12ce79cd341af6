import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import { withProgress } from '../withProgress';
import { changedPairs, MAX_PAIRS } from './changedPairs';
import type { VersionEnd } from './ends';
import type { VersionTarget } from './target';

/** What to compare: two versions of an image, or of everything below a path. */
export interface Comparison {
  readonly left: VersionEnd;
  readonly right: VersionEnd;
  readonly target: VersionTarget;
}

/** Shows how two versions of labels differ; of many images, those that do, to be stepped through. */
export async function compare(
  { versions: { showDiff } }: CommandServices,
  repository: Versions,
  { left, right, target }: Comparison,
): Promise<void> {
  const title = `${left.title} ↔ ${right.title}`;
  if (target.kind === 'image')
    return showDiff({ title, pairs: [{ imagePath: target.imagePath, left, right }] });
  const found = await withProgress(vscode.l10n.t('Looking for changed labels'), (signal, say) =>
    changedPairs(repository, { left, right, paths: [target.path] }, signal, (images) =>
      say(vscode.l10n.t('{0} images', images)),
    ),
  );
  if (!found) return;
  if (found.pairs.length === 0) {
    const text = vscode.l10n.t(
      'No labels differ between {0} and {1} in {2}.',
      left.title,
      right.title,
      basename(target.path),
    );
    return void vscode.window.showInformationMessage(text);
  }
  await showDiff({ title, pairs: found.pairs });
  if (found.isCut)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('More than {0} images differ: the first ones are listed.', MAX_PAIRS),
    );
}
