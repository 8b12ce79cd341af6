import type { Problem } from '../problem';
import { hasMarkers, markedTexts } from './conflictMarkers';
import type { AnnotationDoc } from './document';
import { mergeDocs, mergeWithoutBase, type MergeConflict, type MergeResult } from './merge';
import { parseSidecar, printSidecar } from './sidecar';

/** A sidecar that git left with conflict markers, mended; or why it cannot be. */
export type RepairedMarkers =
  | {
      readonly ok: true;
      readonly text: string;
      readonly doc: AnnotationDoc;
      /** What is left to decide; it stands in the sidecar. */
      readonly conflicts: readonly MergeConflict[];
    }
  | { readonly ok: false; readonly problem: Problem };

/** Merges of merges nest; by hand nobody nests deeper. */
const MAX_DEPTH = 6;

/**
 * Merges the sides of a sidecar with git's conflict markers by instance, so that it is a sidecar again. What clashes
 * is kept as data with both versions. Where the markers do not tell the common ancestor, whatever differs clashes.
 */
export function repairMarkers(text: string): RepairedMarkers {
  if (!hasMarkers(text)) return refuse('There are no conflict markers in the sidecar.');
  const read = readSides(text.replace(/^\uFEFF/, ''), 0);
  if (typeof read === 'string') return refuse(read);
  return { ok: true, text: printSidecar(read.doc), ...read };
}

function refuse(reason: string): RepairedMarkers {
  return { ok: false, problem: { severity: 'error', code: 'sidecar-conflict', message: reason } };
}

function readSides(text: string, depth: number): MergeResult | string {
  if (!hasMarkers(text)) return readPlain(text);
  const sides = depth < MAX_DEPTH ? markedTexts(text) : undefined;
  if (!sides) return 'The conflict markers in the sidecar do not fit together: mend it by hand.';
  const ours = readSides(sides.ours, depth + 1);
  const theirs = readSides(sides.theirs, depth + 1);
  if (typeof ours === 'string') return `The first side of the conflict cannot be read: ${ours}`;
  if (typeof theirs === 'string') return `The second side of the conflict cannot be read: ${theirs}`;
  const base = sides.base === undefined ? undefined : readBase(sides.base, depth + 1);
  const merged = base ? mergeDocs(base, ours.doc, theirs.doc) : mergeWithoutBase(ours.doc, theirs.doc);
  return { doc: merged.doc, conflicts: [...ours.conflicts, ...theirs.conflicts, ...merged.conflicts] };
}

/** Of an ancestor that was itself merged with conflicts, the ancestor of that. */
function readBase(text: string, depth: number): AnnotationDoc | undefined {
  if (hasMarkers(text)) {
    const base = depth < MAX_DEPTH ? markedTexts(text)?.base : undefined;
    return base === undefined ? undefined : readBase(base, depth + 1);
  }
  const read = readPlain(text);
  return typeof read === 'string' ? undefined : read.doc;
}

function readPlain(text: string): MergeResult | string {
  const read = parseSidecar(text);
  if (read.ok) return { doc: read.doc, conflicts: [] };
  const again = read.problem.code === 'sidecar-syntax' ? parseSidecar(withCommas(text)) : read;
  return again.ok ? { doc: again.doc, conflicts: [] } : read.problem.message;
}

/** Lines that were merged apart from each other may have a comma too many, or none. */
function withCommas(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isEntry = (line: string): boolean => /^\s*\{.*\}\s*,?\s*$/.test(line);
  return lines
    .map((line, i) => {
      if (i === 0 || !isEntry(line)) return line;
      return line.replace(/\s*,?\s*$/, isEntry(lines[i + 1] ?? '') ? ',' : '');
    })
    .join('\n');
}
