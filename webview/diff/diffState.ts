import type { Annotation } from '../../src/core/annotation/annotation';
import { diffDocs, type DocDiff } from '../../src/core/diff/docDiff';
import { sharedDoc } from './sharedDoc';
import type { DiffLabels, DiffPlace, DiffSide, DiffSnapshot } from '../../src/protocol/diffView';
import { changeRows, filteredRows, unchangedIn, type ChangeRow, type RowFilter } from './changeRows';
import type { DiffKind } from './diffKinds';
import type { KeptPlace } from './keptPlace';

export const DIFF_MODES = ['overlay', 'swipe', 'onion', 'flicker', 'side'] as const;
/** How two versions are put beside each other. */
export type DiffMode = (typeof DIFF_MODES)[number];

/** How the user looks at differences; kept when the page is built anew. */
export interface DiffLook {
  readonly mode: DiffMode;
  /** Where the divider is, 0 to 1 of the width. */
  readonly split: number;
  /** How much of the newer version is seen over the older one, 0 to 1. */
  readonly opacity: number;
  /** Changes of version per second. */
  readonly rateHz: number;
  readonly unchanged: boolean;
  readonly colorBy: 'change' | 'class';
  /** Which side's picture the overlay shows where both differ. */
  readonly picture: 'before' | 'after';
  readonly minimap: boolean;
  readonly panelOpen: boolean;
}

export interface DiffState extends DiffLook, RowFilter {
  readonly snapshot: DiffSnapshot | undefined;
  /** Where one was before the page was built anew; until the first snapshot. */
  readonly recalled: KeptPlace | undefined;
  /** The image that is being read, while it is not shown. */
  readonly loading: number | undefined;
  /** Empty when a side cannot be read. */
  readonly diff: DocDiff;
  /** All changed instances. */
  readonly rows: readonly ChangeRow[];
  /** Those that the filter leaves. */
  readonly shown: readonly ChangeRow[];
  readonly same: readonly Annotation[];
  /** Key of the row one is at. */
  readonly current: string | undefined;
  /** Flicker runs by itself. */
  readonly playing: boolean;
  /** The version that is seen alone for the moment: by flicker, or by holding a key. */
  readonly alone: 'before' | undefined;
  readonly helpOpen: boolean;
  /** What was said of how a version was read has been put away. */
  readonly notesClosed: boolean;
  readonly notice: { readonly severity: 'info' | 'warning' | 'error'; readonly message: string } | undefined;
  /** Why a picture could not be decoded, in a sentence. */
  readonly imageError: string | undefined;
}

const NO_DIFF = diffDocs(undefined, undefined);

export const MIN_RATE_HZ = 0.5;
/** More than three flashes per second may cause seizures (WCAG 2.2, 2.3.1). */
export const MAX_RATE_HZ = 3;

export const INITIAL_DIFF_STATE: DiffState = {
  mode: 'overlay',
  split: 0.5,
  opacity: 0.5,
  rateHz: 1,
  unchanged: true,
  colorBy: 'change',
  picture: 'after',
  minimap: false,
  panelOpen: true,
  kindsOff: new Set(),
  label: undefined,
  query: '',
  snapshot: undefined,
  recalled: undefined,
  loading: undefined,
  diff: NO_DIFF,
  rows: [],
  shown: [],
  same: [],
  current: undefined,
  playing: false,
  alone: undefined,
  helpOpen: false,
  notesClosed: false,
  notice: undefined,
  imageError: undefined,
};

export type DiffAction =
  | { readonly type: 'snapshot'; readonly snapshot: DiffSnapshot }
  | { readonly type: 'loading'; readonly index: number }
  /** More images were found. */
  | { readonly type: 'place'; readonly place: DiffPlace; readonly memento: unknown }
  | { readonly type: 'recall'; readonly place: KeptPlace | undefined }
  | { readonly type: 'look'; readonly look: Partial<DiffLook> }
  | { readonly type: 'toggleKind'; readonly kind: DiffKind }
  /** This kind alone, or all when it is alone already. */
  | { readonly type: 'onlyKind'; readonly kind: DiffKind }
  | { readonly type: 'filter'; readonly filter: Partial<RowFilter> }
  | { readonly type: 'select'; readonly key: string | undefined }
  /** To the next or previous row that is shown; beyond the last one it goes on with the first. */
  | { readonly type: 'step'; readonly by: number }
  | { readonly type: 'goTo'; readonly place: 'first' | 'last' }
  | { readonly type: 'play'; readonly playing: boolean }
  | { readonly type: 'alone'; readonly side: 'before' | undefined }
  | { readonly type: 'closeNotes' }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'notice'; readonly notice: DiffState['notice'] }
  | { readonly type: 'imageError'; readonly message: string };

