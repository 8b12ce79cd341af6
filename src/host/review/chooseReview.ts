import * as vscode from 'vscode';
import { reviewItems } from '../../core/review/reviewItems';
import { openBranches } from '../../engine/versioning/branches/branches';
import { docOf } from '../../engine/versioning/labelVersions';
import { openVersions, type Versions } from '../../engine/versioning/versions';
import { inProgress, repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { settings } from '../settings';
import { pickBase, type Base } from './pickBase';
import type { ReviewedImage } from './reviewSession';

/** Asks since when labels are to be reviewed, and hands the images that changed to `start`. Never rejects. */
export function chooseReview(
  services: CommandServices,
  start: (base: Base, images: readonly ReviewedImage[]) => Promise<void>,
): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined) return;
    const versions = await openVersions(root, { program: settings.gitPath() });
    try {
      const branches = openBranches({ program: settings.gitPath() });
      const base = await pickBase(versions, branches, await branches.state(root));
      const images = base && (await changedImages(versions, base));
      if (base && images) await start(base, images);
    } finally {
      versions.dispose();
    }
  });
}

/** Undefined when the user ended it. */
function changedImages(versions: Versions, base: Base): Thenable<readonly ReviewedImage[]> {
  return inProgress(vscode.l10n.t('Looking for changed labels'), async (signal, report) => {
    const [from, to] = [await versions.resolve(base.revision), await versions.resolve('WORKTREE')];
    const images: ReviewedImage[] = [];
    for await (const { imagePath, before, after } of versions.changesBetween(from, to, { signal })) {
      const doc = docOf(after);
      const items = reviewItems(docOf(before), doc);
      if (items.length > 0) images.push({ path: imagePath, items, doc });
      report(vscode.l10n.t('{0} images', images.length));
    }
    return images;
  });
}
