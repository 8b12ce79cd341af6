import { newId } from '../src/core/annotation/id';
import { byId, type AnnotationDoc } from '../src/core/annotation/document';
import type { Edit } from '../src/core/edit/edit';
import { hitAll, within } from '../src/core/scene/hit';
import { hitBest } from '../src/core/scene/hitBest';
import { isShapeKind, type ShapeKindName } from '../src/core/shapes/index';
import { isToolId } from '../src/core/tools/index';
import { runStep, startRun, type RunEvent, type RunState, type RunStep } from '../src/core/tools/run';
import type { ReadPixels } from '../src/core/pixels/patch';
import type { ToolContext } from '../src/core/tools/tool';
import type { Snapshot } from '../src/protocol/editor';
import { misfit } from './classes';
import type { HostLink } from './hostLink';
import type { State, Store } from './store';
import { DocumentSync, type HostChange } from './sync';
import { isVisible } from './visible';

/** Tools that draw nothing: the only ones for labels that cannot be edited. */
export const VIEWING_TOOLS: ReadonlySet<string> = new Set(['select', 'pan']);

export interface SessionOptions {
  readonly store: Store;
  readonly host: Pick<HostLink, 'open' | 'propose' | 'notify'>;
  /** Numbers in [0, 1) for ids. */
  readonly random: () => number;
  /** For tools that follow the picture. */
  readonly readPixels?: ReadPixels;
  /** Shows what a snapshot says besides the document. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
}

/**
 * Turns what the user does into changes of the store and edits of the document. The rule by which edits reach the
 * host and come from it stands at `DocumentSync`.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #store: Store;
  readonly #sync: DocumentSync;
  readonly #given = new Set<string>();
  #run: RunState = startRun('select');
  #busy = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#store = options.store;
    const { tool } = this.#store.state;
    if (isToolId(tool)) this.#run = startRun(tool);
    this.#sync = new DocumentSync({
      host: options.host,
      onDocument: (doc, version, touched) => this.#show(doc, version, touched),
      onSnapshot: options.onSnapshot,
      onTrouble: (message) => this.#store.set({ notice: { severity: 'warning', message } }),
    });
  }

  /** True while a gesture is in hand that Escape would drop. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Gives an event to the current tool; true when the tool made an edit of it. For `join` see `commit`. */
  dispatch(event: RunEvent, join?: string): boolean {
    if (event.type === 'down') this.flush();
    const step = runStep(this.#run, event, this.#context());
    this.#run = step.state;
    this.#busy = step.busy;
    this.#take(step, join);
    return step.edit !== undefined;
  }

  /** Drops the gesture under way and lets another tool have the events; an unknown id is ignored. */
  setTool(id: string): void {
    if (isToolId(id) && (!this.#store.state.readOnly || VIEWING_TOOLS.has(id)))
      this.dispatch({ type: 'switch', tool: id });
  }

  /**
   * Applies an edit at once and sends it to the host. Edits with the same `join` become one step of undo until
   * `flush`: the nudges of a held arrow key.
   */
  commit(edit: Edit, join?: string): void {
    const { readOnly } = this.#store.state;
    if (!readOnly) return this.#sync.commit(edit, join);
    const message = `${readOnly.title} cannot be edited: open the working copy, or restore them from here.`;
    this.#store.set({ notice: { severity: 'info', message } });
  }

  /** Ends a step that edits were being joined to, so that the host has everything: before save, undo or hiding. */
  flush(): void {
    this.#sync.close();
  }

  receive(change: HostChange): void {
    this.#sync.receive(change);
  }

  /** Takes over a whole document; a gesture under way was made for another one and is dropped. */
  take(snapshot: Snapshot): void {
    this.#sync.take(snapshot);
    this.#options.onSnapshot(snapshot);
    if (snapshot.readOnly && !VIEWING_TOOLS.has(this.#store.state.tool)) this.setTool('select');
  }

  /** Resolves when the host has answered every edit so far. */
  settled(): Promise<void> {
    return this.#sync.settled();
  }

  newId(): string {
    const taken = byId(this.#sync.doc);
    const id = newId(this.#options.random, (wanted) => taken.has(wanted) || this.#given.has(wanted));
    this.#given.add(id);
    return id;
  }

  #context(): ToolContext {
    const { state } = this.#store;
    const { doc, selection } = state;
    const view = { scale: state.view?.scale ?? 1 };
    return {
      doc,
      selection,
      scale: view.scale,
      activeClass: this.#classForNew(state),
      schema: state.schema,
      options: state.toolOptions,
      page: state.pages?.index ?? 0,
      hitAll: (imagePoint) =>
        hitAll(doc, view, selection, imagePoint, (annotation) => isVisible(annotation, state)),
      hitBest: (imagePoint) =>
        hitBest(doc, view, selection, imagePoint, (annotation) => isVisible(annotation, state)),
      isVisible: (annotation) => isVisible(annotation, state),
      within: (imageRect) => within(doc, imageRect, (annotation) => isVisible(annotation, state)),
      ...(this.#options.readPixels && { pixels: this.#options.readPixels }),
      newId: () => this.newId(),
    };
  }

  /** The active class, unless it does not allow what the tool draws: then the user is asked. */
  #classForNew({ schema, activeClass, toolOptions }: State): string | undefined {
    const kind = kindMade(this.#run.tool, toolOptions);
    if (activeClass === undefined || !kind) return activeClass;
    return misfit(schema, activeClass, kind) === undefined ? activeClass : undefined;
  }

  #take(step: RunStep, join: string | undefined): void {
    if (step.edit) this.commit(step.edit, join);
    const { draft, cursor, hovered, selection } = step;
    const shown: Partial<State> = {
      draft,
      cursor,
      hovered,
      tool: step.state.tool,
      ...(selection && { selection }),
      ...this.#question(step),
    };
    if (differs(this.#store.state, shown)) this.#store.set(shown);
    if (step.hint !== undefined) this.#store.set({ notice: { severity: 'info', message: step.hint } });
    if (step.error !== undefined) this.#report(step.error);
  }

  /** A shape that waits for its class opens the picker; when it waits no longer, that picker closes. */
  #question({ askClass }: RunStep): Partial<State> {
    const { popup, pickFor } = this.#store.state;
    if (askClass)
      return pickFor?.kind === 'drawn'
        ? {}
        : { popup: 'classes', pickFor: { kind: 'drawn', rect: askClass } };
    return popup === 'classes' && pickFor?.kind === 'drawn' ? { popup: undefined, pickFor: undefined } : {};
  }

  #report(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.host.notify('log', { level: 'error', message });
    this.#store.set({
      notice: { severity: 'error', message: 'The tool failed and started afresh; the log says more.' },
    });
  }

  #show(doc: AnnotationDoc, version: number, touched: ReadonlySet<string> | undefined): void {
    if (this.#busy && this.#disturbs(touched)) this.dispatch({ type: 'cancel' });
    if (doc === this.#store.state.doc) return this.#store.set({ version });
    const known = byId(doc);
    const { selection, hovered } = this.#store.state;
    const kept = [...selection].filter((id) => known.has(id));
    this.#store.set({
      doc,
      version,
      ...(kept.length !== selection.size && { selection: new Set(kept) }),
      ...(hovered !== undefined && !known.has(hovered) && { hovered: undefined }),
    });
  }

  /** A gesture goes on while the host changes other annotations than the one in hand. */
  #disturbs(touched: ReadonlySet<string> | undefined): boolean {
    if (!touched) return true;
    const inHand = this.#store.state.draft?.shapes ?? [];
    return inHand.some(({ replaces }) => replaces !== undefined && touched.has(replaces));
  }
}

function differs(state: State, change: Partial<State>): boolean {
  return (Object.keys(change) as (keyof State)[]).some((key) => state[key] !== change[key]);
}

/** The kind of shape that a tool makes; undefined for those that make none. */
function kindMade(tool: string, { regionAs }: State['toolOptions']): ShapeKindName | undefined {
  if (tool === 'brush' || tool === 'fill') return 'mask';
  if (tool === 'wand' || tool === 'scissors') return regionAs;
  return isShapeKind(tool) ? tool : undefined;
}
