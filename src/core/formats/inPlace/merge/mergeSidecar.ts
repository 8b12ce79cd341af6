import { emptyDoc, type AnnotationDoc } from '../../../annotation/document';
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
  const isKept = doc.conflict !== undefined || doc.annotations.some(({ conflict }) => conflict !== undefined);
  if (conflicts.length > 0 && !isKept) return { ok: false, reason: 'a conflict has no place in the file' };
  return { ok: true, text: printSidecar(doc), conflicts: conflicts.length };
}

function docOf(text: string): AnnotationDoc | string {
  const parsed = parseSidecar(text);
  return parsed.ok ? parsed.doc : parsed.problem.message;
}
