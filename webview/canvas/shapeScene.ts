import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import type { Rect } from '../../src/core/geometry/rect';
import { sceneIndex } from '../../src/core/scene/index';
import { changedAnnotations } from '../../src/core/scene/rasterDiff';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import type { State } from '../store';
import { isVisible, sameVisibility, visibilityOf, type Visibility } from '../visible';

/** Everything that decides what the committed shapes look like. */
export interface ShapeScene extends Visibility {
  readonly doc: AnnotationDoc;
  readonly schema: LabelSchema;
  readonly fillOpacity: number;
  /** Shapes that are in hand and drawn on the live layer instead. */
  readonly inHand: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** The scene of a state; the same value as before when nothing in it changed. */
export function shapeScene(state: State, before: ShapeScene | undefined): ShapeScene {
  const inHand = inHandOf(state, before?.inHand ?? NONE);
  if (
    before &&
    before.doc === state.doc &&
    before.schema === state.schema &&
    before.fillOpacity === state.settings.fillOpacity &&
    sameVisibility(before, state) &&
    before.inHand === inHand
  )
    return before;
  const { doc, schema } = state;
  return { doc, schema, ...visibilityOf(state), inHand, fillOpacity: state.settings.fillOpacity };
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
  if (before.schema !== after.schema || before.fillOpacity !== after.fillOpacity) return 'everything';
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

function sameRules(before: ShapeScene, after: ShapeScene): boolean {
  return sameVisibility(before, after) && before.inHand === after.inHand;
}
