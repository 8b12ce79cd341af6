import type { Annotation } from '../annotation/annotation';
import { byId, emptyDoc, sameValue, type AnnotationDoc } from '../annotation/document';
import { difference, emptyEdit, type Change, type Edit } from './edit';

/** An instance in two versions, by its id in each: they differ where instances were paired without ids. */
export interface RestoredInstance {
  /** Id in the version it is taken from; absent: it was not there. */
  readonly was?: string;
  /** Id in the document that is edited; absent: it is not there now. */
  readonly is?: string;
}

/**
 * The edit that makes a document's labels what they were: instances, tags, state and everything else that is said of
 * the image. Its name and size stay, and so do entries that are not understood. Undefined: there were no labels.
 */
export function restoreImage(label: string, now: AnnotationDoc, was: AnnotationDoc | undefined): Edit {
  const target = was ?? emptyDoc(now.image);
  return difference(label, now, { ...target, image: now.image });
}

/** The edit that makes some instances what they were: changed back, put back, or taken away again. */
export function restoreInstances(
  label: string,
  now: AnnotationDoc,
  was: AnnotationDoc | undefined,
  instances: readonly RestoredInstance[],
): Edit {
  const target = new Map(byId(now));
  for (const instance of instances) {
    const wanted = instance.was === undefined ? undefined : was && byId(was).get(instance.was);
    const id = instance.is ?? instance.was;
    if (id === undefined) continue;
    if (wanted) target.set(id, { ...wanted, id });
    else target.delete(id);
  }
  return collected(label, byId(now), target);
}

type ById = ReadonlyMap<string, Annotation>;

function collected(label: string, now: ById, target: ById): Edit {
  const edit = emptyEdit(label);
  const updated: Change<Annotation>[] = [];
  for (const [id, from] of now) {
    const to = target.get(id);
    if (to && !sameValue(from, to)) updated.push([from, to]);
  }
  return {
    ...edit,
    updated,
    added: [...target.values()].filter(({ id }) => !now.has(id)),
    removed: [...now.values()].filter(({ id }) => !target.has(id)),
  };
}
