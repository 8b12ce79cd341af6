import type { Viewport } from '../src/core/scene/viewport';
import { COLORMAPS, type DisplaySettings } from '../src/core/display/display';
import type { EditorSettings } from '../src/protocol/editor';
import { INITIAL_STATE, LIST_SORTS, type State, type Store } from './store';
import { settled } from './settled';

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
  readonly hiddenIds: readonly string[];
  readonly folded: readonly string[];
  readonly listSort: State['listSort'];
  readonly displayOpen: boolean;
  readonly toolOptions: State['toolOptions'];
  readonly display: DisplaySettings;
  readonly shapeDisplay: State['shapeDisplay'];
  readonly guides: State['guides'];
  /** As they were last seen: what changes in them later goes before what the user chose here. */
  readonly settings: EditorSettings;
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
  'hiddenIds',
  'folded',
  'listSort',
  'displayOpen',
  'toolOptions',
  'display',
  'shapeDisplay',
  'guides',
  'settings',
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
  const { listSort, displayOpen, toolOptions, display, shapeDisplay, guides, settings } = state;
  return {
    ...(view && { view }),
    tool,
    ...(activeClass !== undefined && { activeClass }),
    ...{ threshold, panelOpen, panelWidthPx, listSort, displayOpen },
    ...{ toolOptions, display, shapeDisplay, guides, settings },
    selection: [...selection].slice(0, MAX_SELECTION),
    hiddenClasses: [...hiddenClasses],
    hiddenIds: [...state.hiddenIds].slice(0, MAX_SELECTION),
    folded: [...state.folded],
  };
}

type Plain = Partial<Record<keyof Remembered, unknown>>;

/** What can be trusted of what was written, maybe by another version. */
export function recall(value: unknown): Partial<State> {
  if (typeof value !== 'object' || value === null) return {};
  const { view, tool, activeClass, threshold, panelOpen, panelWidthPx } = value as Plain;
  const { selection, hiddenClasses, hiddenIds, folded, listSort, displayOpen } = value as Plain;
  const sort = LIST_SORTS.find((each) => each === listSort);
  return {
    ...(isViewport(view) && { view }),
    ...(typeof tool === 'string' && { tool }),
    ...(typeof activeClass === 'string' && { activeClass }),
    ...(isNumber(threshold) && { threshold }),
    ...(typeof panelOpen === 'boolean' && { panelOpen }),
    ...(isNumber(panelWidthPx) && { panelWidthPx }),
    ...(isStrings(selection) && { selection: new Set(selection) }),
    ...(isStrings(hiddenClasses) && { hiddenClasses: new Set(hiddenClasses) }),
    ...(isStrings(hiddenIds) && { hiddenIds: new Set(hiddenIds) }),
    ...(isStrings(folded) && { folded: new Set(folded) }),
    ...(sort && { listSort: sort }),
    ...(typeof displayOpen === 'boolean' && { displayOpen }),
    ...chosen(value as Plain),
  };
}

const NAMES = {
  brushTip: ['round', 'square'],
  boxBy: ['corners', 'extremes'],
  rotatedBoxBy: ['side', 'corners'],
  regionAs: ['polygon', 'mask'],
  channel: ['all', 'red', 'green', 'blue', 'alpha', 'luminance'],
  colormap: COLORMAPS,
  colorBy: ['class', 'instance', 'group'],
  showLabels: ['always', 'hover', 'never'],
} as const;

/** What the user set for tools, picture and shapes. */
function chosen({ toolOptions, display, shapeDisplay, guides, settings }: Plain): Partial<State> {
  const { display: picture } = INITIAL_STATE;
  return {
    ...(isObject(toolOptions) && { toolOptions: settled(INITIAL_STATE.toolOptions, toolOptions, NAMES) }),
    ...(isObject(display) && {
      display: { ...settled(picture, display, NAMES), window: windowOf(display['window']) },
    }),
    ...(isObject(shapeDisplay) && {
      shapeDisplay: settled(INITIAL_STATE.shapeDisplay, shapeDisplay, NAMES),
    }),
    ...(isObject(guides) && { guides: settled(INITIAL_STATE.guides, guides, NAMES) }),
    ...(isObject(settings) && { settings: settled(INITIAL_STATE.settings, settings, NAMES) }),
  };
}

function windowOf(value: unknown): DisplaySettings['window'] {
  if (!isObject(value)) return undefined;
  const { low, high } = value;
  return isNumber(low) && isNumber(high) && low < high ? { low, high } : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function isViewport(value: unknown): value is Viewport {
  if (typeof value !== 'object' || value === null) return false;
  const { scale, offsetX, offsetY, orientation } = value as Partial<Record<keyof Viewport, unknown>>;
  return isNumber(scale) && scale > 0 && isNumber(offsetX) && isNumber(offsetY) && isOrientation(orientation);
}

/** Absent is upright. */
function isOrientation(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  return [0, 1, 2, 3].includes(Number(value['quarterTurns'])) && typeof value['isMirrored'] === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
