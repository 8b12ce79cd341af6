import type { Annotation } from '../annotation/annotation';
import { findAnnotation } from '../annotation/find';
import type { Edit } from '../edit/edit';
import { reshaped, update } from '../edit/edits';
import type { Point } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { isSolid } from './newShape';
import type { Hit, ToolContext } from './tool';

/** What a double click does to the shape under it: takes away the vertex there, or adds one on the outline. */
export function toggleVertex(hits: readonly Hit[], at: Point, context: ToolContext): Edit | undefined {
  const hit = hits.find(({ part, id }) => part !== 'inside' && context.selection.has(id));
  return hit && (removeVertex(hit, context) ?? insertVertex(hit, at, context));
}

/** The edit that removes the vertex of a handle; undefined when it is no vertex or cannot be spared. */
export function removeVertex({ id, handle }: Hit, { doc }: ToolContext): Edit | undefined {
  const annotation = findAnnotation(doc, id);
  if (!annotation || annotation.locked || handle === undefined) return undefined;
  return change('Remove vertex', annotation, kindOf(annotation.shape).removeHandle(annotation.shape, handle));
}

function insertVertex({ id, handle }: Hit, at: Point, { doc }: ToolContext): Edit | undefined {
  const annotation = findAnnotation(doc, id);
  if (!annotation || annotation.locked || (handle !== undefined && isVertex(annotation, handle)))
    return undefined;
  return change('Add vertex', annotation, kindOf(annotation.shape).insertVertex(annotation.shape, at));
}

/** A vertex that could not be spared must not be doubled instead. */
function isVertex({ shape }: Annotation, handle: string): boolean {
  return kindOf(shape)
    .handles(shape)
    .some(({ id, role }) => id === handle && role === 'vertex');
}

function change(label: string, annotation: Annotation, shape: Shape | undefined): Edit | undefined {
  if (!shape || !isSolid(shape)) return undefined;
  const edit = update(label, [annotation], () => reshaped(annotation, shape));
  return edit.updated.length > 0 ? edit : undefined;
}
