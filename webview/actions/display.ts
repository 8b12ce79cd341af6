import {
  DEFAULT_DISPLAY,
  type DisplaySettings,
  type GuideDisplay,
  type ShapeDisplay,
} from '../../src/core/display/display';
import type { Page } from '../page';
import { note } from './note';

const COLOR_BY = ['class', 'instance', 'group'] as const satisfies readonly ShapeDisplay['colorBy'][];
const LABELS = ['always', 'hover', 'never'] as const satisfies readonly ShapeDisplay['showLabels'][];
const LABEL_TEXT = { always: 'on every shape', hover: 'on hover', never: 'off' } as const;

export function setDisplay(page: Page, change: Partial<DisplaySettings>): void {
  page.store.set({ display: { ...page.store.state.display, ...change } });
}

export function setShapeDisplay(page: Page, change: Partial<ShapeDisplay>): void {
  page.store.set({ shapeDisplay: { ...page.store.state.shapeDisplay, ...change } });
}

export function setGuides(page: Page, change: Partial<GuideDisplay>): void {
  page.store.set({ guides: { ...page.store.state.guides, ...change } });
}

export function toggleGuide(page: Page, name: keyof GuideDisplay): void {
  setGuides(page, { [name]: !page.store.state.guides[name] });
}

export function toggleDisplayPanel(page: Page): void {
  page.store.set({ displayOpen: !page.store.state.displayOpen });
}

/** The picture as it is stored. */
export function resetPicture(page: Page): void {
  page.store.set({ display: DEFAULT_DISPLAY });
}

/** Names on the shapes: on every one, on hover, on none. */
export function cycleLabels(page: Page): void {
  const showLabels = next(LABELS, page.store.state.shapeDisplay.showLabels);
  setShapeDisplay(page, { showLabels });
  note(page, 'info', `Names ${LABEL_TEXT[showLabels]}.`);
}

export function cycleColors(page: Page): void {
  const colorBy = next(COLOR_BY, page.store.state.shapeDisplay.colorBy);
  setShapeDisplay(page, { colorBy });
  note(page, 'info', `Colours by ${colorBy}.`);
}

function next<T>(all: readonly T[], now: T): T {
  return all[(all.indexOf(now) + 1) % all.length] ?? now;
}
