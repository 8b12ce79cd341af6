import type { Viewport } from '../../src/core/scene/viewport';
import { isViewport, type Memory } from '../memory';
import { DIFF_MODES, type DiffLook, type DiffState } from './diffState';
import type { DiffStore } from './diffStore';
import type { KeptPlace } from './keptPlace';
import type { Panes } from './panes';

/** What VS Code keeps of a page: how it was looked at, and what the host needs to show the same again. */
interface Kept {
  readonly look: Partial<DiffLook>;
  readonly place: Partial<KeptPlace>;
  readonly memento: unknown;
}

const WRITE_DELAY_MS = 200;

/** How the page was looked at before it was built anew; whatever is kept may be of another version. */
export function recallLook(value: unknown): Partial<DiffLook> {
  const look = member(value, 'look');
  const mode = DIFF_MODES.find((each) => each === member(look, 'mode'));
  const colorBy = (['change', 'class'] as const).find((each) => each === member(look, 'colorBy'));
  return {
    ...(mode && { mode }),
    ...(colorBy && { colorBy }),
    ...numberIn(look, 'split'),
    ...numberIn(look, 'opacity'),
    ...numberIn(look, 'rateHz'),
    ...flagIn(look, 'unchanged'),
    ...flagIn(look, 'minimap'),
    ...flagIn(look, 'panelOpen'),
  };
}

/** Undefined where nothing can be trusted to be a place. */
export function recallPlace(value: unknown): KeptPlace | undefined {
  const place = member(value, 'place');
  const [title, path, current] = [member(place, 'title'), member(place, 'path'), member(place, 'current')];
  if (typeof title !== 'string' || typeof path !== 'string') return undefined;
  const [asked, view] = [member(place, 'asked'), member(place, 'view')];
  return {
    title,
    path,
    ...(typeof current === 'string' && { current }),
    ...(typeof asked === 'number' && { asked }),
    ...(isViewport(view) && { view }),
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function numberIn<K extends 'split' | 'opacity' | 'rateHz'>(look: unknown, name: K): Partial<DiffLook> {
  const value = member(look, name);
  return typeof value === 'number' ? { [name]: value } : {};
}

function flagIn<K extends 'unchanged' | 'minimap' | 'panelOpen'>(look: unknown, name: K): Partial<DiffLook> {
  const value = member(look, name);
  return typeof value === 'boolean' ? { [name]: value } : {};
}

function keptOf({ snapshot, ...state }: DiffState, view: Viewport | undefined): Kept {
  const { mode, split, opacity, rateHz, unchanged, colorBy, picture, minimap, panelOpen } = state;
  const look = { mode, split, opacity, rateHz, unchanged, colorBy, picture, minimap, panelOpen };
  return { look, place: placeIn(snapshot, state.current, view), memento: snapshot?.memento };
}

function placeIn(
  snapshot: DiffState['snapshot'],
  current: string | undefined,
  view: Viewport | undefined,
): Partial<KeptPlace> {
  if (!snapshot) return {};
  const { title, path, focus } = snapshot;
  return {
    title,
    path,
    ...(current && { current }),
    ...(focus && { asked: focus.asked }),
    ...(view && { view }),
  };
}

/** Writes it down a moment after it changed. */
export function keepLook(store: DiffStore, panes: Pick<Panes, 'view' | 'onView'>, memory: Memory): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => store.state.snapshot && memory.write(keptOf(store.state, panes.view)),
      WRITE_DELAY_MS,
    );
  };
  store.subscribe(later);
  panes.onView(later);
}
