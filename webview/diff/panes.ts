import { byId, emptyDoc, type AnnotationDoc, type ImageFacts } from '../../src/core/annotation/document';
import { inflate, union, type Rect } from '../../src/core/geometry/rect';
import { centred, fit, toScreenRect, zoomAt, type Size, type Viewport } from '../../src/core/scene/viewport';
import { kindOf } from '../../src/core/shapes/index';
import type { DiffSide, DiffSideName, DiffSnapshot } from '../../src/protocol/diffView';
import type { ImageSource } from '../../src/protocol/editor';
import { autoFit } from '../autoFit';
import { readTheme, watchTheme } from '../canvas/theme';
import type { FetchTile } from '../canvas/imagePyramid';
import type { ChangeRow } from './changeRows';
import { shapeId, type DiffRole } from './diffIds';
import { diffLooks } from './diffLooks';
import { sceneDoc, type SceneOf } from './diffScene';
import type { KeptPlace } from './keptPlace';
import { currentRow, docOf, sharedPicture, type DiffState } from './diffState';
import type { DiffStore } from './diffStore';
import { memo } from './memo';
import { Pane } from './pane';

export interface PanesOptions {
  readonly store: DiffStore;
  readonly fetchTile: (side: DiffSideName) => FetchTile;
  /** Where one was before the page was built anew: of that comparison's picture the same part is shown again. */
  readonly recalled?: KeptPlace | undefined;
  readonly onPainted: () => void;
}

const ROLES: readonly DiffRole[] = ['before', 'after', 'way'];
/** A step leaves the zoom as it is while the instance takes such a part of the view. */
const SMALL_SHARE = 0.05;
const LARGE_SHARE = 0.8;
const MARGIN_PX = 24;
/** Image pixels around an instance that is zoomed to, as a share of its longer side. */
const ROOM_SHARE = 0.6;
const MAX_SCALE = 8;

/** The two canvases: the older version's below or left of the newer one's, which the overlay of both shares. */
export class Panes {
  /** Lies in the page; both canvases are in it. */
  readonly stage = document.createElement('div');
  readonly after: Pane;
  readonly before: Pane;
  readonly #store: DiffStore;
  readonly #docs = { after: memo(sceneDoc), before: memo(sceneDoc) };
  readonly #looks = memo(diffLooks);
  readonly #images = { after: memo(sameSource), before: memo(sameSource) };
  #isHighContrast = false;
  #path: string | undefined;
  /** What is to be shown once its page is. */
  #wanted: string | undefined;
  #recalled: KeptPlace | undefined;

