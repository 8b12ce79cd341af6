import { findAnnotation, findAnnotations } from '../annotation/find';
import { isEmpty, type Edit } from '../edit/edit';
import { jointOf, nextVisibility, setJoint, visibilityOf } from '../edit/joints';
import type { Point } from '../geometry/rect';
import { templateOf } from '../schema/templateOf';
import { jointOfHandle } from '../shapes/skeleton';
import type { ToolContext } from './tool';

/** A joint that was toggled, and where it is or was: absent, it can be brought back there. */
export interface ToggledJoint {
  readonly id: string;
  readonly name: string;
  readonly at: Point;
}

/** The joint that the action means: under the pointer, else the one toggled last, else the marked one. */
export function jointMeant(
  pointer: Point | undefined,
  last: ToggledJoint | undefined,
  marked: readonly (readonly [id: string, handle: string])[],
  context: ToolContext,
): ToggledJoint | undefined {
  const hits = pointer ? context.hitAll(pointer) : [];
  for (const { id, handle } of hits) {
    const found = jointAt(id, handle, context);
    if (found) return found;
  }
  if (last && context.selection.has(last.id)) return last;
  const [only, ...others] = marked;
  return only && others.length === 0 ? jointAt(only[0], only[1], context) : undefined;
}

function jointAt(id: string, handle: string | undefined, { doc }: ToolContext): ToggledJoint | undefined {
  const shape = findAnnotation(doc, id)?.shape;
  const name = handle === undefined ? undefined : jointOfHandle(handle);
  const joint = shape?.kind === 'skeleton' && name !== undefined ? jointOf(shape, name) : undefined;
  return joint && name !== undefined ? { id, name, at: { x: joint.x, y: joint.y } } : undefined;
}

/** The edit that takes the joint from visible to occluded to absent and round. */
export function toggleJoint({ id, name, at }: ToggledJoint, context: ToolContext): Edit | undefined {
  const [annotation] = findAnnotations(context.doc, new Set([id]));
  if (!annotation) return undefined;
  const template = templateOf(context.schema, annotation.label);
  const edit = setJoint(annotation, name, nextVisibility(visibilityOf(annotation, name)), template, at);
  return isEmpty(edit) ? undefined : edit;
}
