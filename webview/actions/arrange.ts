import { align, distribute, type AlignSide } from '../../src/core/edit/arrange';
import { backward, forward, toBack, toFront } from '../../src/core/edit/order';
import { flipAnnotations, rotateAnnotations } from '../../src/core/edit/transform';
import type { Page } from '../page';
import { changeSelected } from './change';
import { note } from './note';

const ORDERS = { front: toFront, forward, backward, back: toBack } as const;

/** Moves the selection in the paint order. */
export function reorder(page: Page, way: keyof typeof ORDERS): void {
  changeSelected(page, (annotations) => ORDERS[way](page.store.state.doc, annotations));
}

/** Turns the selection clockwise about its middle. */
export function rotate(page: Page, degrees: number): void {
  changeSelected(page, (annotations) => rotateAnnotations(annotations, degrees));
}

/** Mirrors the selection: `x` left and right, `y` top and bottom. */
export function flip(page: Page, axis: 'x' | 'y'): void {
  changeSelected(page, (annotations) => flipAnnotations(annotations, axis, page.store.state.schema));
}

/** Aligns several annotations with each other, one with the image. */
export function alignSelected(page: Page, side: AlignSide): void {
  changeSelected(page, (annotations) => align(annotations, side, page.store.state.doc.image));
}

/** Makes the gaps between three annotations or more equal. */
export function distributeSelected(page: Page, axis: 'x' | 'y'): void {
  if (page.store.state.selection.size < 3)
    return note(page, 'info', 'Select three annotations or more to spread them evenly.');
  changeSelected(page, (annotations) => distribute(annotations, axis));
}
