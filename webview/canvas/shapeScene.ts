import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import type { Rect } from '../../src/core/geometry/rect';
import { spansOfMask } from '../../src/core/mask/rle';
import { sceneIndex } from '../../src/core/scene/index';
import { changedPixels } from '../../src/core/scene/maskChange';
import { changedAnnotations } from '../../src/core/scene/rasterDiff';
import type { ShapeDisplay } from '../../src/core/display/display';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import { kindOf } from '../../src/core/shapes/index';
import type { State } from '../store';
import type { LookOf } from './ownLook';
import { isVisible, sameVisibility, visibilityOf, type Visibility } from '../visible';

/** Everything that decides what the committed shapes look like. */
export interface ShapeScene extends Visibility {
  readonly doc: AnnotationDoc;
  readonly schema: LabelSchema;
  readonly display: ShapeDisplay;
  readonly lookOf: LookOf | undefined;
  /** Ids of a selection that is too large to be drawn on the live layer in every frame. */
  readonly marked: ReadonlySet<string>;
  /** Shapes that are in hand and drawn on the live layer instead. */
  readonly inHand: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
/** More selected shapes than this are marked in the tiles. */
export const MANY_SELECTED = 100;

/** The scene of a state; the same value as before when nothing in it changed. */
export function shapeScene(state: State, before: ShapeScene | undefined): ShapeScene {
  const inHand = inHandOf(state, before?.inHand ?? NONE);
  const marked = state.selection.size > MANY_SELECTED ? state.selection : NONE;
  if (
    before &&
    before.doc === state.doc &&
    before.schema === state.schema &&
    before.display === state.shapeDisplay &&
    before.lookOf === state.lookOf &&
    before.marked === marked &&
    sameVisibility(before, state) &&
    before.inHand === inHand
  )
    return before;
  const { doc, schema, shapeDisplay: display, lookOf } = state;
  return { doc, schema, ...visibilityOf(state), inHand, marked, display, lookOf };
}

/** The ids that the draft replaces; the set from before when it holds the same, as a drag makes a draft per move. */
function inHandOf({ draft }: State, before: ReadonlySet<string>): ReadonlySet<string> {
  const ids = draft?.shapes.flatMap(({ replaces }) => replaces ?? []) ?? [];
  if (ids.length === before.size && ids.every((id) => before.has(id))) return before;
  return ids.length === 0 ? NONE : new Set(ids);
}

export function isShown(scene: ShapeScene, annotation: Annotation): boolean {
  return isVisible(annotation, scene) && !scene.inHand.has(annotation.id);
}

/**
 * The shown annotations that meet the rectangle (image pixels), in the document's order; none when there are more
 * than `limit` of any kind.
 */
export function shownIn(scene: ShapeScene, imageRect: Rect, limit = Infinity): readonly Annotation[] {
  const shown: Annotation[] = [];
  const found = sceneIndex(scene.doc).search(imageRect);
  if (found.length > limit) return shown;
  for (const at of found) {
    const annotation = scene.doc.annotations[at];
    if (annotation && isShown(scene, annotation)) shown.push(annotation);
  }
  return shown;
}

/** What must be drawn anew between two scenes: everything, or where these annotations are or were. */
export type SceneChange =
  'everything' | { readonly gone: readonly Annotation[]; readonly fresh: readonly Annotation[] };

export function sceneChange(before: ShapeScene, after: ShapeScene): SceneChange {
  if (!sameLook(before, after)) return 'everything';
  const { gone, fresh } = changedAnnotations(before.doc.annotations, after.doc.annotations);
  const shown = {
    gone: gone.filter((annotation) => isShown(before, annotation)),
    fresh: fresh.filter((annotation) => isShown(after, annotation)),
  };
  if (sameRules(before, after)) return shown;
  const replaced = new Set(fresh);
  for (const annotation of after.doc.annotations) {
    if (replaced.has(annotation) || isShown(before, annotation) === isShown(after, annotation)) continue;
    (isShown(after, annotation) ? shown.fresh : shown.gone).push(annotation);
  }
  return shown;
}

function sameLook(before: ShapeScene, after: ShapeScene): boolean {
  return (
    before.schema === after.schema &&
    before.display === after.display &&
    before.marked === after.marked &&
    before.lookOf === after.lookOf
  );
}

function sameRules(before: ShapeScene, after: ShapeScene): boolean {
  return sameVisibility(before, after) && before.inHand === after.inHand;
}

/**
 * Where the picture of the shapes changes, image pixels. Of a mask that was painted on only what was painted: the
 * mask itself may be as large as the image.
 */
export function changedPlaces({ gone, fresh }: Exclude<SceneChange, 'everything'>): Rect[] {
  const goneById = new Map(gone.map((annotation) => [annotation.id, annotation]));
  const places: Rect[] = [];
  for (const annotation of fresh) {
    const old = goneById.get(annotation.id);
    const painted = old && paintedPart(old, annotation);
    if (painted) goneById.delete(annotation.id);
    places.push(...(painted ?? [kindOf(annotation.shape).bounds(annotation.shape)]));
  }
  return [...places, ...[...goneById.values()].map(({ shape }) => kindOf(shape).bounds(shape))];
}

/** Where two masks differ that look alike otherwise; undefined for all else. */
function paintedPart(old: Annotation, { shape, ...now }: Annotation): readonly Rect[] | undefined {
  if (old.shape.kind !== 'mask' || shape.kind !== 'mask') return undefined;
  const { label, group, order, proposed } = old;
  if (label !== now.label || group !== now.group || order !== now.order || proposed !== now.proposed)
    return undefined;
  const rect = changedPixels(spansOfMask(old.shape), spansOfMask(shape));
  return rect ? [rect] : [];
}
