import type { Annotation, ConflictSide } from '../annotation/annotation';
import { resolved, type Decision } from '../annotation/conflict';
import type { AnnotationDoc } from '../annotation/document';
import { withFactsResolved } from '../annotation/factsConflict';
import { difference, emptyEdit, type Edit } from './edit';
import { add, remove, update } from './edits';
import { mentions, withoutMention } from './links';
import { countOf } from './unlocked';

const WORDS: Readonly<Record<Decision, string>> = {
  ours: 'Take ours',
  theirs: 'Take theirs',
  base: 'Take the common ancestor',
  both: 'Keep both',
  edited: 'Keep as it is',
};

/**
 * Decides conflicts of annotations, in one step of undo; those without one are left alone. Links to what is removed
 * by it go, as they do when it is deleted. Also for locked ones: it is asked for.
 */
export function resolveConflict(
  doc: AnnotationDoc,
  annotations: readonly Annotation[],
  decision: Decision,
  newId: () => string,
): Edit {
  const open = annotations.filter(({ conflict }) => conflict !== undefined);
  const label = `${WORDS[decision]}: ${countOf(open)}`;
  const results = new Map(open.map((annotation) => [annotation.id, resolved(annotation, decision, newId)]));
  const gone = new Set(open.filter(({ id }) => results.get(id)?.length === 0).map(({ id }) => id));
  const touched = doc.annotations.filter(
    (annotation) => !gone.has(annotation.id) && (results.has(annotation.id) || mentions(annotation, gone)),
  );
  const { updated } = update(label, touched, (annotation) =>
    withoutMention(results.get(annotation.id)?.[0] ?? annotation, gone),
  );
  const second = [...results.values()].flatMap((made) => made.slice(1));
  const { removed } = remove(
    label,
    open.filter(({ id }) => gone.has(id)),
  );
  return { label, removed, updated, added: add(label, second).added };
}

/** Decides what clashes of the whole image: its state, its name and size, unknown keys. */
export function resolveFacts(doc: AnnotationDoc, decision: ConflictSide['side'] | 'edited'): Edit {
  const label = `${WORDS[decision]}: image`;
  return doc.conflict ? difference(label, doc, withFactsResolved(doc, decision)) : emptyEdit(label);
}
