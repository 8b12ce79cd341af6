import type { Annotation } from '../../src/core/annotation/annotation';
import { byId } from '../../src/core/annotation/document';
import { groupOf } from '../../src/core/scene/relations';
import type { Size } from '../../src/core/scene/viewport';
import type { State } from '../store';
import { DotStamps } from './dotStamps';
import { paintCrosshair } from './guides';
import { paintJointNames } from './jointNames';
import { LiveMasks } from './liveMasks';
import { MarksPicture } from './marksPicture';
import { paintDraft } from './overlayDraft';
import {
  subjectColor,
  subjectInHand,
  type OverlayFrame,
  type OverlayKit,
  type Subject,
} from './overlayFrame';
import { paintGrips } from './overlayGrips';
import { hasConflictMarks, paintConflicts } from './overlayConflicts';
import { hasReviewMark, paintReviewed } from './overlayReview';
import { hasCommentMarks, paintCommentMarks } from './overlayRemarks';
import { paintActive, paintHover, paintPlain, subjectOutline } from './overlayShapes';
import { tagIn } from './ownLook';
import { paintRelations } from './relationPaint';
import { paintRulers } from './rulers';
import { isShown } from './shapeScene';
import { StrokePicture } from './strokePicture';
import { addSurface, resizeSurface, type Surface } from './surface';
import { hang, tagPlace } from './tagPlan';
import { drawTag, type TagSprites } from './tagSprites';

/** Of a larger group only so many members are marked. */
const MAX_MEMBERS = 200;

/** What lives: the shapes in hand, hover, selection with its grips, and guides. Cheap enough to redraw on each move. */
export class OverlayLayer {
  readonly #surface: Surface;
  readonly #kit: OverlayKit;
  #isBlank = true;

  constructor(host: HTMLElement, sprites: TagSprites) {
    this.#surface = addSurface(host, false);
    this.#kit = {
      ...{ masks: new LiveMasks(), dots: new DotStamps(), stroke: new StrokePicture(), sprites },
      conflicts: new MarksPicture(),
    };
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
    if (willBeBlank) this.#rest();
    else paint(ctx, frame, this.#kit);
  }

  dispose(): void {
    this.#surface.canvas.remove();
  }

  #rest(): void {
    this.#kit.masks.clear();
    this.#kit.stroke.clear();
    this.#kit.conflicts.clear();
  }
}

function hasNothing({ state, unsettled }: OverlayFrame): boolean {
  const { draft, hovered, selection, guides } = state;
  return (
    !draft &&
    hovered === undefined &&
    selection.size === 0 &&
    unsettled.length === 0 &&
    !guides.rulers &&
    !hasCommentMarks(state) &&
    !hasConflictMarks(state) &&
    !hasReviewMark(state) &&
    !hasCrosshair(state)
  );
}

/** Tools that draw show where the pointer's row and column meet the picture; a brush shows its tip instead. */
function hasCrosshair({ guides, tool, pointer, popup, draft }: State): boolean {
  const isIdle = tool === 'select' || tool === 'pan' || draft?.tip !== undefined;
  return guides.crosshair && pointer !== undefined && !popup && !isIdle;
}

function paint(ctx: CanvasRenderingContext2D, frame: OverlayFrame, kit: OverlayKit): void {
  const { state, unsettled, scene } = frame;
  for (const annotation of unsettled) if (isShown(scene, annotation)) paintPlain(ctx, frame, kit, annotation);
  const selected = selectedShown(frame);
  const hovered = hoveredShown(frame);
  if (hovered) paintHovered(ctx, frame, kit, hovered);
  for (const annotation of selected) paintActive(ctx, frame, kit, annotation);
  paintRelations(ctx, frame, kit.sprites, hovered ? [hovered, ...selected] : selected);
  if (state.draft) paintDraft(ctx, frame, kit, state.draft);
  else kit.stroke.clear();
  if (state.selection.size === 1) paintOnly(ctx, frame, kit, selected[0]);
  if (hovered) paintNames(ctx, frame, kit, hovered);
  paintConflicts(ctx, frame, kit);
  paintReviewed(ctx, frame, kit);
  paintCommentMarks(ctx, frame);
  if (hasCrosshair(state) && state.pointer) paintCrosshair(ctx, frame, state.pointer);
  if (state.guides.rulers) paintRulers(ctx, frame);
}

/** A selection that is too large is marked in the tiles. */
function selectedShown({ state, scene }: OverlayFrame): Annotation[] {
  if (scene.marked.size > 0) return [];
  const known = byId(state.doc);
  return [...state.selection].flatMap((id) => {
    const annotation = known.get(id);
    return annotation && isShown(scene, annotation) ? [annotation] : [];
  });
}

function hoveredShown({ state, scene }: OverlayFrame): Annotation | undefined {
  const { hovered, selection, doc } = state;
  if (hovered === undefined || selection.has(hovered)) return undefined;
  const annotation = byId(doc).get(hovered);
  return annotation && isShown(scene, annotation) ? annotation : undefined;
}

/** With the others of its group. */
function paintHovered(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  kit: OverlayKit,
  hovered: Annotation,
): void {
  for (const member of groupOf(frame.state.doc, hovered).slice(0, MAX_MEMBERS))
    if (isShown(frame.scene, member) && !frame.state.selection.has(member.id))
      paintHover(ctx, frame, kit, member);
  paintHover(ctx, frame, kit, hovered);
}

/** The one selected shape's name and grips, as it lies in hand or in the document. */
function paintOnly(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  kit: OverlayKit,
  selected: Annotation | undefined,
): void {
  const [id] = frame.state.selection;
  const inHand = frame.state.draft?.shapes.find(({ replaces }) => replaces === id);
  const subject: Subject | undefined = inHand ? subjectInHand(frame, inHand) : selected;
  if (!subject) return;
  if (selected) paintNames(ctx, frame, kit, selected);
  else paintJoints(ctx, frame, kit, subject);
  if (!frame.readOnly && !isLocked(frame, id)) paintGrips(ctx, frame, subject, inHand !== undefined);
}

function isLocked({ state }: OverlayFrame, id: string | undefined): boolean {
  return id !== undefined && byId(state.doc).get(id)?.locked === true;
}

/** The tag, and of a skeleton the joints' names. */
function paintNames(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  kit: OverlayKit,
  annotation: Annotation,
): void {
  const { view, pixelRatio, state } = frame;
  paintJoints(ctx, frame, kit, annotation);
  if (state.shapeDisplay.showLabels === 'never') return;
  const sprite = tagIn(state, kit.sprites, annotation, subjectColor(frame, annotation));
  if (!sprite) return;
  const tag = hang(sprite, subjectOutline(frame, annotation), view.orientation, pixelRatio);
  const { x, y } = tagPlace(tag, view, ctx.canvas);
  drawTag(ctx, sprite, x, y);
}

/** From so many CSS pixels for the longer side on, a figure's joints are named when it is pointed at. */
const NAMED_PX = 110;

function paintJoints(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  kit: OverlayKit,
  subject: Subject,
): void {
  if (subject.shape.kind !== 'skeleton' || frame.state.shapeDisplay.showLabels === 'never') return;
  const { view, pixelRatio } = frame;
  const outline = subjectOutline(frame, subject);
  const { width, height } = outline.bounds;
  if ((Math.max(width, height) * view.scale) / pixelRatio >= NAMED_PX)
    paintJointNames(ctx, kit.sprites, outline, view, pixelRatio);
}
