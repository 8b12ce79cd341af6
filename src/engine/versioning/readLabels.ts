import type { KnownRow } from '../../core/formats/inPlace/adoptIds';
import { parseSidecar } from '../../core/annotation/sidecar';
import type { Problem } from '../../core/problem';
import { readLocated, type SidecarRead } from '../dataset/readSidecar';
import type { SidecarLocation } from '../dataset/sidecars';
import { readStore } from '../dataset/stores/readStore';
import type { LabelsAt } from './labelVersions';
import type { RevisionView } from './versionsContext';

/** Labels, and the rows of a file without ids, by which the next version keeps the ids. */
export interface LabelsRead {
  readonly labels: LabelsAt | undefined;
  readonly known: readonly KnownRow[];
}

/** The labels of an image at a revision. `known` rows keep the ids they have. Rejects with `GitError` only. */
export async function readLabels(
  view: RevisionView,
  imagePath: string,
  known: readonly KnownRow[] = [],
): Promise<LabelsRead> {
  return readAtLocation(view, await view.sets.sidecars.locate(imagePath), known);
}

export async function readAtLocation(
  { files }: RevisionView,
  location: SidecarLocation,
  known: readonly KnownRow[] = [],
): Promise<LabelsRead> {
  const { store, blocked } = location;
  if (!store || blocked) return { labels: labelsOf(await readLocated(location, files)), known };
  const { read, known: rows } = await readStore(store, known, files);
  return { labels: labelsOf(read), known: rows };
}

export function labelsOf(read: SidecarRead): LabelsAt | undefined {
  if (read.kind === 'absent') return undefined;
  if (read.kind === 'broken') return { kind: 'unreadable', path: read.path, reason: reasonOf(read.problem) };
  return { kind: 'labels', path: read.path, doc: read.doc, problems: read.problems };
}

/** A sidecar's text as labels. */
export function sidecarLabels(path: string, text: string): LabelsAt {
  const parsed = parseSidecar(text);
  if (!parsed.ok) return { kind: 'unreadable', path, reason: reasonOf(parsed.problem) };
  return { kind: 'labels', path, doc: parsed.doc, problems: parsed.problems };
}

function reasonOf({ line, message }: Problem): string {
  return line === undefined ? message : `Line ${line}: ${message}`;
}
