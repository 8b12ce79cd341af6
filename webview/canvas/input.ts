import type { Point } from '../../src/core/geometry/rect';
import { pan, toImage, type Viewport } from '../../src/core/scene/viewport';
import type { Modifiers, ToolEvent } from '../../src/core/tools/tool';
import type { Store } from '../store';
import { isTextField, usesSpace } from '../ui/keys';
import { ClickCounter } from './clicks';
import { Touches } from './touches';
import { wheeled } from './wheel';

export interface InputOptions {
  /** Receives pointer events; the canvas lies in it and fills it. */
  readonly element: HTMLElement;
  readonly store: Store;
  readonly dispatch: (event: ToolEvent) => void;
  readonly isMac: boolean;
}

const PRIMARY = 0;
const MIDDLE = 1;

/**
 * Turns what happens on the canvas into events of the current tool, and panning and zooming into a new view.
 * While a button is down the pointer is captured: the gesture goes on outside, and ends as `interrupt` when the
 * capture, the focus or the whole page is lost.
 */
export class Input {
  readonly #element: HTMLElement;
  readonly #options: InputOptions;
  readonly #ends = new AbortController();
  readonly #clicks = new ClickCounter();
  readonly #touches = new Touches();
  /** The captured pointer and what it does. */
  #drag: { readonly pointerId: number; readonly mode: 'tool' | 'pan' } | undefined;
  #last: Point = { x: 0, y: 0 };
  #spaceHeld = false;

  constructor(options: InputOptions) {
    this.#options = options;
    this.#element = options.element;
    this.#listen();
    options.store.subscribe((state, before) => {
      if (state.cursor !== before.cursor || state.tool !== before.tool) this.#showCursor();
    });
    this.#showCursor();
  }

  dispose(): void {
    this.#interrupt();
    this.#ends.abort();
  }

  #listen(): void {
    const on = { signal: this.#ends.signal };
    const at = this.#element;
    at.addEventListener('pointerdown', (event) => this.#down(event), on);
    at.addEventListener('pointermove', (event) => this.#move(event), on);
    at.addEventListener('pointerup', (event) => this.#up(event), on);
    at.addEventListener('pointercancel', (event) => this.#lost(event), on);
    at.addEventListener('lostpointercapture', (event) => this.#lost(event), on);
    at.addEventListener('pointerleave', () => this.#leave(), on);
    at.addEventListener('wheel', (event) => this.#wheel(event), { ...on, passive: false });
    // The middle button would otherwise start Chromium's own scrolling.
    at.addEventListener('mousedown', (event) => event.button === MIDDLE && event.preventDefault(), on);
    window.addEventListener('keydown', (event) => this.#key(event, true), on);
    window.addEventListener('keyup', (event) => this.#key(event, false), on);
    window.addEventListener('blur', () => this.#interrupt(), on);
    document.addEventListener('visibilitychange', () => document.hidden && this.#interrupt(), on);
  }

  get #view(): Viewport | undefined {
    return this.#options.store.state.view;
  }

  #down(event: PointerEvent): void {
    const point = this.#point(event);
    if (event.pointerType === 'touch' && this.#touched(event, point)) return;
    if (this.#drag || !this.#view || (event.button !== PRIMARY && event.button !== MIDDLE)) return;
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    const panning = event.button === MIDDLE || this.#spaceHeld || this.#options.store.state.tool === 'pan';
    this.#drag = { pointerId: event.pointerId, mode: panning ? 'pan' : 'tool' };
    this.#last = point;
    this.#showCursor();
    if (!panning) this.#tool('down', event, this.#clicks.press(point, event.timeStamp));
  }

  /** A second finger ends the first one's gesture; from then on both move the image. */
  #touched(event: PointerEvent, point: Point): boolean {
    this.#touches.down(event.pointerId, point);
    if (this.#touches.count < 2) return false;
    this.#interrupt();
    return true;
  }

  #move(event: PointerEvent): void {
    const view = this.#view;
    if (!view) return;
    const point = this.#point(event);
    if (this.#touches.count >= 2)
      return this.#options.store.set({ view: this.#touches.move(view, event.pointerId, point) });
    if (this.#drag && event.pointerId !== this.#drag.pointerId) return;
    if (this.#drag?.mode === 'pan') {
      this.#options.store.set({ view: pan(view, point.x - this.#last.x, point.y - this.#last.y) });
      this.#last = point;
    } else if (this.#drag || this.#options.store.state.tool !== 'pan') {
      this.#tool('move', event, this.#clicks.count);
    }
    this.#options.store.set({ pointer: toImage(this.#view ?? view, point) });
  }

  #up(event: PointerEvent): void {
    this.#touches.up(event.pointerId);
    if (event.pointerId !== this.#drag?.pointerId) return;
    const { mode } = this.#drag;
    this.#drag = undefined;
    this.#element.releasePointerCapture(event.pointerId);
    this.#showCursor();
    if (mode === 'tool') this.#tool('up', event, this.#clicks.count);
  }

  #lost(event: PointerEvent): void {
    this.#touches.up(event.pointerId);
    if (event.pointerId === this.#drag?.pointerId) this.#interrupt();
  }

  #leave(): void {
    if (!this.#drag) this.#options.store.set({ pointer: undefined, hovered: undefined });
  }

  #interrupt(): void {
    const drag = this.#drag;
    this.#drag = undefined;
    this.#spaceHeld = false;
    if (drag && this.#element.hasPointerCapture(drag.pointerId))
      this.#element.releasePointerCapture(drag.pointerId);
    if (drag?.mode === 'tool') this.#options.dispatch({ type: 'interrupt' });
    this.#showCursor();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const view = this.#view;
    if (!view) return;
    const canvas = { width: this.#element.clientWidth, height: this.#element.clientHeight };
    const point = this.#point(event);
    const next = wheeled(view, event, point, canvas);
    this.#options.store.set({ view: next, pointer: toImage(next, point) });
  }

  /** Space held moves the image; it repeats while held, and may come up elsewhere (blur resets it). */
  #key(event: KeyboardEvent, held: boolean): void {
    if (event.code !== 'Space' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (held && (usesSpace(event) || isTextField(event))) return;
    if (held) event.preventDefault();
    if (held === this.#spaceHeld) return;
    this.#spaceHeld = held;
    this.#showCursor();
  }

  #tool(type: 'down' | 'move' | 'up', event: PointerEvent, clicks: number): void {
    const view = this.#view;
    if (!view) return;
    const imagePoint = toImage(view, this.#point(event));
    this.#options.dispatch({ type, imagePoint, modifiers: this.#modifiers(event), clicks });
  }

  #modifiers(event: PointerEvent): Modifiers {
    const mod = this.#options.isMac ? event.metaKey : event.ctrlKey;
    return { shift: event.shiftKey, alt: event.altKey, mod };
  }

  /** Screen point: CSS pixels from the canvas' top-left corner. */
  #point(event: MouseEvent): Point {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #showCursor(): void {
    const { tool, cursor } = this.#options.store.state;
    const panning = this.#drag?.mode === 'pan';
    const ready = !this.#drag && (this.#spaceHeld || tool === 'pan');
    this.#element.style.cursor = panning ? 'grabbing' : ready ? 'grab' : cursor;
  }
}
