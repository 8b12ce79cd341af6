import { compareIds } from '../annotation/document';
import type { Change } from '../edit/edit';
import { CHANGE_KINDS, type ChangeKind } from './changeKinds';
import type { DocDiff, InstanceChange } from './docDiff';
import type { FactChange } from './factChanges';
import type { ShapeChange } from './instanceChange';

/** The difference seen from the other side: `mirrored(diffDocs(a, b))` is `diffDocs(b, a)`. */
export function mirrored(diff: DocDiff): DocDiff {
  const { instances, unchanged, tags, state, image, facts, existence } = diff;
  return {
    instances: instances.map(mirroredChange).sort(compareIds),
    unchanged,
    tags: { added: tags.removed, removed: tags.added },
    ...(state && { state: turned(state) }),
    ...(image && { image: turned(image) }),
    ...(facts && { facts: turned(facts) }),
    ...(existence && { existence: existence === 'added' ? 'removed' : 'added' }),
  };
}

const OPPOSITE: Readonly<Partial<Record<ChangeKind, ChangeKind>>> = {
  added: 'removed',
  removed: 'added',
  accepted: 'unaccepted',
  unaccepted: 'accepted',
  proposed: 'declined',
  declined: 'proposed',
};

export function mirroredChange(change: InstanceChange): InstanceChange {
  const { before, after, facts, kinds, id } = change;
  const turnedKinds = new Set(kinds.map((kind) => opposite(kind, change)));
  return {
    id: before?.id ?? id,
    ...(after && { before: after }),
    ...(before && { after: before }),
    kinds: CHANGE_KINDS.filter((kind) => turnedKinds.has(kind)),
    facts: facts.map(mirroredFact),
    ...mirroredShape(change),
  };
}

/** A conflict that took the place of another one is one from either side. */
function opposite(kind: ChangeKind, { before }: InstanceChange): ChangeKind {
  if (kind === 'resolved') return 'conflict';
  if (kind === 'conflict') return before && 'conflict' in before ? 'conflict' : 'resolved';
  return OPPOSITE[kind] ?? kind;
}

function mirroredFact({ from, to, ...fact }: FactChange): FactChange {
  return { ...fact, ...(to !== undefined && { from: to }), ...(from !== undefined && { to: from }) };
}

function mirroredShape({ iou, oks, apartPx, shiftPx, grownPx }: ShapeChange): ShapeChange {
  return {
    ...(iou !== undefined && { iou }),
    ...(oks !== undefined && { oks }),
    ...(apartPx !== undefined && { apartPx }),
    ...(shiftPx && { shiftPx: { x: 0 - shiftPx.x, y: 0 - shiftPx.y } }),
    ...(grownPx && { grownPx: { width: 0 - grownPx.width, height: 0 - grownPx.height } }),
  };
}

function turned<T>([from, to]: Change<T>): Change<T> {
  return [to, from];
}
