import type { Annotation } from '../../src/core/annotation/annotation';
import {
  compareIds,
  emptyDoc,
  type AnnotationDoc,
  type ImageFacts,
} from '../../src/core/annotation/document';
import type { Point } from '../../src/core/geometry/rect';
import { kindOf } from '../../src/core/shapes/index';
import type { ChangeRow } from './changeRows';
import { shapeId, type DiffRole } from './diffIds';
import type { DiffKind } from './diffKinds';

/** What one canvas shows. */
export type SceneOf = 'overlay' | 'before' | 'after';

export interface SceneInput {
  readonly image: ImageFacts;
  /** Those that are to be seen. */
  readonly rows: readonly ChangeRow[];
  /** The same in both versions; empty while they are hidden. */
  readonly unchanged: readonly Annotation[];
}

/** A shorter way between two places is not drawn; image pixels. */
const MIN_WAY_PX = 3;
const ARROW_SHARE = 0.12;
const ARROW_MAX_PX = 24;

/**
 * Both versions as one document that the canvas can draw: shapes have ids that say what they are (`shapeId`), and
 * nothing that would hide them. An annotation that stays the same value stays the same shape value, so that a change
 * of one instance draws no other anew.
 */
export function sceneDoc(of: SceneOf, { image, rows, unchanged }: SceneInput): AnnotationDoc {
  const annotations = unchanged.map((annotation) => sameShape(annotation));
  for (const row of rows) annotations.push(...shapesOf(of, row));
  return { ...emptyDoc(image), annotations: annotations.sort(compareIds) };
}

function shapesOf(of: SceneOf, { key, kind, change }: ChangeRow): Annotation[] {
  const { before, after, kinds } = change;
  const from = of !== 'after' && before ? [before] : [];
  const to = of !== 'before' && after ? [after] : [];
  const isQuiet = from.length > 0 && to.length > 0;
  // Where nothing but words changed, one shape is drawn.
  const same = before && after && !kinds.includes('moved') && !kinds.includes('reshaped');
  const words = after && before && before.label !== after.label ? { was: before.label, is: after.label } : {};
  return [
    ...(same && to.length > 0
      ? []
      : from.map((one) =>
          shapeAs(one, key, kind, same ? 'after' : 'before', isQuiet ? { quiet: true } : words),
        )),
    ...to.map((one) => shapeAs(one, key, kind, 'after', words)),
    ...(from[0] && to[0] ? wayBetween(from[0], to[0], key, kind) : []),
  ];
}

/** For the tag: nothing, or the class before and after. */
interface ShapeWords {
  readonly quiet?: true;
  readonly was?: string;
  readonly is?: string;
}

const sameShapes = new WeakMap<Annotation, Annotation>();

/** Of what did not change there may be very many. */
function sameShape(annotation: Annotation): Annotation {
  let made = sameShapes.get(annotation);
  if (!made) {
    const { label, shape, page } = annotation;
    const id = shapeId(annotation.id, undefined, 'same');
    made = { id, label, shape, ...(page !== undefined && { page }) };
    sameShapes.set(annotation, made);
  }
  return made;
}

const shapes = new WeakMap<Annotation, Map<string, Annotation>>();

function shapeAs(
  annotation: Annotation,
  key: string,
  kind: DiffKind,
  role: DiffRole,
  extra: ShapeWords,
): Annotation {
  let known = shapes.get(annotation);
  if (!known) shapes.set(annotation, (known = new Map()));
  const id = shapeId(key, kind, role);
  const name = `${id} ${JSON.stringify(extra)}`;
  let made = known.get(name);
  if (!made) {
    const { label, shape, page } = annotation;
    const plain = { id, label, shape, ...(page !== undefined && { page }) };
    known.set(name, (made = { ...plain, extra: { ...extra } }));
  }
  return made;
}

/** An arrow from the middle of where it was to the middle of where it is. */
function wayBetween(before: Annotation, after: Annotation, key: string, kind: DiffKind): Annotation[] {
  if ((before.page ?? 0) !== (after.page ?? 0)) return [];
  const [from, to] = [middleOf(before), middleOf(after)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(length >= MIN_WAY_PX)) return [];
  const head = Math.min(ARROW_MAX_PX, Math.max(MIN_WAY_PX, ARROW_SHARE * length)) / length;
  const [dx, dy] = [(to.x - from.x) * head, (to.y - from.y) * head];
  const wings = [to.x - dx - dy / 2, to.y - dy + dx / 2, to.x, to.y, to.x - dx + dy / 2, to.y - dy - dx / 2];
  const points = [from.x, from.y, to.x, to.y, ...wings];
  const { label, page } = after;
  const shape = { kind: 'polyline', points } as const;
  return [{ id: shapeId(key, kind, 'way'), label, shape, ...(page !== undefined && { page }) }];
}

function middleOf({ shape }: Annotation): Point {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return { x: x + width / 2, y: y + height / 2 };
}
