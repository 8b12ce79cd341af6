import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataSets } from '../../engine/dataset/dataSets';
import { DISK } from '../../engine/dataset/files';
import { fileLabels } from '../../engine/versioning/fileLabels';
import type { LabelsAt } from '../../engine/versioning/labelVersions';
import type { Revision } from '../../engine/versioning/revision';
import type { DiffLabels } from '../../protocol/diffView';
import type { OpenEditors } from '../editor/openEditors';
import { messageOf } from '../log';
import type { VersionImages } from '../versions/asOf/versionImages';
import type { Repositories } from '../versions/repositories';
import type { DiffPicture, DiffSource } from './source';
import { workingLabels } from './workingLabels';

export interface VersionSourceServices {
  readonly repositories: Repositories;
  readonly images: VersionImages;
  readonly editors: OpenEditors;
  readonly dataSets: () => DataSets;
}

/** Reads versions from the disk, open editors and git. */
export function versionSource({
  repositories,
  images,
  editors,
  dataSets,
}: VersionSourceServices): DiffSource {
  return {
    async read(revision, imagePath, signal) {
      if (revision.kind === 'empty') return { kind: 'absent' };
      if (revision.kind === 'worktree') return workingLabels(imagePath, editors, dataSets());
      // Files are compared without git, too: of another folder, or in a workspace that is not trusted.
      if (revision.kind === 'file')
        return labelsAt(await fileLabels(revision.path, imagePath, { sets: dataSets(), files: DISK }));
      const found = await repositories.of(imagePath);
      signal.throwIfAborted();
      if (found.kind !== 'ready') return unreadable(imagePath, found.message);
      try {
        return labelsAt(await found.versions.labelsAt(revision, imagePath));
      } catch (error) {
        return unreadable(imagePath, messageOf(error));
      }
    },
    async picture(revision, imagePath, signal) {
      const isNow = revision.kind === 'worktree' || revision.kind === 'file' || revision.kind === 'empty';
      if (isNow) return { kind: 'file', path: imagePath };
      const found = await repositories.of(imagePath);
      if (found.kind !== 'ready') return ofToday(imagePath, found.message);
      try {
        return await images.of(found.versions, revision, imagePath, signal);
      } catch (error) {
        return ofToday(imagePath, messageOf(error));
      }
    },
  };
}

function labelsAt(labels: LabelsAt | undefined): DiffLabels {
  if (!labels) return { kind: 'absent' };
  if (labels.kind === 'unreadable')
    return { kind: 'unreadable', path: labels.path, reason: labels.reason, ...placeIn(labels.reason) };
  return { kind: 'labels', doc: labels.doc, notes: labels.problems.map(({ message }) => message) };
}

/** Reasons say the line in words ("line 7, column 12"). */
function placeIn(reason: string): { readonly line?: number; readonly column?: number } {
  const [, line, column] = /\bline (\d+)(?:,? column (\d+))?/i.exec(reason) ?? [];
  return { ...(line && { line: Number(line) }), ...(column && { column: Number(column) }) };
}

function unreadable(imagePath: string, reason: string): DiffLabels {
  return { kind: 'unreadable', path: basename(imagePath), reason };
}

/** Better today's picture, and a word on it, than none. */
async function ofToday(imagePath: string, reason: string): Promise<DiffPicture> {
  const stats = await stat(imagePath).catch(() => undefined);
  return stats?.isFile() ? { kind: 'file', path: imagePath, note: reason } : { kind: 'missing', reason };
}

/** True for versions that change without anything being committed. */
export function isLive({ kind }: Revision): boolean {
  return kind === 'worktree' || kind === 'index' || kind === 'file';
}
