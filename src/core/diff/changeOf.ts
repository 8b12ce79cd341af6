import type { Annotation } from '../annotation/annotation';
import { sameValue } from '../annotation/document';
import { compareShapes } from './compareShapes';
import { CHANGE_KINDS, type ChangeKind } from './changeKinds';
import { factChanges, type FactChange } from './factChanges';
import type { Renumbering } from './pairUp';
import type { InstanceChange, ShapeChange } from './instanceChange';
import { shapeChange } from './shapeChange';

/**
 * What happened to one instance; undefined when nothing did. A link that follows an instance to its other id is
 * no change.
 */
export function changeOf(
  before: Annotation,
  after: Annotation,
  renumbering: Renumbering,
): InstanceChange | undefined {
  if (sameValue(before, after)) return undefined;
  const facts = factChanges(before, after).filter(
    ({ name, of }) => of || name !== 'links' || !sameLinks(before, after, renumbering),
  );
  const form = compareShapes(before.shape, after.shape);
  const happened = kindsOf(before, after, form, facts);
  if (happened.size === 0) return undefined;
  const kinds = CHANGE_KINDS.filter((kind) => happened.has(kind));
  return { id: after.id, before, after, kinds, facts, ...measured(before, after, form) };
}

type Form = ReturnType<typeof compareShapes>;

function kindsOf(
  before: Annotation,
  after: Annotation,
  form: Form,
  facts: readonly FactChange[],
): ReadonlySet<ChangeKind> {
  const kinds = new Set<ChangeKind>();
  if (before.proposed && !after.proposed) kinds.add('accepted');
  if (!before.proposed && after.proposed) kinds.add('unaccepted');
  if (before.label !== after.label) kinds.add('relabelled');
  if (form !== 'same') kinds.add(form);
  if (form !== 'reshaped' && pageOf(before) !== pageOf(after)) kinds.add('moved');
  if (facts.some(({ aside }) => !aside)) kinds.add('described');
  const conflict = conflictChange(before, after);
  if (conflict) kinds.add(conflict);
  if (facts.some(({ aside }) => aside)) kinds.add('noted');
  if (before.id !== after.id) kinds.add('renumbered');
  return kinds;
}

/** Sides that changed while it is still in conflict are a conflict that arose anew. */
function conflictChange(before: Annotation, after: Annotation): 'conflict' | 'resolved' | undefined {
  const [from, to] = [conflictIn(before), conflictIn(after)];
  if (sameValue(from, to)) return undefined;
  return to === undefined ? 'resolved' : 'conflict';
}

function conflictIn(annotation: Annotation): unknown {
  return 'conflict' in annotation ? annotation.conflict : undefined;
}

function pageOf({ page = 0 }: Annotation): number {
  return page;
}

/** On two pages nothing overlaps; there is only the way between the places. */
function measured(before: Annotation, after: Annotation, form: Form): ShapeChange {
  if (form === 'same') return {};
  const { iou, oks, apartPx, ...places } = shapeChange(before.shape, after.shape);
  if (pageOf(before) !== pageOf(after)) return places;
  return {
    ...(iou !== undefined && { iou }),
    ...(oks !== undefined && { oks }),
    ...(apartPx !== undefined && { apartPx }),
    ...places,
  };
}

function sameLinks(before: Annotation, after: Annotation, { toNew, toOld }: Renumbering): boolean {
  const from = before.links?.map((link) => ({ ...link, to: [link.to, toNew.get(link.to) ?? link.to] }));
  const to = after.links?.map((link) => ({ ...link, to: [toOld.get(link.to) ?? link.to, link.to] }));
  return sameValue(from, to);
}