  constructor({ store, fetchTile, onPainted, recalled }: PanesOptions) {
    this.#store = store;
    this.#recalled = recalled;
    this.stage.className = 'rl-stage';
    this.stage.slot = 'canvas';
    const common = {
      onPainted,
      onImageError: (message: string) => store.dispatch({ type: 'imageError', message }),
      onPick: (key: string | undefined) => store.dispatch({ type: 'select', key }),
    };
    this.before = new Pane({
      ...common,
      className: 'before',
      label: 'The older version',
      fetchTile: fetchTile('before'),
    });
    // Under an overlay lies the picture of either side.
    const tileOf: FetchTile = (args, signal) => fetchTile(this.#pictureSide())(args, signal);
    this.after = new Pane({ ...common, className: 'after', label: 'Both versions', fetchTile: tileOf });
    this.after.element.tabIndex = 0;
    this.stage.append(this.before.element, this.after.element);
  }

  /** Call once the stage lies in the page. */
  start(): void {
    this.#readTheme();
    watchTheme(() => this.#readTheme());
    this.after.start();
    autoFit(this.after.store, this.after.element, () => this.size());
    this.after.store.subscribe(({ view }, before) => view && !before.view && this.#revealWanted());
    this.#follow(this.after, this.before);
    this.#follow(this.before, this.after);
    this.#store.subscribe((state) => this.#update(state));
    this.#update(this.#store.state);
  }

  /** Of the newer version's canvas, CSS pixels. */
  size(): Size {
    const { clientWidth: width, clientHeight: height } = this.after.element;
    return { width, height };
  }

  get view(): Viewport | undefined {
    return this.after.store.state.view;
  }

  setView(view: Viewport): void {
    this.after.store.set({ view });
  }

  /** Calls back after the view has changed. */
  onView(changed: () => void): void {
    this.after.store.subscribe(({ view }, before) => view !== before.view && changed());
  }

  fit(): void {
    const { image, doc } = this.after.store.state;
    const { widthPx: width, heightPx: height } = image ?? doc.image;
    this.setView(fit({ x: 0, y: 0, width, height }, this.size()));
  }

  zoomBy(factor: number): void {
    const { width, height } = this.size();
    if (this.view) this.setView(zoomAt(this.view, { x: width / 2, y: height / 2 }, factor));
  }

  /** Brings the current instance into view; zooms only where it would be too small or too large. */
  reveal(zoom = false): void {
    const row = currentRow(this.#store.state);
    const rect = row && boundsOf(row);
    const view = this.view;
    // The picture is not there yet: as soon as it is.
    if (row && !view) this.#wanted = row.key;
    if (!rect || !view) return;
    if (zoom || !isComfortable(toScreenRect(view, rect), this.size())) this.setView(this.#around(rect));
    else if (!isInside(toScreenRect(view, rect), this.size()))
      this.setView(centred(rect, this.size(), view.scale));
  }

  /** As `reveal`, once the page that the instance is on is shown. */
  revealOnPage(key: string): void {
    this.#wanted = key;
  }

  #around(rect: Rect): Viewport {
    const room = ROOM_SHARE * Math.max(rect.width, rect.height, 8);
    const view = fit(inflate(rect, room), this.size());
    return view.scale > MAX_SCALE ? centred(rect, this.size(), MAX_SCALE) : view;
  }

  #readTheme(): void {
    const { isHighContrast } = readTheme(this.stage);
    if (isHighContrast === this.#isHighContrast) return;
    this.#isHighContrast = isHighContrast;
    this.#update(this.#store.state);
  }

  /** Both canvases show the same place. */
  #follow(leader: Pane, follower: Pane): void {
    leader.store.subscribe(({ view }, before) => {
      if (view !== before.view && view !== follower.store.state.view) follower.store.set({ view });
    });
  }

  #update(state: DiffState): void {
    const { snapshot } = state;
    if (!snapshot) return;
    this.#lay(state);
    const { path } = snapshot;
    if (path !== this.#path) this.after.store.set({ view: this.#viewOf(snapshot), selection: new Set() });
    this.#path = path;
    this.#show(this.after, 'after', state, snapshot);
    if (usesBefore(state)) {
      this.before.start();
      this.#show(this.before, 'before', state, snapshot);
    }
    this.#revealWanted();
  }

  #viewOf({ path, title }: DiffSnapshot): Viewport | undefined {
    const was = this.#recalled;
    this.#recalled = undefined;
    return was?.path === path && was.title === title ? was.view : undefined;
  }

  #revealWanted(): void {
    const { state } = this.#store;
    if (this.#wanted === undefined || this.#wanted !== state.current || !isOnPage(state) || !this.view)
      return;
    this.#wanted = undefined;
    this.reveal();
  }

  #show(pane: Pane, side: DiffSideName, state: DiffState, snapshot: DiffSnapshot): void {
    const of: SceneOf = side === 'after' && state.mode === 'overlay' ? 'overlay' : side;
    const source = of === 'overlay' ? sharedPicture(snapshot, state.picture) : snapshot[side].image;
    const { schema, pages } = snapshot;
    const facts = factsOf(snapshot, side);
    const doc = this.#docs[side](of, {
      image: facts,
      rows: state.shown,
      unchanged: state.unchanged ? state.same : NOTHING,
    });
    const { colorBy } = state;
    const lookOf = this.#looks({ schema, colorBy, isHighContrast: this.#isHighContrast });
    const image = this.#images[side](JSON.stringify(sized(source, facts)));
    pane.show({ doc, image, pages, schema, lookOf });
    const marked = marksIn(doc, currentRow(state));
    if (!sameIds(marked, pane.store.state.selection)) pane.mark(marked);
    const { guides } = pane.store.state;
    const minimap = state.minimap && side === 'after';
    if (guides.minimap !== minimap) pane.store.set({ guides: { ...guides, minimap } });
  }

  /** Which of the canvases are seen, and how much of them. */
  #lay({ mode, split, opacity, alone }: DiffState): void {
    const { stage } = this;
    stage.dataset['mode'] = mode;
    stage.style.setProperty('--split', String(split));
    const seen = alone === 'before' ? 0 : mode === 'onion' ? opacity : 1;
    stage.style.setProperty('--seen', String(seen));
    this.before.element.hidden = mode === 'overlay' && alone === undefined;
  }

  #pictureSide(): DiffSideName {
    const { snapshot, mode, picture } = this.#store.state;
    if (!snapshot || mode !== 'overlay') return 'after';
    return sharedPicture(snapshot, picture) === snapshot.before.image ? 'before' : 'after';
  }
}

