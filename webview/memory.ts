import type { Viewport } from '../src/core/scene/viewport';
import type { State, Store } from './store';

/** Where the page keeps what it wants to find again when it was hidden and is built anew. */
export interface Memory {
  read(): unknown;
  write(value: unknown): void;
}

/** What is kept: how the user looks at the image, nothing of the document. */
export interface Remembered {
  readonly view?: Viewport;
  readonly tool: string;
  readonly activeClass?: string;
  readonly threshold: number;
  readonly panelOpen: boolean;
  readonly panelWidthPx: number;
  readonly selection: readonly string[];
  readonly hiddenClasses: readonly string[];
}

const MEMBERS = [
  'view',
  'tool',
  'activeClass',
  'threshold',
  'panelOpen',
  'panelWidthPx',
  'selection',
  'hiddenClasses',
] as const satisfies readonly (keyof State)[];

const WRITE_DELAY_MS = 200;

/** Writes the view state down a moment after it changed, and at once before the page goes. */
export function keepRemembering(store: Store, memory: Memory): { flush(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (store.state.ready) memory.write(toRemember(store.state));
  };
  store.subscribe((state, before) => {
    if (state.ready && MEMBERS.some((member) => state[member] !== before[member]))
      timer ??= setTimeout(flush, WRITE_DELAY_MS);
  });
  return { flush };
}

/** A selection of more would make every write of the view state slow. */
const MAX_SELECTION = 1000;

export function toRemember(state: State): Remembered {
  const { view, tool, activeClass, threshold, panelOpen, panelWidthPx, selection, hiddenClasses } = state;
  return {
    ...(view && { view }),
    tool,
    ...(activeClass !== undefined && { activeClass }),
    threshold,
    panelOpen,
    panelWidthPx,
    selection: [...selection].slice(0, MAX_SELECTION),
    hiddenClasses: [...hiddenClasses],
  };
}

/** What can be trusted of what was written, maybe by another version. */
export function recall(value: unknown): Partial<State> {
  if (typeof value !== 'object' || value === null) return {};
  const { view, tool, activeClass, threshold, panelOpen, panelWidthPx, selection, hiddenClasses } =
    value as Partial<Record<keyof Remembered, unknown>>;
  return {
    ...(isViewport(view) && { view }),
    ...(typeof tool === 'string' && { tool }),
    ...(typeof activeClass === 'string' && { activeClass }),
    ...(isNumber(threshold) && { threshold }),
    ...(typeof panelOpen === 'boolean' && { panelOpen }),
    ...(isNumber(panelWidthPx) && { panelWidthPx }),
    ...(isStrings(selection) && { selection: new Set(selection) }),
    ...(isStrings(hiddenClasses) && { hiddenClasses: new Set(hiddenClasses) }),
  };
}

function isViewport(value: unknown): value is Viewport {
  if (typeof value !== 'object' || value === null) return false;
  const { scale, offsetX, offsetY } = value as Partial<Record<keyof Viewport, unknown>>;
  return isNumber(scale) && scale > 0 && isNumber(offsetX) && isNumber(offsetY);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
