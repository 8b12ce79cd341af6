import {
  adjust,
  attempt,
  copyAsText,
  goTo,
  openEditor,
  pickImage,
  restoreImage,
  restoreInstance,
  reveal,
  setMode,
  step,
  stepImage,
  toggleLook,
} from './commands';
import { MODE_TEXTS } from './diffModes';
import { DIFF_MODES } from './diffState';
import type { DiffPage } from './diffPage';

export type KeyGroup = 'Changes' | 'Images' | 'Versions' | 'View';

export interface DiffKey {
  /** As `KeyboardEvent.key`, letters in lower case; with Shift as `Shift+r`. */
  readonly keys: readonly string[];
  /** How the cheat sheet writes them. */
  readonly shown: string;
  readonly does: string;
  readonly group: KeyGroup;
  readonly run: (page: DiffPage) => unknown;
}

function key(
  group: KeyGroup,
  shown: string,
  keys: readonly string[],
  does: string,
  run: DiffKey['run'],
): DiffKey {
  return { group, shown, keys, does, run };
}

const MODES = DIFF_MODES.map((mode, i) => {
  const { title, meaning } = MODE_TEXTS[mode];
  const digit = String(i + 1);
  return key('Versions', digit, [digit], `${title}: ${meaning}`, (page) => setMode(page, mode));
});

/** What keys do, for the keyboard and the cheat sheet alike; one with nothing to show is told by the one before it. */
export const DIFF_KEYS: readonly DiffKey[] = [
  key('Changes', 'J / N / ↓ / F7', ['j', 'n', 'ArrowDown', 'F7'], 'Next change', (page) => step(page, 1)),
  key('Changes', 'K / P / ↑ / Shift+F7', ['k', 'p', 'ArrowUp', 'Shift+F7'], 'Previous change', (page) =>
    step(page, -1),
  ),
  key('Changes', 'Home / End', ['Home'], 'First, last change', (page) => goTo(page, 'first')),
  key('Changes', '', ['End'], 'Last change', (page) => goTo(page, 'last')),
  key('Changes', 'Enter', ['Enter'], 'Zoom to the change', (page) => reveal(page, true)),
  key('Changes', 'R', ['r'], 'Restore this instance in the working tree', (page) =>
    attempt(page, () => restoreInstance(page)),
  ),
  key('Changes', 'Y', ['y'], 'Copy the changes as text', (page) => attempt(page, () => copyAsText(page))),
  key('Images', '] / PgDn', [']', 'PageDown'], 'Next image that differs', (page) => stepImage(page, 1)),
  key('Images', '[ / PgUp', ['[', 'PageUp'], 'Previous image that differs', (page) => stepImage(page, -1)),
  key('Images', 'G', ['g'], 'Choose one of the images that differ', pickImage),
  key('Images', 'O', ['o'], 'Open in the editor', openEditor),
  key('Images', 'Shift+R', ['Shift+r'], 'Restore the whole image in the working tree', (page) =>
    attempt(page, () => restoreImage(page)),
  ),
  ...MODES,
  key('Versions', '← / →', ['ArrowLeft'], 'Move the divider, fade, change the rate', (page) =>
    adjust(page, -1),
  ),
  key('Versions', '', ['ArrowRight'], 'Move the divider, fade, change the rate', (page) => adjust(page, 1)),
  key('Versions', '.', ['.'], 'Start or stop the flicker', ({ store }) => {
    if (store.state.mode === 'flicker') store.dispatch({ type: 'play', playing: !store.state.playing });
  }),
  key('View', 'U', ['u'], 'Show or hide what did not change', (page) => toggleLook(page, 'unchanged')),
  key('View', 'C', ['c'], 'Colours of changes or of classes', (page) => toggleLook(page, 'colorBy')),
  key('View', 'I', ['i'], 'The other picture, where both differ', (page) => toggleLook(page, 'picture')),
  key('View', 'L', ['l'], 'List of changes', (page) => toggleLook(page, 'panelOpen')),
  key('View', 'M', ['m'], 'Minimap', (page) => toggleLook(page, 'minimap')),
  key('View', 'F / 0', ['f', '0'], 'Fit the image', ({ panes }) => panes.fit()),
  key('View', '+ / -', ['+', '='], 'Zoom in, out', ({ panes }) => panes.zoomBy(Math.SQRT2)),
  key('View', '', ['-'], 'Zoom out', ({ panes }) => panes.zoomBy(Math.SQRT1_2)),
];

/** Held down it shows the older version alone, whatever the mode. */
export const HOLD_KEY = 'b';

const BY_KEY = new Map(DIFF_KEYS.flatMap((each) => each.keys.map((name) => [name, each] as const)));

/** What a key means; undefined for those that mean nothing. */
export function diffKeyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): DiffKey | undefined {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isShifted = event.shiftKey && (event.key.length > 1 || name !== event.key);
  return BY_KEY.get(isShifted ? `Shift+${name}` : name);
}
