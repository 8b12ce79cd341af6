import * as vscode from 'vscode';
import type { AnnotationDoc } from '../../../core/annotation/document';
import type { Edit } from '../../../core/edit/edit';
import {
  planRestore,
  type NotRestored,
  type RestorePlan,
} from '../../../engine/versioning/restore/planRestore';
import { restoreLabels, type Restored } from '../../../engine/versioning/restore/restoreLabels';
import type { Revision } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import { withProgress } from '../withProgress';
import type { Restorable } from './lastRestore';
import { documentInTab } from './openTab';
import { applied } from './restoreOpen';

export interface RestoreSetRequest {
  readonly revision: Revision;
  readonly title: string;
  /** Absolute; all labels of the repository unless given. */
  readonly paths?: readonly string[];
}

/** Makes all labels what they were in a version, once the user has read what that means and said yes. */
export async function restoreSet(
  services: CommandServices,
  versions: Versions,
  { revision, title, paths }: RestoreSetRequest,
): Promise<void> {
  const plan = await withProgress(vscode.l10n.t('Comparing labels with {0}', title), (signal, say) =>
    planRestore(versions, revision, {
      signal,
      ...(paths && { paths }),
      onProgress: (images) => say(vscode.l10n.t('{0} images', images)),
    }),
  );
  if (!plan) return;
  if (plan.items.length === 0) return sayNothingToDo(title, plan.unreadable);
  const restore = vscode.l10n.t('Restore {0} Images', plan.items.length);
  const options = { modal: true, detail: planWords(plan) };
  const question = vscode.l10n.t('Make all labels what they were in {0}?', title);
  if ((await vscode.window.showWarningMessage(question, options, restore)) !== restore) return;
  const done = await run(services, versions, plan, title);
  if (done) await tell(services, done, title);
}

/** What it means, in sentences. */
export function planWords(plan: RestorePlan): string {
  const { t } = vscode.l10n;
  const { items, returning, leaving, changing, emptied, uncommitted, unreadable } = plan;
  return [
    t(
      '{0} images: {1} annotations come back, {2} go away, {3} become what they were.',
      items.length,
      returning,
      leaving,
      changing,
    ),
    ...(emptied > 0 ? [t('{0} images that have labels now will have none.', emptied)] : []),
    ...(uncommitted.length > 0
      ? [
          t(
            '{0} of these images have labels that are in no commit: these are replaced too.',
            uncommitted.length,
          ),
        ]
      : []),
    ...(unreadable.length > 0
      ? [t('{0} label files cannot be read and are left alone.', unreadable.length)]
      : []),
    t(
      'Only label files are written; the index, images and relabel.yaml stay. Images that are open are edited and stay unsaved. “Undo Restore” takes everything back.',
    ),
  ].join('\n\n');
}

function sayNothingToDo(title: string, unreadable: readonly NotRestored[]): void {
  const words = [vscode.l10n.t('All labels are as in {0}.', title)];
  if (unreadable[0])
    words.push(vscode.l10n.t('{0} files cannot be read: {1}', unreadable.length, unreadable[0].reason));
  void vscode.window.showInformationMessage(words.join(' '));
}

async function run(
  services: CommandServices,
  versions: Versions,
  plan: RestorePlan,
  title: string,
): Promise<Restored | undefined> {
  const { dataSets, editors, versions: versioning } = services;
  const journal = await versioning.lastRestore.begin(title);
  const editOpen = async (imagePath: string, make: (now: AnnotationDoc) => Edit): Promise<boolean> => {
    const document = editors.ofImage(imagePath);
    if (!document) return false;
    await document.settle();
    const { doc: before } = document;
    applied(document, make);
    await versioning.lastRestore.edited({ imagePath, before, after: document.doc });
    return true;
  };
  return withProgress(vscode.l10n.t('Restoring labels of {0}', title), (signal, say) =>
    restoreLabels(
      plan.items,
      plan.revision,
      { label: vscode.l10n.t('Restore from {0}', title) },
      {
        versions,
        dataSets: dataSets(),
        journal,
        editOpen,
        signal,
        onProgress: (done) => say(`${done} / ${plan.items.length}`),
      },
    ),
  );
}

async function tell(
  services: CommandServices,
  { written, edited, skipped, stopped }: Restored,
  title: string,
): Promise<void> {
  const { t } = vscode.l10n;
  services.repositoryChanged();
  for (const { path, reason } of skipped) services.log.warn(`${path} was not restored: ${reason}`);
  const words = [
    t('Labels of {0} images are as in {1}.', written + edited, title),
    ...(stopped ? [t('Stopped: the others are as they were.')] : []),
    ...(edited > 0 ? [t('{0} of them are open and unsaved.', edited)] : []),
    ...(skipped[0] ? [t('{0} were left alone: {1}', skipped.length, skipped[0].reason)] : []),
  ].join(' ');
  const undo = t('Undo Restore');
  const answer = await (skipped.length > 0 || stopped
    ? vscode.window.showWarningMessage(words, undo)
    : vscode.window.showInformationMessage(words, undo));
  if (answer === undo) await undoNow(services);
}

/** Takes the last restore of many images back; says what that means first, as it may have been a while ago. */
export async function undoLastRestore(services: CommandServices): Promise<void> {
  const what = await services.versions.lastRestore.look();
  if (what && !(await mayUndo(what))) return;
  await undoNow(services);
}

async function mayUndo({ title, files, edits }: Restorable): Promise<boolean> {
  const undo = vscode.l10n.t('Undo Restore');
  const options = { modal: true, detail: undoWords(files, edits) };
  const question =
    title === ''
      ? vscode.l10n.t('Take the last restore back?')
      : vscode.l10n.t('Take back that labels were restored from {0}?', title);
  return (await vscode.window.showWarningMessage(question, options, undo)) === undo;
}

/** What it means, in sentences. */
export function undoWords(files: number, edits: number): string {
  const { t } = vscode.l10n;
  return [
    ...(files > 0
      ? [
          t(
            '{0} label files become what they were before; those that were changed since then are left alone.',
            files,
          ),
        ]
      : []),
    ...(edits > 0
      ? [t('{0} images that were open are edited back and stay unsaved; later edits of them stay.', edits)]
      : []),
    t('The index and images stay as they are.'),
  ].join('\n\n');
}

/** “Undo Restore” of what has just been told needs no question. */
async function undoNow(services: CommandServices): Promise<void> {
  const { t } = vscode.l10n;
  const undone = await withProgress(t('Taking the restore back'), () =>
    services.versions.lastRestore.undo(t('Undo Restore'), (imagePath) =>
      documentInTab(services.editors, imagePath),
    ),
  );
  if (!undone) return void vscode.window.showInformationMessage(t('There is no restore to take back.'));
  services.repositoryChanged();
  for (const { path, reason } of undone.skipped) services.log.warn(`${path}: ${reason}`);
  const [first] = undone.skipped;
  if (!first)
    return void vscode.window.showInformationMessage(t('The labels are what they were before the restore.'));
  void vscode.window.showWarningMessage(
    t(
      '{0} label files are what they were; {1} were left alone: {2}',
      undone.files,
      undone.skipped.length,
      first.reason,
    ),
  );
}
