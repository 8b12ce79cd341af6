import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Point } from '../geometry/rect';
import type { Hit } from '../tools/tool';
import { moveSides, type BaseIndex, type Sides } from './baseIndex';
import { exactHit, INSIDE } from './exactHit';
import {
  areaOf,
  aroundPoint,
  bodyHit,
  compareBodies,
  EDGE_REACH_PX,
  SLACK,
  type BodyHit,
  type IsVisible,
} from './hit';
import { hitHandles } from './hitHandles';
import { boxHit, HitTable } from './hitTable';
import { sceneIndex } from './index';

const tables = new WeakMap<BaseIndex, HitTable>();

function tableOf(base: BaseIndex): HitTable {
  let table = tables.get(base);
  if (!table) tables.set(base, (table = new HitTable(base)));
  return table;
}

/**
 * The first of what `hitAll` finds, found alone: this runs at every move of the pointer. A shape that cannot win any
 * more is not looked at closely, and whether it is visible is asked of winners only.
 */
export function hitBest(
  doc: AnnotationDoc,
  view: { readonly scale: number },
  selection: ReadonlySet<string>,
  imagePoint: Point,
  isVisible: IsVisible,
): Hit | undefined {
  const [handle] = hitHandles(doc, view, selection, imagePoint, isVisible);
  if (handle) return handle;
  return new Search(doc, imagePoint, EDGE_REACH_PX / view.scale, isVisible).run();
}

/** One search: what is cheap to look at first, so that little is left to look for in the rest. */
class Search {
  readonly #doc: AnnotationDoc;
  readonly #point: Point;
  readonly #isVisible: IsVisible;
  /** What is farther cannot win; `#sides` are around what is not. */
  #limit: number;
  readonly #sides: Sides;
  #best: BodyHit | undefined;

  constructor(doc: AnnotationDoc, point: Point, reach: number, isVisible: IsVisible) {
    this.#doc = doc;
    this.#point = point;
    this.#limit = reach;
    this.#sides = aroundPoint(point, reach);
    this.#isVisible = isVisible;
  }

  run(): Hit | undefined {
    const { base, visit } = sceneIndex(this.#doc);
    const table = tableOf(base);
    const rest: number[] = [];
    const { x, y } = this.#point;
    this.#lookAgain(table);
    visit(this.#sides, (position, left, top, right, bottom, slot) => {
      if (slot < 0 || !table.isBox(slot)) rest.push(position, slot);
      else this.#offer(boxHit(x - left, right - x, y - top, bottom - y, this.#limit), position, slot, table);
    });
    for (let i = 0; i < rest.length; i += 2) this.#tryShape(rest[i] as number, rest[i + 1] as number, table);
    return this.#best && bodyHit(this.#best);
  }

  /** What was hit last is mostly hit again, and then what is farther need not be looked at. */
  #lookAgain(table: HitTable): void {
    const { last } = table;
    if (last && last.doc === this.#doc && last.slot >= 0) this.#tryShape(last.position, last.slot, table);
    table.last = undefined;
  }

  get #hasEdge(): boolean {
    return this.#best !== undefined && this.#best.distance !== INSIDE;
  }

  #tryShape(position: number, slot: number, table: HitTable): void {
    if (slot >= 0)
      return this.#offer(table.hit(slot, this.#point, this.#limit, this.#hasEdge), position, slot, table);
    const { shape } = annotationAt(this.#doc, position);
    this.#offer(exactHit(shape, this.#point, this.#limit), position, slot, table);
  }

  #offer(distance: number, position: number, slot: number, table: HitTable): void {
    if (distance === Infinity || (distance === INSIDE && this.#hasEdge)) return;
    const best = this.#best;
    const area = slot >= 0 ? table.area(slot) : areaOf(annotationAt(this.#doc, position));
    if (best && distance === INSIDE && area > best.area) return;
    const hit = { annotation: annotationAt(this.#doc, position), distance, area };
    if ((best && compareBodies(best, hit) < 0) || !this.#isVisible(hit.annotation)) return;
    this.#best = hit;
    table.last = { doc: this.#doc, position, slot };
    if (distance !== INSIDE) this.#nearer(distance);
  }

  /** An outline was found: interiors, and outlines that are farther, are out of it. */
  #nearer(distance: number): void {
    this.#limit = distance;
    moveSides(this.#sides, this.#point, distance * SLACK);
  }
}

function annotationAt(doc: AnnotationDoc, position: number): Annotation {
  const annotation = doc.annotations[position];
  if (!annotation) throw new RangeError(`the document has no annotation ${position}`);
  return annotation;
}