/** The next state. Total: what makes no sense leaves the state as it is. */
export function reduceDiff(state: DiffState, action: DiffAction): DiffState {
  switch (action.type) {
    case 'snapshot':
      return withSnapshot(state, action.snapshot);
    case 'loading':
      return { ...state, loading: action.index };
    case 'place':
      return withPlace(state, action);
    case 'recall':
      return { ...state, recalled: action.place };
    case 'look':
      return withLook(state, action.look);
    case 'toggleKind':
      return filtered({ ...state, kindsOff: toggled(state.kindsOff, action.kind) });
    case 'onlyKind':
      return filtered({ ...state, kindsOff: allBut(state, action.kind) });
    case 'filter':
      return filtered({ ...state, ...action.filter });
    case 'select':
      return { ...state, current: action.key };
    case 'step':
      return stepped(state, action.by);
    case 'goTo':
      return { ...state, current: state.shown.at(action.place === 'first' ? 0 : -1)?.key };
    case 'play':
      return { ...state, playing: action.playing, alone: undefined };
    case 'alone':
      return { ...state, alone: action.side };
    case 'closeNotes':
      return { ...state, notesClosed: true };
    case 'help':
      return { ...state, helpOpen: action.open };
    case 'notice':
      // What could not be read does not come any more.
      return {
        ...state,
        notice: action.notice,
        ...(action.notice?.severity === 'error' && { loading: undefined }),
      };
    case 'imageError':
      return { ...state, imageError: action.message };
  }
}

/** A new snapshot of the image that is shown keeps one's place; another image begins before its first change. */
function withSnapshot(state: DiffState, snapshot: DiffSnapshot): DiffState {
  const isSame = isSameImage(state.snapshot, snapshot);
  const isRead = canCompare(snapshot);
  const known = isSame ? state.snapshot : undefined;
  const before = sharedDoc(known && docOf(known.before.labels), docOf(snapshot.before.labels));
  const after = sharedDoc(known && docOf(known.after.labels), docOf(snapshot.after.labels));
  const diff = isRead ? diffDocs(before, after) : NO_DIFF;
  const same = isRead ? unchangedIn(after, diff) : (after ?? before)?.annotations;
  const next = {
    ...state,
    snapshot: withDocs(snapshot, before, after),
    diff,
    rows: changeRows(diff),
    same: same ?? [],
    loading: undefined,
  };
  const was = placeBefore(state, snapshot);
  const kept = isSame
    ? { current: state.current }
    : { current: was?.current, imageError: undefined, notesClosed: false };
  const label = isSame ? state.label : undefined;
  return focused(filtered({ ...next, ...kept, label, recalled: undefined }), was?.asked);
}

/** Where one was in the comparison that a snapshot is of: a moment ago, or before the page was built anew. */
function placeBefore(
  { snapshot: shown, current, recalled }: DiffState,
  next: DiffSnapshot,
): Pick<KeptPlace, 'current' | 'asked'> | undefined {
  if (!shown) return recalled && isSameImage(recalled, next) ? recalled : undefined;
  if (!isSameImage(shown, next)) return undefined;
  return { ...(current !== undefined && { current }), ...(shown.focus && { asked: shown.focus.asked }) };
}

/** Goes to the instance that was asked for, once; what would hide it is shown again. */
function focused(state: DiffState, known: number | undefined): DiffState {
  const { focus } = state.snapshot ?? {};
  if (!focus || focus.asked === known) return state;
  const row = rowOf(state.rows, focus.instance);
  if (!row) return state;
  const next = { ...state, current: row.key };
  return state.shown.includes(row)
    ? next
    : filtered({ ...next, kindsOff: new Set(), label: undefined, query: '' });
}

