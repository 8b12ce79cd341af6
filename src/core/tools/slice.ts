import type { Annotation } from '../annotation/annotation';
import { findAnnotations } from '../annotation/find';
import type { Edit } from '../edit/edit';
import { comparePaint } from '../edit/order';
import { boundsOfPoints } from '../geometry/flatPoints';
import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import { sceneIndex } from '../scene/index';
import { kindOf } from '../shapes/index';
import { clickPoints, type Clicks } from './clickPoints';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { showSnap } from './pointed';
import { canBeSliced, sliceEdit } from './sliceEdit';
import type { ToolContext, ToolEvent } from './tool';

/**
 * Cuts the selected areas and open lines along a line, or with none selected the foremost one that it cuts: each
 * piece becomes an annotation, and the largest stays the one it was. A drag is a straight line; clicks make one with
 * corners, which ends beyond the border, at a double click or Enter.
 */
export const slice = drawingTool<Clicks, 'slice'>({
  id: 'slice',
  title: 'Slice',
  hover: showSnap,
  begin: (event, context) => follow(undefined, event, context),
  draw: follow,
});

function follow(hand: Clicks | undefined, event: ToolEvent, context: ToolContext): Drawn<Clicks> {
  const clicks = clickPoints(hand, event, context);
  if (!clicks) return DROPPED;
  const isDragged = event.type === 'up' && hand?.dragging === true;
  const isClicked = event.type === 'up' && pointCount(clicks.points) >= 2;
  if (isDragged || clicks.done) return cut(clicks, context);
  const done = isClicked && isBeyond(clicks.points, context) ? cut(clicks, context) : undefined;
  return done && 'edit' in done ? done : show({ ...clicks, done: false });
}

function show(hand: Clicks): Drawn<Clicks> {
  const { points, pointer, snapped } = hand;
  const path = [...points, pointer.x, pointer.y];
  return { hand, draft: { shapes: [], path, dots: points, ...(snapped && { snapped }) } };
}

function cut({ points }: Clicks, context: ToolContext): Drawn<Clicks> {
  const selected = findAnnotations(context.doc, context.selection).filter(canBeSliced);
  if (selected.length > 0) return cutAll([selected], points, context);
  return cutAll(
    crossed(points, context).map((annotation) => [annotation]),
    points,
    context,
  );
}

/** The first of these lists of which something is cut. */
function cutAll(
  tries: readonly (readonly Annotation[])[],
  line: FlatPoints,
  context: ToolContext,
): Drawn<Clicks> {
  let hint = 'There is nothing here to cut.';
  for (const targets of tries) {
    const edit = sliceEdit(targets, line, context);
    if (typeof edit !== 'string') return { edit, selection: piecesOf(edit, context) };
    hint = edit;
  }
  return { dropped: true, hint };
}

/** All pieces are selected, beside what was. */
function piecesOf({ updated, added }: Edit, { selection }: ToolContext): ReadonlySet<string> {
  return new Set([...selection, ...updated.map(([, { id }]) => id), ...added.map(({ id }) => id)]);
}

/** Visible ones near the line, the foremost first. */
function crossed(line: FlatPoints, context: ToolContext): readonly Annotation[] {
  const { doc } = context;
  return sceneIndex(doc)
    .search(boundsOfPoints(line))
    .flatMap((position) => doc.annotations[position] ?? [])
    .filter((annotation) => canBeSliced(annotation) && context.isVisible(annotation))
    .sort((a, b) => comparePaint(b, a));
}

/** True when the line's last point is in none of the areas that it could cut. */
function isBeyond(line: FlatPoints, context: ToolContext): boolean {
  const last = pointAt(line, pointCount(line) - 1);
  const selected = findAnnotations(context.doc, context.selection).filter(canBeSliced);
  const targets = selected.length > 0 ? selected : crossed(line, context);
  return targets.every(({ shape }) => !kindOf(shape).contains(shape, last));
}
