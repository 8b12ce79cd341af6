import type { Annotation } from '../annotation';
import type { AnnotationDoc } from '../document';
import type { Versions } from './sharedIds';

/**
 * Both sides made a group and took the next free number, the same one: without a member in common they are two groups,
 * and one of them gets another number. The one with the lower id in it keeps it, whichever side that is.
 */
export function withoutSharedGroups({ base, ours, theirs }: Versions): Versions {
  const [b, o, t] = [membersOf(base), membersOf(ours), membersOf(theirs)];
  const shared = [...o.keys()].filter((group) => !b.has(group) && isApart(o.get(group), t.get(group)));
  if (shared.length === 0) return { base, ours, theirs };
  let last = Math.max(...b.keys(), ...o.keys(), ...t.keys());
  const fresh = { ours: new Map<number, number>(), theirs: new Map<number, number>() };
  for (const group of shared.sort((x, y) => x - y)) {
    const isOursFirst = (firstOf(o.get(group)) ?? '') < (firstOf(t.get(group)) ?? '');
    fresh[isOursFirst ? 'theirs' : 'ours'].set(group, ++last);
  }
  return { base, ours: renumbered(ours, fresh.ours), theirs: renumbered(theirs, fresh.theirs) };
}

type Members = ReadonlyMap<number, ReadonlySet<string>>;

function membersOf({ annotations }: AnnotationDoc): Members {
  const members = new Map<number, Set<string>>();
  for (const { id, group } of annotations) {
    if (group === undefined) continue;
    const known = members.get(group);
    if (known) known.add(id);
    else members.set(group, new Set([id]));
  }
  return members;
}

function isApart(ours?: ReadonlySet<string>, theirs?: ReadonlySet<string>): boolean {
  return ours !== undefined && theirs !== undefined && ![...ours].some((id) => theirs.has(id));
}

/** The annotations of a document are sorted by id. */
function firstOf(members?: ReadonlySet<string>): string | undefined {
  return members?.values().next().value;
}

function renumbered(doc: AnnotationDoc, fresh: ReadonlyMap<number, number>): AnnotationDoc {
  if (fresh.size === 0) return doc;
  const renumber = (annotation: Annotation): Annotation => {
    const group = annotation.group === undefined ? undefined : fresh.get(annotation.group);
    return group === undefined ? annotation : { ...annotation, group };
  };
  return { ...doc, annotations: doc.annotations.map(renumber) };
}
