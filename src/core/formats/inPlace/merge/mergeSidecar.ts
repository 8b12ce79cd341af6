import { emptyDoc, sameValue, type AnnotationDoc } from '../../../annotation/document';
import { mergeDocs } from '../../../annotation/merge';
import { parseSidecar, printSidecar } from '../../../annotation/sidecar';
import type { MergedText } from './mergedText';

/** What a file that both sides added was before: nothing, of no image. */
const NOTHING = emptyDoc({ file: '', widthPx: 0, heightPx: 0 });

/**
 * Three-way merge of sidecars by instance. What cannot be decided stands in the result as data: the text is valid, and
 * `conflicts` counts what this merge left open. An empty base: both sides added the file. Never throws.
 */
export function mergeSidecar(base: string, ours: string, theirs: string): MergedText {
  const [b, o, t] = [base.trim() === '' ? NOTHING : docOf(base), docOf(ours), docOf(theirs)];
  if (typeof b === 'string') return { ok: false, reason: `the common base: ${b}` };
  if (typeof o === 'string') return { ok: false, reason: `ours: ${o}` };
  if (typeof t === 'string') return { ok: false, reason: `theirs: ${t}` };
  const { doc, conflicts } = mergeDocs(b, o, t);
  const open = newConflicts(doc, o, t);
  if (conflicts.length > 0 && open === 0) return { ok: false, reason: 'a conflict has no place in the file' };
  return { ok: true, text: printSidecar(doc), conflicts: open };
}

function docOf(text: string): AnnotationDoc | string {
  const parsed = parseSidecar(text);
  return parsed.ok ? parsed.doc : parsed.problem.message;
}

/** What a side brought along was left open before. */
function newConflicts(merged: AnnotationDoc, ...sides: readonly AnnotationDoc[]): number {
  const known = sides.map(openOf);
  const isNew = ([name, conflict]: readonly [string, unknown]): boolean =>
    !known.some((open) => sameValue(open.get(name), conflict));
  return [...openOf(merged)].filter(isNew).length;
}

function openOf({ annotations, conflict }: AnnotationDoc): ReadonlyMap<string, unknown> {
  const entries = annotations.flatMap(({ id, conflict: open }) =>
    open ? [[`#${id}`, open] as [string, unknown]] : [],
  );
  return new Map(conflict ? [['', conflict] as [string, unknown], ...entries] : entries);
}