const NOTHING = [] as const;

function usesBefore({ mode, alone }: DiffState): boolean {
  return mode !== 'overlay' || alone !== undefined;
}

/** Parsed from text: the same picture said anew is the same value, and is not loaded again. */
function sameSource(text: string): ImageSource {
  return JSON.parse(text) as ImageSource;
}

function factsOf({ before, after }: DiffSnapshot, side: DiffSideName): ImageFacts {
  const sides: readonly DiffSide[] = side === 'after' ? [after, before] : [before, after];
  for (const each of sides) {
    const doc = docOf(each.labels);
    if (doc) return doc.image;
  }
  return emptyDoc({ file: '', widthPx: 0, heightPx: 0 }).image;
}

/** A picture that is not there has the size that its labels say. */
function sized(source: ImageSource, { widthPx, heightPx }: ImageFacts): ImageSource {
  return source.kind === 'missing' && source.widthPx === 0 ? { ...source, widthPx, heightPx } : source;
}

function marksIn(doc: AnnotationDoc, row: ChangeRow | undefined): ReadonlySet<string> {
  if (!row) return new Set();
  const known = byId(doc);
  const ids = ROLES.map((role) => shapeId(row.key, row.kind, role));
  return new Set(ids.filter((id) => known.has(id)));
}

function sameIds(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

function boundsOf({ change: { before, after } }: ChangeRow): Rect | undefined {
  const isOne = before && after && (before.page ?? 0) === (after.page ?? 0);
  const sides = isOne ? [before, after] : [after ?? before];
  let rect: Rect | undefined;
  for (const side of sides) {
    const bounds = side && kindOf(side.shape).bounds(side.shape);
    rect = rect && bounds ? union(rect, bounds) : (bounds ?? rect);
  }
  return rect;
}

/** The page on which an instance is to be seen, from 0. */
export function pageOf({ change: { before, after } }: ChangeRow): number {
  return (after ?? before)?.page ?? 0;
}

function isOnPage(state: DiffState): boolean {
  const row = currentRow(state);
  return row !== undefined && pageOf(row) === (state.snapshot?.pages?.index ?? 0);
}

function isComfortable({ width, height }: Rect, canvas: Size): boolean {
  const share = Math.max(width / Math.max(1, canvas.width), height / Math.max(1, canvas.height));
  return share >= SMALL_SHARE && share <= LARGE_SHARE;
}

function isInside({ x, y, width, height }: Rect, canvas: Size): boolean {
  return (
    x >= MARGIN_PX &&
    y >= MARGIN_PX &&
    x + width <= canvas.width - MARGIN_PX &&
    y + height <= canvas.height - MARGIN_PX
  );
}
