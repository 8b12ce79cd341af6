import type { Annotation } from '../annotation/annotation';
import { findAnnotation, findAnnotations } from '../annotation/find';
import type { Change, Edit } from '../edit/edit';
import { reshaped } from '../edit/edits';
import { removeAnnotations } from '../edit/links';
import { rectContains, type Rect } from '../geometry/rect';
import { handlesOf } from '../scene/handles';
import type { Handle } from '../shapes/shape';
import { joined } from './paintEdits';
import { isSolid } from './newShape';
import type { Draft, Hit, ToolContext } from './tool';
import { withoutMarked } from './withoutMarked';

/** Vertices and joints that are marked, to be moved or deleted together: handles by annotation. */
export type Marks = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_MARKS: Marks = new Map();

function canBeMarked({ role }: Handle): boolean {
  return role === 'vertex' || role === 'joint';
}

function markable({ locked, shape }: Annotation): readonly Handle[] {
  return locked ? [] : handlesOf(shape).filter(canBeMarked);
}

/** The vertices inside a rectangle (image pixels), of these annotations; locked ones have none. */
export function marksIn(rect: Rect, ids: ReadonlySet<string>, { doc }: ToolContext): Marks {
  const marks = new Map<string, ReadonlySet<string>>();
  for (const annotation of findAnnotations(doc, ids)) {
    const inside = markable(annotation).filter(({ point }) => rectContains(rect, point));
    if (inside.length > 0) marks.set(annotation.id, new Set(inside.map(({ id }) => id)));
  }
  return marks;
}

/** The marks with a vertex added or taken away; undefined when the hit is on none. */
export function toggledMark(marks: Marks, { id, handle }: Hit, { doc }: ToolContext): Marks | undefined {
  const annotation = findAnnotation(doc, id);
  if (!annotation || !markable(annotation).some((each) => each.id === handle)) return undefined;
  const own = new Set(marks.get(id));
  if (handle !== undefined && !own.delete(handle)) own.add(handle);
  const next = new Map(marks);
  if (own.size > 0) next.set(id, own);
  else next.delete(id);
  return next;
}

/** The marks whose annotation is still selected and whose vertex is still there. */
export function keptMarks(marks: Marks, { doc, selection }: ToolContext): Marks {
  if (marks.size === 0) return marks;
  const kept = new Map<string, ReadonlySet<string>>();
  for (const [id, handles] of marks) {
    const annotation = selection.has(id) ? findAnnotation(doc, id) : undefined;
    const own = annotation ? markable(annotation).filter((handle) => handles.has(handle.id)) : [];
    if (own.length > 0) kept.set(id, new Set(own.map((handle) => handle.id)));
  }
  return kept;
}

export function marksDraft(marks: Marks, { doc }: ToolContext): Pick<Draft, 'dots'> {
  const dots: number[] = [];
  for (const [id, handles] of marks) {
    const annotation = findAnnotation(doc, id);
    if (!annotation) continue;
    for (const { id: handle, point } of handlesOf(annotation.shape))
      if (handles.has(handle)) dots.push(point.x, point.y);
  }
  return dots.length > 0 ? { dots } : {};
}

/** The next vertex of the selected shapes after the one that is marked, or the first; backwards the one before. */
export function steppedMark(marks: Marks, step: 1 | -1, { doc, selection }: ToolContext): Marks {
  const all = findAnnotations(doc, selection).flatMap((annotation) =>
    markable(annotation).map(({ id }) => [annotation.id, id] as const),
  );
  const places = all.flatMap(([id, handle], i) => (marks.get(id)?.has(handle) ? [i] : []));
  const from = step > 0 ? (places.at(-1) ?? -1) : (places[0] ?? all.length);
  const next = all[(from + step + all.length) % Math.max(1, all.length)];
  return next ? new Map([[next[0], new Set([next[1]])]]) : NO_MARKS;
}

/** Deletes the marked vertices; a shape of which too little is left is deleted with them. */
export function deleteMarked(marks: Marks, { doc }: ToolContext): Edit | undefined {
  const updated: Change<Annotation>[] = [];
  const gone: Annotation[] = [];
  let count = 0;
  for (const [id, handles] of marks) {
    const annotation = findAnnotation(doc, id);
    if (!annotation || annotation.locked) continue;
    count += handles.size;
    const shape = withoutMarked(annotation.shape, handles);
    if (shape && isSolid(shape)) updated.push([annotation, reshaped(annotation, shape)]);
    else gone.push(annotation);
  }
  if (count === 0) return undefined;
  const label = count === 1 ? 'Delete vertex' : `Delete ${count} vertices`;
  return joined({ label, added: [], removed: [], updated }, removeAnnotations(doc, gone));
}
