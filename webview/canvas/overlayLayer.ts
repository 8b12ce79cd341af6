import type { Annotation } from '../../src/core/annotation/annotation';
import { byId } from '../../src/core/annotation/document';
import { classColor, withOpacity } from '../../src/core/scene/colors';
import { handlePoint, handlesOf, isHandleShown } from '../../src/core/scene/handles';
import { outlineOf, traceOutline } from '../../src/core/scene/outline';
import type { DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import type { Shape } from '../../src/core/shapes/index';
import type { Draft } from '../../src/core/tools/tool';
import type { State } from '../store';
import { paintCrosshair, paintPath, paintRubberBand } from './guides';
import { LINE_PX } from './shapePaint';
import { isShown, type ShapeScene } from './shapeScene';
import { addSurface, resizeSurface, type Surface } from './surface';
import { tagPlace } from './tagPlan';
import { drawTag, type TagSprites } from './tagSprites';
import type { Theme } from './theme';
import { drawGrip, strokeTwoTone } from './twoTone';

/** Side of a grip on the screen. */
const GRIP_PX = 9;
const MIDPOINT_PX = 6;
/** Vertices that are nearer to the one before on the screen get a small grip, so that their line stays in sight. */
const CROWDED_PX = 11;
const CROWDED_GRIP_PX = 5;

/** The frame that is being drawn. */
export interface OverlayFrame {
  readonly state: State;
  readonly scene: ShapeScene;
  readonly view: DeviceView;
  readonly pixelRatio: number;
  readonly theme: Theme;
  readonly sprites: TagSprites;
  /** Committed annotations that the tiles do not show yet. */
  readonly unsettled: readonly Annotation[];
}

/** What lives: the shapes in hand, hover, selection with its grips, and guides. Cheap enough to redraw on each move. */
export class OverlayLayer {
  readonly #surface: Surface;
  #isBlank = true;

  constructor(host: HTMLElement) {
    this.#surface = addSurface(host, false);
  }

  resize(deviceSize: Size): void {
    resizeSurface(this.#surface, deviceSize);
    this.#isBlank = true;
  }

  draw(frame: OverlayFrame): void {
    const { ctx, canvas } = this.#surface;
    const willBeBlank = hasNothing(frame);
    if (willBeBlank && this.#isBlank) return;
    this.#isBlank = willBeBlank;
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    if (!willBeBlank) paint(ctx, frame);
  }

  dispose(): void {
    this.#surface.canvas.remove();
  }
}

function hasNothing({ state, unsettled }: OverlayFrame): boolean {
  const { draft, hovered, selection } = state;
  return (
    !draft && hovered === undefined && selection.size === 0 && unsettled.length === 0 && !hasCrosshair(state)
  );
}

/** Tools that draw show where the pointer's row and column meet the picture. */
function hasCrosshair({ settings, tool, pointer, popup }: State): boolean {
  return settings.showCrosshair && pointer !== undefined && !popup && tool !== 'select' && tool !== 'pan';
}

function paint(ctx: CanvasRenderingContext2D, frame: OverlayFrame): void {
  const { state, unsettled, scene } = frame;
  for (const annotation of unsettled)
    if (isShown(scene, annotation)) paintPlain(ctx, frame, annotation.shape, annotation.label);
  const selected = selectedShown(frame);
  const hovered = state.hovered === undefined ? undefined : byId(state.doc).get(state.hovered);
  if (hovered && !state.selection.has(hovered.id) && isShown(scene, hovered)) paintHover(ctx, frame, hovered);
  for (const annotation of selected) paintSelected(ctx, frame, annotation);
  if (state.draft) paintDraft(ctx, frame, state.draft);
  if (state.selection.size === 1) paintGrips(ctx, frame, selected);
  if (hasCrosshair(state) && state.pointer) paintCrosshair(ctx, frame, state.pointer);
}

function selectedShown({ state, scene }: OverlayFrame): Annotation[] {
  const known = byId(state.doc);
  return [...state.selection].flatMap((id) => {
    const annotation = known.get(id);
    return annotation && isShown(scene, annotation) ? [annotation] : [];
  });
}

function colorOf({ state }: OverlayFrame, label: string): string {
  return classColor(state.schema, label);
}

function trace(ctx: CanvasRenderingContext2D, { view }: OverlayFrame, shape: Shape): void {
  ctx.beginPath();
  const outline = outlineOf(shape);
  if (!outline.isRect) return traceOutline(outline, ctx, view.scale, view.x, view.y, 0.5);
  const { x, y, width, height } = outline.bounds;
  const [left, top] = [Math.round(x * view.scale) + view.x, Math.round(y * view.scale) + view.y];
  const right = Math.round((x + width) * view.scale) + view.x;
  ctx.rect(left, top, right - left, Math.round((y + height) * view.scale) + view.y - top);
}

/** As the tiles will have it in a moment. */
function paintPlain(ctx: CanvasRenderingContext2D, frame: OverlayFrame, shape: Shape, label: string): void {
  trace(ctx, frame, shape);
  ctx.setLineDash([]);
  ctx.strokeStyle = colorOf(frame, label);
  ctx.lineWidth = Math.round(LINE_PX * frame.pixelRatio);
  ctx.stroke();
}

function paintHover(ctx: CanvasRenderingContext2D, frame: OverlayFrame, annotation: Annotation): void {
  const { pixelRatio: ratio, theme } = frame;
  const color = colorOf(frame, annotation.label);
  trace(ctx, frame, annotation.shape);
  ctx.fillStyle = withOpacity(color, 0.18);
  ctx.fill('evenodd');
  const width = Math.round((theme.isHighContrast ? 4 : 2.5) * ratio);
  strokeTwoTone(ctx, { color: theme.isHighContrast ? '#ffffff' : color, width, rim: ratio });
  paintTag(ctx, frame, annotation);
}

function paintSelected(ctx: CanvasRenderingContext2D, frame: OverlayFrame, annotation: Annotation): void {
  paintActive(ctx, frame, annotation.shape, annotation.label);
  if (frame.state.selection.size === 1) paintTag(ctx, frame, annotation);
}

/** White within dark, filled with the class's colour: what the user works on stands out on any picture. */
function paintActive(ctx: CanvasRenderingContext2D, frame: OverlayFrame, shape: Shape, label: string): void {
  const { pixelRatio: ratio, theme } = frame;
  const color = colorOf(frame, label);
  trace(ctx, frame, shape);
  ctx.fillStyle = withOpacity(color, 0.22);
  ctx.fill('evenodd');
  const width = Math.round((theme.isHighContrast ? 3 : 2) * ratio);
  strokeTwoTone(ctx, {
    color: theme.isHighContrast ? '#ffffff' : color,
    width: width + 2 * ratio,
    rim: ratio,
  });
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = Math.max(1, Math.round(ratio));
  ctx.stroke();
}

function paintDraft(ctx: CanvasRenderingContext2D, frame: OverlayFrame, draft: Draft): void {
  for (const { shape, label } of draft.shapes) paintActive(ctx, frame, shape, label);
  const only = draft.shapes.length === 1 ? draft.shapes[0] : undefined;
  if (only && outlineOf(only.shape).isRect) paintSize(ctx, frame, only.shape);
  if (draft.path) paintPath(ctx, frame, draft.path, colorOf(frame, frame.state.activeClass ?? ''));
  if (draft.rubberBand) paintRubberBand(ctx, frame, draft.rubberBand);
}

function paintTag(ctx: CanvasRenderingContext2D, frame: OverlayFrame, annotation: Annotation): void {
  if (frame.state.settings.showLabels === 'never') return;
  const sprite = frame.sprites.of(annotation);
  if (!sprite) return;
  const { x, y } = tagPlace({ sprite, outline: outlineOf(annotation.shape) }, frame.view, ctx.canvas);
  drawTag(ctx, sprite, x, y);
}

/** Width and height in image pixels, beside the lower right corner. */
function paintSize(ctx: CanvasRenderingContext2D, frame: OverlayFrame, shape: Shape): void {
  const { bounds } = outlineOf(shape);
  const text = `${Math.round(bounds.width)} × ${Math.round(bounds.height)}`;
  const sprite = frame.sprites.plain(text, '#2b2b2e');
  if (!sprite) return;
  const { view, pixelRatio: ratio } = frame;
  const gap = 6 * ratio;
  const x = (bounds.x + bounds.width) * view.scale + view.x - sprite.width;
  const y = (bounds.y + bounds.height) * view.scale + view.y + gap;
  const top = Math.min(y, ctx.canvas.height - sprite.height - gap);
  drawTag(ctx, sprite, Math.round(Math.max(gap, x)), Math.round(top));
}

/** Grips of the one selected shape, as it lies in hand or in the document. */
function paintGrips(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  selected: readonly Annotation[],
): void {
  const [id] = frame.state.selection;
  const inHand = frame.state.draft?.shapes.find(({ replaces }) => replaces === id);
  const subject = inHand ?? selected[0];
  if (!subject) return;
  const { view, pixelRatio: ratio } = frame;
  const ring = colorOf(frame, subject.label);
  let last = { x: -Infinity, y: -Infinity };
  for (const handle of handlesOf(subject.shape)) {
    if (!isHandleShown(handle, view.scale / ratio)) continue;
    const at = handlePoint(handle, view.scale / ratio);
    const x = at.x * view.scale + view.x;
    const y = at.y * view.scale + view.y;
    if (isOutside(x, y, ctx.canvas)) continue;
    const isVertex = handle.role === 'vertex';
    const isCrowded = isVertex && Math.hypot(x - last.x, y - last.y) < CROWDED_PX * ratio;
    if (isVertex) last = { x, y };
    const size = handle.role === 'midpoint' ? MIDPOINT_PX : isCrowded ? CROWDED_GRIP_PX : GRIP_PX;
    const isRound = isVertex || handle.role === 'midpoint';
    drawGrip(ctx, { x, y, size: size * ratio, isRound }, { ring, fill: gripFill(handle.role, ring) });
  }
}

function gripFill(role: string, ring: string): string {
  return role === 'midpoint' ? ring : '#ffffff';
}

function isOutside(x: number, y: number, canvas: Size): boolean {
  const margin = 12;
  return x < -margin || y < -margin || x > canvas.width + margin || y > canvas.height + margin;
}
