import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { fileError } from '../../../engine/fileError';
import { changesReport, type ChangesReport } from '../../../engine/report/changesReport';
import { diffImages } from '../../../engine/report/diffImages';
import { revisionTitle } from '../../../engine/versioning/revision';
import type { Versions } from '../../../engine/versioning/versions';
import type { CommandServices } from '../../commands/services';
import { nameOf, subjectOf } from '../compare/compareCommands';
import type { VersionEnd } from '../compare/ends';
import { pickVersion } from '../compare/pickVersion';
import { withProgress } from '../withProgress';
import { reportFileName } from './reportFileName';
import { showReportPage } from './showReportPage';

/** As many images as `relabel diff --html` shows with pictures unless told otherwise. */
const MAX_IMAGES = 100;
const t = (text: string, ...args: (string | number | boolean)[]): string => vscode.l10n.t(text, ...args);

interface Wanted {
  readonly left: VersionEnd;
  readonly right: VersionEnd;
  /** Absolute. */
  readonly path: string;
}

/** "Export Report of Changes…": how labels differ between two versions, as one HTML file with pictures. */
export async function exportReport(
  services: CommandServices,
  _: vscode.Uri | undefined,
  args: readonly unknown[],
): Promise<void> {
  const { repository, target } = await subjectOf(services, args);
  const path = target.kind === 'image' ? target.imagePath : target.path;
  const title = t('Export Report of Changes in {0}', nameOf(target));
  const left = await pickVersion(repository, { title, placeholder: t('The older version') });
  const right =
    left && (await pickVersion(repository, { title, placeholder: t('Compare {0} with…', left.title) }));
  if (!left || !right) return;
  const file = await pickFile(title, repository.root, left, right);
  if (file !== undefined) await exportTo(file, services, repository, { left, right, path });
}

async function pickFile(
  title: string,
  root: string,
  left: VersionEnd,
  right: VersionEnd,
): Promise<string | undefined> {
  const name = reportFileName(revisionTitle(left.revision), revisionTitle(right.revision));
  // Beside the repository: in it, it would be one more file that waits to be committed.
  const uri = await vscode.window.showSaveDialog({
    title,
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.file(join(dirname(root), name)),
    filters: { HTML: ['html'] },
  });
  return uri?.fsPath;
}

async function exportTo(
  file: string,
  services: CommandServices,
  repository: Versions,
  wanted: Wanted,
): Promise<void> {
  const report = await withProgress(t('Writing the report of changes'), async (signal, say) => {
    const made = await make(services, repository, wanted, signal, say);
    signal.throwIfAborted();
    await write(file, made.html);
    return made;
  });
  if (report) await tell(file, report, services);
}

function make(
  { workers }: CommandServices,
  versions: Versions,
  { left, right, path }: Wanted,
  signal: AbortSignal,
  say: (message: string) => void,
): Promise<ChangesReport> {
  const ends = { from: left.revision, to: right.revision };
  const shown = (of: string): string => vscode.workspace.asRelativePath(of);
  return changesReport(diffImages(versions, { ...ends, paths: [path] }, signal, shown), {
    ...{ ...ends, versions, signal, maxImages: MAX_IMAGES, workers: workers() },
    onImage: (count) => say(t('{0} images', count)),
  });
}

async function write(file: string, html: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, html);
  } catch (error) {
    throw fileError('Could not write', file, error);
  }
}

async function tell(
  file: string,
  { html, summary, unreadable }: ChangesReport,
  { log }: CommandServices,
): Promise<void> {
  for (const { file: broken, reason } of unreadable) log.warn(`${broken}: ${reason}`);
  showReportPage(html, basename(file));
  const words = [
    t('{0}: {1}.', basename(file), summary.images > 0 ? summary.text : t('labels are the same')),
    ...(unreadable.length > 0 ? [t('{0} label files cannot be read.', unreadable.length)] : []),
  ].join(' ');
  const open = t('Open in Browser');
  const answer = await vscode.window.showInformationMessage(words, open);
  if (answer === open) await vscode.env.openExternal(vscode.Uri.file(file));
}
