import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';

/** A link with both of its ends. */
export interface Relation {
  readonly from: Annotation;
  readonly to: Annotation;
  readonly name?: string;
}

interface Related {
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
  readonly groups: ReadonlyMap<number, readonly Annotation[]>;
}

const known = new WeakMap<AnnotationDoc, Related>();

/** The relations that begin or end at an annotation; links to what is not there are left out. */
export function relationsOf(doc: AnnotationDoc, id: string): readonly Relation[] {
  return related(doc).relations.get(id) ?? [];
}

/** The other members of an annotation's group. */
export function groupOf(doc: AnnotationDoc, { id, group }: Annotation): readonly Annotation[] {
  if (group === undefined) return [];
  return (related(doc).groups.get(group) ?? []).filter((member) => member.id !== id);
}

/** Found once per document value, when first asked for. */
function related(doc: AnnotationDoc): Related {
  let found = known.get(doc);
  if (!found) known.set(doc, (found = { relations: findRelations(doc), groups: findGroups(doc) }));
  return found;
}

function findRelations({ annotations }: AnnotationDoc): Map<string, Relation[]> {
  const relations = new Map<string, Relation[]>();
  const linking = annotations.filter(({ links }) => links && links.length > 0);
  if (linking.length === 0) return relations;
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  for (const from of linking)
    for (const { to: target, name } of from.links ?? []) {
      const to = byId.get(target);
      if (!to || to === from) continue;
      const relation = { from, to, ...(name !== undefined && { name }) };
      for (const { id } of [from, to]) relations.set(id, [...(relations.get(id) ?? []), relation]);
    }
  return relations;
}

function findGroups({ annotations }: AnnotationDoc): Map<number, Annotation[]> {
  const groups = new Map<number, Annotation[]>();
  for (const annotation of annotations) {
    if (annotation.group === undefined) continue;
    const members = groups.get(annotation.group);
    if (members) members.push(annotation);
    else groups.set(annotation.group, [annotation]);
  }
  return groups;
}
