import type { AnnotationDoc } from '../../src/core/annotation/document';
import { hitBest } from '../../src/core/scene/hitBest';
import { toImage } from '../../src/core/scene/viewport';
import type { ImagePages, ImageSource } from '../../src/protocol/editor';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import { CanvasView } from '../canvas/canvasView';
import type { FetchTile } from '../canvas/imagePyramid';
import { Input } from '../canvas/input';
import type { LookOf } from '../canvas/ownLook';
import { Store } from '../store';
import { isVisible } from '../visible';
import { placeOf } from './diffIds';

export interface PaneOptions {
  readonly className: string;
  readonly label: string;
  readonly fetchTile: FetchTile;
  readonly onPainted: () => void;
  readonly onImageError: (message: string) => void;
  /** A click on an instance (its key), or beside all of them. */
  readonly onPick: (key: string | undefined) => void;
}

/** What a pane shows; the same value again draws nothing. */
export interface PaneScene {
  readonly doc: AnnotationDoc;
  readonly image: ImageSource;
  readonly pages: ImagePages | undefined;
  readonly schema: LabelSchema;
  readonly lookOf: LookOf;
}

/** A pointer that has moved less has clicked. CSS pixels. */
const CLICK_SLACK_PX = 4;

/** One canvas with one version: it can be moved and zoomed, pointed at and clicked, and not changed. */
export class Pane {
  readonly element = document.createElement('div');
  readonly store = new Store();
  readonly #options: PaneOptions;
  #canvas: CanvasView | undefined;
  #pressed: { readonly x: number; readonly y: number } | undefined;

  constructor(options: PaneOptions) {
    this.#options = options;
    this.element.className = `rl-pane ${options.className}`;
    this.element.setAttribute('role', 'img');
    this.element.setAttribute('aria-label', options.label);
    this.store.set({ tool: 'pan', threshold: 0 });
  }

  /** Begins to draw; the element lies where it will be seen, since theme and size are read from there. */
  start(): void {
    if (this.#canvas) return;
    const { fetchTile, onPainted, onImageError } = this.#options;
    this.#canvas = new CanvasView(this.element, this.store, { fetchTile, readOnly: true });
    this.#canvas.onPainted = onPainted;
    this.#canvas.onImageError = onImageError;
    const isMac = navigator.userAgent.includes('Macintosh');
    new Input({ element: this.element, store: this.store, isMac, dispatch: () => undefined });
    this.#listen();
  }

  /** True when everything in sight is drawn. */
  get isComplete(): boolean {
    return this.#canvas?.isComplete === true;
  }

  show(scene: PaneScene): void {
    const { state } = this.store;
    const same = Object.entries(scene).every(([name, value]) => state[name as keyof PaneScene] === value);
    if (!same || !state.ready) this.store.set({ ...scene, ready: true });
  }

  /** Marks shapes (ids of the scene's document). */
  mark(ids: ReadonlySet<string>): void {
    this.store.set({ selection: ids });
  }

  #listen(): void {
    this.element.addEventListener('pointerdown', ({ clientX: x, clientY: y, button }) => {
      this.#pressed = button === 0 ? { x, y } : undefined;
    });
    this.element.addEventListener('pointerup', (event) => this.#released(event));
    this.element.addEventListener('pointermove', (event) => this.#hover(event));
  }

  #released(event: PointerEvent): void {
    const from = this.#pressed;
    this.#pressed = undefined;
    if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_SLACK_PX) return;
    const id = this.#under(event);
    this.#options.onPick(id === undefined ? undefined : placeOf(id)?.key);
  }

  #hover(event: PointerEvent): void {
    const hovered = event.buttons === 0 ? this.#under(event) : undefined;
    if (hovered !== this.store.state.hovered) this.store.set({ hovered });
  }

  /** The changed shape under the pointer, else the unchanged one. */
  #under(event: PointerEvent): string | undefined {
    const { state } = this.store;
    if (!state.view) return undefined;
    const { left, top } = this.element.getBoundingClientRect();
    const point = toImage(state.view, { x: event.clientX - left, y: event.clientY - top });
    const at = (changed: boolean): string | undefined =>
      hitBest(
        state.doc,
        state.view ?? { scale: 1 },
        NONE,
        point,
        (annotation) =>
          isVisible(annotation, state) && (placeOf(annotation.id)?.kind !== undefined) === changed,
      )?.id;
    return at(true) ?? at(false);
  }
}

const NONE: ReadonlySet<string> = new Set();