/** The changed instance that has this id in either version. */
export function rowOf(rows: readonly ChangeRow[], id: string): ChangeRow | undefined {
  return (
    rows.find(({ key }) => key === id) ??
    rows.find(({ change: { before, after } }) => before?.id === id || after?.id === id)
  );
}

function withPlace(
  state: DiffState,
  { place, memento }: { readonly place: DiffPlace; readonly memento: unknown },
): DiffState {
  return state.snapshot ? { ...state, snapshot: { ...state.snapshot, place, memento } } : state;
}

function withDocs(snapshot: DiffSnapshot, before: DocOf, after: DocOf): DiffSnapshot {
  const side = (of: DiffSide, doc: DocOf): DiffSide =>
    doc && of.labels.kind === 'labels' ? { ...of, labels: { ...of.labels, doc } } : of;
  return { ...snapshot, before: side(snapshot.before, before), after: side(snapshot.after, after) };
}

function isSameImage(a: Pick<DiffSnapshot, 'path' | 'title'> | undefined, b: DiffSnapshot): boolean {
  return a !== undefined && a.path === b.path && a.title === b.title;
}

/** A side's labels; undefined when it has none or they cannot be read. */
export function docOf(labels: DiffLabels): DocOf {
  return labels.kind === 'labels' ? labels.doc : undefined;
}
type DocOf = Extract<DiffLabels, { kind: 'labels' }>['doc'] | undefined;

function withLook(state: DiffState, look: Partial<DiffLook>): DiffState {
  const next = { ...state, ...look };
  const left = next.mode !== state.mode;
  return {
    ...next,
    split: within(next.split, 0, 1),
    opacity: within(next.opacity, 0, 1),
    rateHz: within(next.rateHz, MIN_RATE_HZ, MAX_RATE_HZ),
    ...(left && { alone: undefined, playing: false }),
  };
}

function within(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;
}

/** The rows that are shown; one's place is left when it is not among them. */
function filtered(state: DiffState): DiffState {
  const shown = filteredRows(state.rows, state);
  const isThere = shown.some(({ key }) => key === state.current);
  return { ...state, shown, ...(!isThere && { current: undefined }) };
}

function toggled(kinds: ReadonlySet<DiffKind>, kind: DiffKind): ReadonlySet<DiffKind> {
  const next = new Set(kinds);
  if (!next.delete(kind)) next.add(kind);
  return next;
}

function allBut({ rows, kindsOff }: DiffState, kind: DiffKind): ReadonlySet<DiffKind> {
  const others = new Set(rows.map((row) => row.kind).filter((each) => each !== kind));
  const isAlone = !kindsOff.has(kind) && [...others].every((each) => kindsOff.has(each));
  return isAlone ? new Set() : others;
}

function stepped(state: DiffState, by: number): DiffState {
  const { shown, current } = state;
  if (shown.length === 0) return state;
  const at = shown.findIndex(({ key }) => key === current);
  const from = at < 0 ? (by > 0 ? -1 : 0) : at;
  const to = (((from + by) % shown.length) + shown.length) % shown.length;
  return { ...state, current: shown[to]?.key };
}

export function currentRow({ shown, current }: Pick<DiffState, 'shown' | 'current'>): ChangeRow | undefined {
  return current === undefined ? undefined : shown.find(({ key }) => key === current);
}

/** True when both versions' labels could be read. */
export function canCompare({ before, after }: DiffSnapshot): boolean {
  return before.labels.kind !== 'unreadable' && after.labels.kind !== 'unreadable';
}

/** True when the two versions' pictures differ. */
export function picturesDiffer({ before, after }: DiffSnapshot): boolean {
  return JSON.stringify(before.image) !== JSON.stringify(after.image);
}

/** The picture that stands under both versions' labels. */
export function sharedPicture(
  { before, after }: DiffSnapshot,
  wanted: 'before' | 'after',
): DiffSide['image'] {
  const [first, second] = wanted === 'after' ? [after, before] : [before, after];
  return first.image.kind === 'missing' ? second.image : first.image;
}
