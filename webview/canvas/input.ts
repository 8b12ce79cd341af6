import type { Point } from '../../src/core/geometry/rect';
import { orientedCursor } from '../../src/core/scene/orientedCursor';
import { pan, toImage, type Viewport } from '../../src/core/scene/viewport';
import type { Modifiers, PointerToolEvent, ToolEvent } from '../../src/core/tools/tool';
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
  /**
   * Called when the right button goes down. The function it returns is told how far the pointer is from there (CSS
   * pixels) until the button comes up; undefined when there is nothing to be dragged.
   */
  readonly startWindowDrag?: () => WindowDrag | undefined;
  /** Alt and the wheel: makes the tool's tip so many steps larger; false when the tool has none. */
  readonly resizeTip?: (steps: number) => boolean;
}

export type WindowDrag = (dxScreen: number, dyScreen: number) => void;

interface Drag {
  readonly pointerId: number;
  readonly mode: 'tool' | 'pan' | 'window';
  readonly start: Point;
  readonly window?: WindowDrag;
  /** A finger's touch that the tool has not been told of: a second finger may follow. */
  held?: PointerEvent | undefined;
}

const PRIMARY = 0;
const MIDDLE = 1;
const SECONDARY = 2;
/** A finger that has moved less may still turn out to be the first of two. */
const TOUCH_SLACK_PX = 4;
/** So long after the pen was seen, fingers are the hand that holds it. */
const PALM_MS = 700;

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
  #drag: Drag | undefined;
  #last: Point = { x: 0, y: 0 };
  #penAtMs = -Infinity;
  #spaceHeld = false;

  constructor(options: InputOptions) {
    this.#options = options;
    this.#element = options.element;
    this.#listen();
    options.store.subscribe((state, before) => {
      const isTurned = state.view?.orientation !== before.view?.orientation;
      if (state.cursor !== before.cursor || state.tool !== before.tool || isTurned) this.#showCursor();
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
    at.addEventListener(
      'contextmenu',
      (event) => this.#options.startWindowDrag && event.preventDefault(),
      on,
    );
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
    if (this.#isPalm(event)) return;
    if (event.pointerType === 'touch' && this.#touched(event, point)) return;
    if (this.#drag || !this.#view) return;
    const drag = this.#dragOf(event, point);
    if (!drag) return;
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    this.#drag = drag;
    this.#last = point;
    this.#showCursor();
    if (drag.mode === 'tool' && !drag.held) this.#press(event, point);
  }

  /** What a button does; undefined for those that do nothing. */
  #dragOf(event: PointerEvent, start: Point): Drag | undefined {
    const { pointerId, button, pointerType } = event;
    if (button === SECONDARY) {
      const window = this.#options.startWindowDrag?.();
      return window && { pointerId, mode: 'window', start, window };
    }
    if (button !== PRIMARY && button !== MIDDLE) return undefined;
    const panning = button === MIDDLE || this.#spaceHeld || this.#options.store.state.tool === 'pan';
    if (panning) return { pointerId, mode: 'pan', start };
    return { pointerId, mode: 'tool', start, held: pointerType === 'touch' ? event : undefined };
  }

  #press(event: PointerEvent, point: Point): void {
    this.#tool('down', event, this.#clicks.press(point, event.timeStamp));
  }

  /** A finger has gone far enough to be drawing, or has come up: the tool hears of its touch. */
  #release(): void {
    const held = this.#drag?.held;
    if (!held || !this.#drag) return;
    this.#drag.held = undefined;
    this.#press(held, this.#drag.start);
  }

  #isPalm({ pointerType, timeStamp }: PointerEvent): boolean {
    if (pointerType === 'pen') this.#penAtMs = timeStamp;
    return pointerType === 'touch' && timeStamp - this.#penAtMs < PALM_MS;
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
    if (!view || this.#isPalm(event)) return;
    const point = this.#point(event);
    if (this.#touches.count >= 2)
      return this.#options.store.set({ view: this.#touches.move(view, event.pointerId, point) });
    if (this.#drag && event.pointerId !== this.#drag.pointerId) return;
    if (this.#drag?.mode === 'pan') this.#pan(view, point);
    else if (this.#drag?.mode === 'window')
      this.#drag.window?.(point.x - this.#drag.start.x, point.y - this.#drag.start.y);
    else if (this.#drag || this.#options.store.state.tool !== 'pan') this.#moveTool(event, point);
    this.#options.store.set({ pointer: toImage(this.#view ?? view, point) });
  }

  #pan(view: Viewport, point: Point): void {
    this.#options.store.set({ view: pan(view, point.x - this.#last.x, point.y - this.#last.y) });
    this.#last = point;
  }

  /** Lines drawn by hand get every place that the pointer was at since the last frame, all else the last one. */
  #moveTool(event: PointerEvent, point: Point): void {
    const drag = this.#drag;
    if (drag?.held) {
      if (Math.hypot(point.x - drag.start.x, point.y - drag.start.y) < TOUCH_SLACK_PX) return;
      this.#release();
    }
    const { draft } = this.#options.store.state;
    const isLine = drag !== undefined && (draft?.stroke !== undefined || draft?.path !== undefined);
    const events = isLine ? event.getCoalescedEvents() : [];
    for (const each of events.length > 0 ? events : [event])
      this.#tool('move', event, this.#clicks.count, this.#point(each));
  }

  #up(event: PointerEvent): void {
    this.#touches.up(event.pointerId);
    if (event.pointerId !== this.#drag?.pointerId) return;
    const { mode } = this.#drag;
    this.#release();
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
    if (drag?.mode === 'tool' && !drag.held) this.#options.dispatch({ type: 'interrupt' });
    this.#showCursor();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const view = this.#view;
    if (!view) return;
    const point = this.#point(event);
    if (event.altKey && this.#options.resizeTip?.(-Math.sign(event.deltaY || event.deltaX)))
      return this.#options.dispatch({ ...this.#pointerEvent(view, event, point), type: 'move', clicks: 0 });
    const canvas = { width: this.#element.clientWidth, height: this.#element.clientHeight };
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

  #tool(
    type: 'down' | 'move' | 'up',
    event: PointerEvent,
    clicks: number,
    screenPoint = this.#point(event),
  ): void {
    const view = this.#view;
    if (view) this.#options.dispatch({ ...this.#pointerEvent(view, event, screenPoint), type, clicks });
  }

  #pointerEvent(
    view: Viewport,
    event: MouseEvent,
    screenPoint: Point,
  ): Pick<PointerToolEvent, 'imagePoint' | 'modifiers'> {
    return { imagePoint: toImage(view, screenPoint), modifiers: this.#modifiers(event) };
  }

  #modifiers(event: MouseEvent): Modifiers {
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
    const mode = this.#drag?.mode;
    const ready = !this.#drag && (this.#spaceHeld || tool === 'pan');
    const own = mode === 'pan' ? 'grabbing' : mode === 'window' ? 'move' : ready ? 'grab' : undefined;
    this.#element.style.cursor = own ?? orientedCursor(cursor, this.#view?.orientation);
  }
}
