import type { Annotation } from '../../src/core/annotation/annotation';
import { conflictsOf, resolved, versionOf } from '../../src/core/annotation/conflict';
import { currentConflict } from '../actions/conflicts';
import { inflate, union, type Rect } from '../../src/core/geometry/rect';
import { overlaps, toDeviceRect } from '../../src/core/scene/tiles';
import { kindOf } from '../../src/core/shapes/index';
import type { State } from '../store';
import { paintDots } from './dotPaint';
import type { OverlayFrame, OverlayKit } from './overlayFrame';
import { subjectOutline, trace } from './overlayShapes';
import { isShown } from './shapeScene';
import { strokeTwoTone } from './twoTone';

type Context = CanvasRenderingContext2D;

/** Of more conflicts in sight only so many are drawn at once: the panel goes through all. */
const MAX_DRAWN = 1000;
/** How far lines and dots reach beyond a shape, CSS pixels. */
const REACH_PX = 12;
const OURS = '#4fc3f7';
const THEIRS = '#ff5fd2';
const CHOSEN = '#7ee787';

interface Sides {
  readonly ours: Annotation | undefined;
  readonly theirs: Annotation | undefined;
  /** Around both, image pixels; undefined when neither is there. */
  readonly bounds: Rect | undefined;
}

const waiting = new WeakMap<readonly Annotation[], readonly Annotation[]>();
const sides = new WeakMap<Annotation, Sides>();

function waitingIn({ doc }: State): readonly Annotation[] {
  let found = waiting.get(doc.annotations);
  if (!found) waiting.set(doc.annotations, (found = conflictsOf(doc)));
  return found;
}

function sidesOf(annotation: Annotation): Sides {
  let found = sides.get(annotation);
  if (found) return found;
  const [ours, theirs] = [versionOf(annotation, 'ours'), versionOf(annotation, 'theirs')];
  const [first, second] = [ours, theirs].flatMap((side) =>
    side ? [kindOf(side.shape).bounds(side.shape)] : [],
  );
  found = { ours, theirs, bounds: first && second ? union(first, second) : first };
  sides.set(annotation, found);
  return found;
}

export function hasConflictMarks(state: State): boolean {
  return waitingIn(state).length > 0;
}

/** Both versions of what is in conflict: ours solid, theirs dashed; or what the choice pointed at would leave. */
export function paintConflicts(ctx: Context, frame: OverlayFrame, kit: OverlayKit): void {
  const all = waitingIn(frame.state);
  if (all.length === 0) return;
  const current = currentConflict(frame.state);
  const currentId = current?.kind === 'annotation' ? current.annotation.id : undefined;
  const { view, scene, pixelRatio } = frame;
  kit.conflicts.draw(ctx, view, [all, currentId, scene, pixelRatio], (on, itsView, part) => {
    const there = { ...frame, view: itsView };
    let drawn = 0;
    for (const annotation of all) {
      if (annotation.id === currentId || !isShown(scene, annotation)) continue;
      if (!meets(annotation, there, part)) continue;
      if (++drawn > MAX_DRAWN) return;
      paintSides(on, there, kit, annotation, 1.5);
    }
  });
  const own = current?.kind === 'annotation' && isShown(scene, current.annotation) && current.annotation;
  if (own && frame.state.conflictPreview) paintChoice(ctx, frame, kit, own);
  else if (own) paintSides(ctx, frame, kit, own, 2.5);
}

/** True when something of either version is in a part of the canvas, device pixels. */
function meets(annotation: Annotation, { view, pixelRatio }: OverlayFrame, part: Rect): boolean {
  const { bounds } = sidesOf(annotation);
  return bounds !== undefined && overlaps(inflate(toDeviceRect(view, bounds), REACH_PX * pixelRatio), part);
}

function paintSides(
  ctx: Context,
  frame: OverlayFrame,
  kit: OverlayKit,
  annotation: Annotation,
  widthPx: number,
): void {
  const { ours, theirs } = sidesOf(annotation);
  if (ours) paintLines(ctx, frame, kit, ours, { color: OURS, widthPx, dashed: false });
  if (theirs) paintLines(ctx, frame, kit, theirs, { color: THEIRS, widthPx, dashed: true });
}

function paintChoice(ctx: Context, frame: OverlayFrame, kit: OverlayKit, annotation: Annotation): void {
  const { conflictPreview } = frame.state;
  if (!conflictPreview) return;
  for (const left of resolved(annotation, conflictPreview, () => ''))
    paintLines(ctx, frame, kit, left, { color: CHOSEN, widthPx: 3, dashed: false });
}

/** A version of an annotation in lines of a colour of its own. */
export function paintLines(
  ctx: Context,
  frame: OverlayFrame,
  kit: OverlayKit,
  annotation: Annotation,
  { color, widthPx, dashed }: { readonly color: string; readonly widthPx: number; readonly dashed: boolean },
): void {
  const { view, pixelRatio } = frame;
  if (annotation.shape.kind === 'mask') {
    const look = { color, fillOpacity: 0.12, edgeColor: color, edgePx: Math.round(2 * pixelRatio), dashed };
    return kit.masks.draw(ctx, annotation.shape, view, look);
  }
  const outline = subjectOutline(frame, annotation);
  const { width, height } = outline.bounds;
  const sizePx = (Math.max(width, height) * view.scale) / pixelRatio;
  trace(ctx, view, outline);
  strokeTwoTone(ctx, {
    color,
    width: Math.round(widthPx * pixelRatio),
    rim: pixelRatio,
    ...(dashed && { dash: [7 * pixelRatio, 5 * pixelRatio] }),
  });
  paintDots(ctx, kit.dots, outline, view, { color, sizePx, pixelRatio });
}
