import { byId } from '../../src/core/annotation/document';
import { changeClass } from '../../src/core/edit/attributes';
import type { ShapeKindName } from '../../src/core/shapes/index';
import { classForKey, knownClasses, misfit } from '../classes';
import type { Page } from '../page';
import { change } from './change';
import { note } from './note';

/** Opens the picker: for the selection, or for the class of new shapes when nothing is selected. */
export function openPicker(page: Page, ids: Iterable<string> = page.store.state.selection): void {
  const of = [...ids];
  page.store.set({
    popup: 'classes',
    pickFor: of.length > 0 ? { kind: 'annotations', ids: of } : { kind: 'next' },
  });
}

/** Closes what is open over the canvas; a drawn shape whose class was asked for is dropped. */
export function closePopup(page: Page): void {
  if (page.store.state.pickFor?.kind === 'drawn') page.session.dispatch({ type: 'cancel' });
  page.store.set({ popup: undefined, pickFor: undefined });
}

/** Picks what the open picker asked for. The class of a shape just drawn is the class of the next ones as well. */
export function pickClass(page: Page, name: string): void {
  const { pickFor, draft } = page.store.state;
  const kind = draft?.shapes[0]?.shape.kind;
  if (pickFor?.kind === 'annotations' && !setClass(page, pickFor.ids, name)) return;
  if (pickFor?.kind === 'drawn' && kind && !allows(page, name, kind)) return;
  if (pickFor?.kind !== 'annotations') page.store.set({ activeClass: name });
  if (pickFor?.kind === 'drawn') page.session.dispatch({ type: 'answer', label: name });
  page.store.set({ popup: undefined, pickFor: undefined });
}

/** The class for new shapes; undefined asks after each. */
export function setActiveClass(page: Page, name: string | undefined): void {
  page.store.set({ activeClass: name });
}

/** A digit or a class's letter: the class of the selection if there is one, else of the next shapes. */
export function pickKey(page: Page, key: string): void {
  const { state } = page.store;
  const name = classForKey(knownClasses(state), key);
  if (name === undefined) return note(page, 'info', `No class has the key ${key}.`);
  if (state.popup === 'classes') return pickClass(page, name);
  if (state.selection.size > 0) setClass(page, [...state.selection], name);
  else page.store.set({ activeClass: name });
}

/** Changes the class of annotations; false, and said so, when one of them has a shape the class does not allow. */
export function setClass(page: Page, ids: readonly string[], name: string): boolean {
  const known = byId(page.store.state.doc);
  const annotations = ids.flatMap((id) => known.get(id) ?? []);
  if (!annotations.every(({ shape }) => allows(page, name, shape.kind))) return false;
  change(page, annotations, (all) => changeClass(all, name, page.store.state.schema));
  return true;
}

function allows(page: Page, name: string, kind: ShapeKindName): boolean {
  const why = misfit(page.store.state.schema, name, kind);
  if (why !== undefined) note(page, 'warning', `${why}.`);
  return why === undefined;
}

/** A class typed on the fly: written to the data set file when there is one, then picked. */
export async function addClass(page: Page, name: string): Promise<void> {
  if (page.store.state.hasSchemaFile)
    try {
      page.store.set({ schema: await page.host.addClass(name) });
    } catch (error) {
      return note(
        page,
        'error',
        `“${name}” could not be added: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  pickClass(page, name);
}

/** Shows or hides the annotations of a class. */
export function toggleClassShown(page: Page, name: string): void {
  const hiddenClasses = new Set(page.store.state.hiddenClasses);
  if (!hiddenClasses.delete(name)) hiddenClasses.add(name);
  page.store.set({ hiddenClasses });
}

/** Shows one class alone, or all again when it was alone. */
export function showOnlyClass(page: Page, name: string): void {
  const others = knownClasses(page.store.state)
    .map((known) => known.name)
    .filter((other) => other !== name);
  const { hiddenClasses } = page.store.state;
  const alone = !hiddenClasses.has(name) && others.every((other) => hiddenClasses.has(other));
  page.store.set({ hiddenClasses: new Set(alone ? [] : others) });
}
