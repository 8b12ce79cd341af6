import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Point } from '../geometry/rect';
import type { Hit } from '../tools/tool';
import { moveSides, type BaseIndex, type Sides } from './baseIndex';
import { exactHit, INSIDE } from './exactHit';
import { areaOf, aroundPoint, bodyHit, EDGE_REACH_PX, inFrontFirst, SLACK, type IsVisible } from './hit';
import { hitHandles } from './hitHandles';
import { HitTable } from './hitTable';
import { sceneIndex, type SceneIndex } from './index';

const tables = new WeakMap<BaseIndex, HitTable>();

function tableOf(base: BaseIndex): HitTable {
  let table = tables.get(base);
  if (!table) tables.set(base, (table = new HitTable(base)));
  return table;
}

/**
 * The first of what `hitAll` finds, found alone: this runs at every move of the pointer. What cannot win any more is
 * not looked at closely. Whether a shape is visible is asked of the winner; only when it is not, of all that may win.
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
  const index = sceneIndex(doc);
  const reach = EDGE_REACH_PX / view.scale;
  const any = new Search(index, imagePoint, reach, undefined).run();
  const best =
    !any || isVisible(any.annotation) ? any : new Search(index, imagePoint, reach, isVisible).run();
  return best && bodyHit(best);
}

/** One search: what is cheap to look at first, so that little is left to look for in the rest. */
class Search {
  readonly #index: SceneIndex;
  readonly #table: HitTable;
  readonly #point: Point;
  readonly #isVisible: IsVisible | undefined;
  /** What is farther cannot win; `#sides` are around what is not. */
  #limit: number;
  readonly #sides: Sides;
  /** The best so far: position in the document (-1 is none), place in the table, distance, square pixels. */
  #position = -1;
  #slot = -1;
  #distance = INSIDE;
  #area = NaN;

  constructor(index: SceneIndex, point: Point, reach: number, isVisible: IsVisible | undefined) {
    this.#index = index;
    this.#table = tableOf(index.base);
    this.#point = point;
    this.#isVisible = isVisible;
    this.#limit = reach;
    this.#sides = aroundPoint(point, reach);
  }

  run(): { readonly annotation: Annotation; readonly distance: number } | undefined {
    const table = this.#table;
    const rest: number[] = [];
    this.#lookAgain();
    this.#index.visit(this.#sides, (position, slot) => {
      if (slot < 0 || !table.isBox(slot)) rest.push(position, slot);
      else this.#offer(table.boxHit(slot, this.#point, this.#limit), position, slot);
    });
    for (let i = 0; i < rest.length; i += 2) this.#tryShape(rest[i] as number, rest[i + 1] as number);
    if (this.#position < 0) return undefined;
    table.last = { doc: this.#index.doc, position: this.#position, slot: this.#slot };
    return { annotation: this.#at(this.#position), distance: this.#distance };
  }

  /** What was hit last is mostly hit again, and then what is farther need not be looked at. */
  #lookAgain(): void {
    const { last } = this.#table;
    if (last?.doc === this.#index.doc) this.#tryShape(last.position, last.slot);
  }

  #tryShape(position: number, slot: number): void {
    this.#offer(this.#look(position, slot), position, slot);
  }

  #look(position: number, slot: number): number {
    if (slot < 0) return exactHit(this.#at(position).shape, this.#point, this.#limit);
    if (this.#table.isBox(slot)) return this.#table.boxHit(slot, this.#point, this.#limit);
    return this.#table.hit(slot, this.#point, this.#limit, this.#hasEdge);
  }

  get #hasEdge(): boolean {
    return this.#position >= 0 && this.#distance !== INSIDE;
  }

  #offer(distance: number, position: number, slot: number): void {
    if (distance === Infinity || (distance === INSIDE && this.#hasEdge)) return;
    if (this.#position >= 0 && !this.#wins(distance, position, slot)) return;
    if (this.#isVisible && !this.#isVisible(this.#at(position))) return;
    [this.#position, this.#slot, this.#distance, this.#area] = [position, slot, distance, NaN];
    if (distance === INSIDE) return;
    this.#limit = distance;
    moveSides(this.#sides, this.#point, distance * SLACK);
  }

  /** As `compareBodies` says, against the best so far. */
  #wins(distance: number, position: number, slot: number): boolean {
    const best = this.#distance;
    if (distance !== best) return best === INSIDE || distance < best;
    if (Number.isNaN(this.#area)) this.#area = this.#areaOf(this.#position, this.#slot);
    const area = this.#areaOf(position, slot);
    if (area !== this.#area) return area < this.#area;
    return inFrontFirst(this.#at(position), this.#at(this.#position)) < 0;
  }

  /** Square pixels. */
  #areaOf(position: number, slot: number): number {
    return slot >= 0 ? this.#table.area(slot) : areaOf(this.#at(position));
  }

  #at(position: number): Annotation {
    const annotation = this.#index.doc.annotations[position];
    if (!annotation) throw new RangeError(`the document has no annotation ${position}`);
    return annotation;
  }
}
