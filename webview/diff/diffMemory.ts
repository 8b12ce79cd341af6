import type { Memory } from '../memory';
import { DIFF_MODES, type DiffLook, type DiffState } from './diffState';
import type { DiffStore } from './diffStore';

/** What VS Code keeps of a page: how it was looked at, and what the host needs to show the same again. */
interface Kept {
  readonly look: Partial<DiffLook>;
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

function keptOf({ snapshot, ...state }: DiffState): Kept {
  const { mode, split, opacity, rateHz, unchanged, colorBy, picture, minimap, panelOpen } = state;
  const look = { mode, split, opacity, rateHz, unchanged, colorBy, picture, minimap, panelOpen };
  return { look, memento: snapshot?.memento };
}

/** Writes it down a moment after it changed. */
export function keepLook(store: DiffStore, memory: Memory): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state) => {
    clearTimeout(timer);
    timer = setTimeout(() => state.snapshot && memory.write(keptOf(store.state)), WRITE_DELAY_MS);
  });
}
