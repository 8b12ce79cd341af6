import type { DataSets } from '../../engine/dataset/dataSets';
import { readLocated, type SidecarRead } from '../../engine/dataset/readSidecar';
import type { DiffLabels } from '../../protocol/diffView';
import type { OpenEditors } from '../editor/openEditors';

/** An image's labels as they are now: those of its open editor, unsaved edits included, else those on the disk. */
export async function workingLabels(
  imagePath: string,
  editors: OpenEditors,
  dataSets: DataSets,
): Promise<DiffLabels> {
  const open = editors.ofImage(imagePath)?.labels;
  if (!open) return labelsOf(await readLocated(await dataSets.sidecars.locate(imagePath)));
  if (open.blocked) return { kind: 'unreadable', path: open.path, ...placeOf(open.blocked) };
  const notes = open.problems.map(({ message }) => message);
  return { kind: 'labels', doc: open.doc, notes };
}

function labelsOf(read: SidecarRead): DiffLabels {
  if (read.kind === 'absent') return { kind: 'absent' };
  if (read.kind === 'broken') return { kind: 'unreadable', path: read.path, ...placeOf(read.problem) };
  return { kind: 'labels', doc: read.doc, notes: read.problems.map(({ message }) => message) };
}

function placeOf({ message, line, column }: { message: string; line?: number; column?: number }): {
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
} {
  return { reason: message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}
