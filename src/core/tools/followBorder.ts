import { findAnnotation } from '../annotation/find';
import type { FlatPoints } from '../geometry/polyline';
import { outlineParts, type OutlinePart } from '../scene/outlineParts';
import { borderParts, type Snap } from '../scene/snap';
import { wayAlong } from '../scene/wayAlong';
import type { Modifiers, ToolContext } from './tool';

/**
 * When two successive points are snapped to the same outline, the line follows that outline between them, so that
 * neighbours share their border: the shorter way, with Shift the longer one, with Alt straight across. The vertices
 * on the way, without both ends.
 */
export function followedWay(
  from: Snap | undefined,
  to: Snap | undefined,
  { shift, alt }: Modifiers,
  context: ToolContext,
): FlatPoints {
  if (!from || !to || alt || from.id !== to.id || from.part !== to.part) return [];
  const part = partOf(to, context);
  return part && isOn(part, from) && isOn(part, to) ? wayAlong(part, from, to, shift) : [];
}

function partOf({ id, part }: Snap, { doc }: ToolContext): OutlinePart | undefined {
  if (id === undefined) return borderParts(doc)[part];
  const annotation = findAnnotation(doc, id);
  return annotation && outlineParts(annotation.shape)[part];
}

/** False when the outline has changed since, and is shorter now. */
function isOn({ points }: OutlinePart, { edge }: Snap): boolean {
  return 2 * edge < points.length;
}
