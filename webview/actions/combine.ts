import { cropTo, join, subtractFrom } from '../../src/core/edit/combine';
import { convert } from '../../src/core/edit/convert';
import { isEmpty, type Edit } from '../../src/core/edit/edit';
import { fitBox } from '../../src/core/edit/fitBox';
import { splitParts } from '../../src/core/edit/sliceArea';
import { fillHoles, grow, removeSpecks, simplify, smooth } from '../../src/core/edit/tidyAreas';
import type { ShapeKindName } from '../../src/core/shapes/index';
import type { Page } from '../page';
import { note } from './note';
import { select } from './select';

/** Joins the selected areas into the one selected first. */
export function joinSelected(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(page, join(doc, selection));
}

/** Takes from the area selected first what the others cover; they stay. */
export function subtractSelected(page: Page): void {
  const { doc, selection } = page.store.state;
  const [target = '', ...cutters] = selection;
  carryOut(page, subtractFrom(doc, target, cutters));
}

/** Keeps of the selected areas what lies in the one selected last. */
export function cropSelected(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(page, cropTo(doc, selection));
}

/** Makes every part of the selected areas an annotation of its own. */
export function splitSelected(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(
    page,
    splitParts(doc, selection, () => page.session.newId()),
  );
}

/** Commits an edit and selects what it made, or says why there is none. */
export function carryOut(page: Page, result: Edit | string): void {
  if (typeof result === 'string') return note(page, 'info', result);
  if (isEmpty(result)) return;
  const { selection } = page.store.state;
  page.session.commit(result);
  const gone = new Set(result.removed.map(({ id }) => id));
  const kept = [...selection].filter((id) => !gone.has(id));
  select(page, [...kept, ...result.added.map(({ id }) => id)]);
}

/** Screen pixels that simplified outlines may be off: what is not seen at this zoom. */
const SIMPLIFY_SCREEN_PX = 1.5;
/** Specks are parts of fewer pixels than a blob of this side has. */
const SPECK_SIDE_PX = 5;

/** Turns the selection into another kind of shape. */
export function convertSelected(page: Page, kind: ShapeKindName): void {
  const { doc, selection } = page.store.state;
  carryOut(page, convert(doc, selection, kind));
}

/** Fits selected boxes to the areas in them, or puts boxes around selected areas. */
export function fitBoxes(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(
    page,
    fitBox(doc, selection, () => page.session.newId()),
  );
}

export function simplifySelected(page: Page): void {
  const { doc, selection, view } = page.store.state;
  carryOut(page, simplify(doc, selection, SIMPLIFY_SCREEN_PX / Math.min(4, view?.scale ?? 1)));
}

export function smoothSelected(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(page, smooth(doc, selection));
}

export function fillSelectedHoles(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(page, fillHoles(doc, selection));
}

export function removeSelectedSpecks(page: Page): void {
  const { doc, selection } = page.store.state;
  carryOut(page, removeSpecks(doc, selection, SPECK_SIDE_PX ** 2));
}

/** Grows the selected areas by so many pixels, or shrinks them. */
export function growSelected(page: Page, byPx: number): void {
  const { doc, selection } = page.store.state;
  carryOut(page, grow(doc, selection, byPx));
}
