import { emptyDoc, sameValue, type AnnotationDoc } from '../../../annotation/document';
import { mergeDocs } from '../../../annotation/merge';
import { parseSidecar, printSidecar } from '../../../annotation/sidecar';
import { decidedBase } from './decidedBase';
import type { MergedText } from './mergedText';

/** What a file that both sides added was before: nothing, of no image; in their frame where they agree about it. */
function nothing({ image: ours }: AnnotationDoc, { image: theirs }: AnnotationDoc): AnnotationDoc {
  const isSame = ours.widthPx === theirs.widthPx && ours.heightPx === theirs.heightPx;
  return emptyDoc({ file: '', widthPx: isSame ? ours.widthPx : 0, heightPx: isSame ? ours.heightPx : 0 });
}

/**
 * Three-way merge of sidecars by instance. What cannot be decided stands in the result as data: the text is valid, and
 * `conflicts` counts what this merge left open. An empty base: both sides added the file. Never throws.
 */
export function mergeSidecar(base: string, ours: string, theirs: string): MergedText {
  const [o, t] = [docOf(ours), docOf(theirs)];
  if (typeof o === 'string') return { ok: false, reason: `ours: ${o}` };
  if (typeof t === 'string') return { ok: false, reason: `theirs: ${t}` };
  const b = base.trim() === '' ? nothing(o, t) : docOf(base);
  if (typeof b === 'string') return { ok: false, reason: `the common base: ${b}` };
  const { doc, conflicts } = mergeDocs(decidedBase(b, o, t), o, t);
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
