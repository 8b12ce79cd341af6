import { inflate, type Point, type Rect } from '../../src/core/geometry/rect';
import { minimapView } from '../../src/core/scene/minimapView';
import { levelTransform, type DeviceView } from '../../src/core/scene/tiles';
import {
  centred,
  toImage,
  toScreenRect,
  visibleRect,
  type Size,
  type Viewport,
} from '../../src/core/scene/viewport';
import type { State, Store } from '../store';
import type { Theme } from './theme';
import { strokeTwoTone } from './twoTone';

/** Longest side and distance from the corner, CSS pixels. */
const SIDE_PX = 176;
const MARGIN_PX = 12;
/** The view's rectangle is at least so large, that it can be seen in a huge picture. */
const LEAST_PX = 8;

/** Draws the picture, scaled; level pixels. Undefined while there is none. */
export type PaintPicture = (ctx: CanvasRenderingContext2D, scale: number, levelRect: Rect) => void;

export interface MinimapFrame {
  readonly state: State;
  readonly canvas: Size;
  readonly pixelRatio: number;
  readonly theme: Theme;
  /** Changes when the picture or how it is shown does. */
  readonly picture: PaintPicture | undefined;
}

/**
 * The whole picture in a corner, turned as the view is, with the part that is in view; a press or a drag moves the
 * view there. For the mouse only: whatever it does the keys that move the view do as well.
 */
export class Minimap {
  readonly #canvas = document.createElement('canvas');
  readonly #ctx: CanvasRenderingContext2D;
  readonly #store: Store;
  readonly #canvasSize: () => Size;
  readonly #ends = new AbortController();
  #map: Viewport | undefined;
  #pointer: number | undefined;

  constructor(host: HTMLElement, store: Store, canvasSize: () => Size) {
    this.#store = store;
    this.#canvasSize = canvasSize;
    this.#canvas.setAttribute('aria-hidden', 'true');
    Object.assign(this.#canvas.style, STYLE);
    const ctx = this.#canvas.getContext('2d');
    if (!ctx) throw new Error('This browser gives no 2D canvas to draw on.');
    this.#ctx = ctx;
    host.append(this.#canvas);
    this.#listen();
  }

  dispose(): void {
    this.#ends.abort();
    this.#canvas.remove();
  }

  draw({ state, canvas, pixelRatio, theme, picture }: MinimapFrame): void {
    const { view, guides } = state;
    this.#canvas.style.display = guides.minimap && view && picture ? 'block' : 'none';
    if (!guides.minimap || !view || !picture) return;
    const image = { width: state.image?.widthPx ?? 1, height: state.image?.heightPx ?? 1 };
    const { map, size } = minimapView(image, view.orientation, SIDE_PX);
    this.#map = map;
    this.#resize(size, pixelRatio);
    const place = { scale: map.scale * pixelRatio, x: map.offsetX * pixelRatio, y: map.offsetY * pixelRatio };
    this.#paintPicture(
      { ...place, ...(view.orientation && { orientation: view.orientation }) },
      image,
      picture,
    );
    this.#paintFrame(theme, pixelRatio);
    this.#paintView(toScreenRect(map, visibleRect(view, canvas)), size, pixelRatio);
  }

  #resize({ width, height }: Size, ratio: number): void {
    const [widthPx, heightPx] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== widthPx) this.#canvas.width = widthPx;
    if (this.#canvas.height !== heightPx) this.#canvas.height = heightPx;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
  }

  #paintPicture(map: DeviceView, image: Size, picture: PaintPicture): void {
    const ctx = this.#ctx;
    ctx.save();
    ctx.setTransform(...levelTransform(map));
    picture(ctx, map.scale, { x: 0, y: 0, width: image.width * map.scale, height: image.height * map.scale });
    ctx.restore();
  }

  #paintFrame({ isHighContrast }: Theme, ratio: number): void {
    const { width, height } = this.#canvas;
    this.#ctx.strokeStyle = isHighContrast ? '#ffffff' : 'rgba(0, 0, 0, 0.6)';
    this.#ctx.lineWidth = 2 * ratio;
    this.#ctx.strokeRect(0, 0, width, height);
  }

  #paintView(seen: Rect, { width, height }: Size, ratio: number): void {
    const [left, top] = [Math.max(1, seen.x), Math.max(1, seen.y)];
    const right = Math.min(width - 1, seen.x + seen.width);
    const bottom = Math.min(height - 1, seen.y + seen.height);
    let rect = { x: left, y: top, width: right - left, height: bottom - top };
    if (rect.width < 0 || rect.height < 0) return;
    if (Math.min(rect.width, rect.height) < LEAST_PX)
      rect = inflate(rect, (LEAST_PX - Math.min(rect.width, rect.height)) / 2);
    this.#ctx.beginPath();
    this.#ctx.rect(rect.x * ratio, rect.y * ratio, rect.width * ratio, rect.height * ratio);
    strokeTwoTone(this.#ctx, { color: '#ffffff', width: 1.5 * ratio, rim: ratio });
  }

  /** Events stay here: the tool under the map must not get them. */
  #listen(): void {
    const on = { signal: this.#ends.signal };
    const at = this.#canvas;
    at.addEventListener('pointerdown', (event) => this.#down(event), on);
    at.addEventListener('pointermove', (event) => this.#move(event), on);
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      at.addEventListener(type, (event) => this.#up(event), on);
    at.addEventListener('contextmenu', (event) => event.preventDefault(), on);
  }

  #down(event: PointerEvent): void {
    event.stopPropagation();
    event.preventDefault();
    if (event.button !== 0 || this.#pointer !== undefined) return;
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#go(event);
  }

  #move(event: PointerEvent): void {
    event.stopPropagation();
    if (this.#store.state.pointer || this.#store.state.hovered !== undefined)
      this.#store.set({ pointer: undefined, hovered: undefined });
    if (event.pointerId === this.#pointer) this.#go(event);
  }

  #up(event: PointerEvent): void {
    event.stopPropagation();
    if (event.pointerId === this.#pointer) this.#pointer = undefined;
  }

  /** The image point under the pointer comes into the middle of the canvas. */
  #go(event: PointerEvent): void {
    const { view } = this.#store.state;
    if (!view || !this.#map) return;
    const { left, top } = this.#canvas.getBoundingClientRect();
    const at: Point = toImage(this.#map, { x: event.clientX - left, y: event.clientY - top });
    const rect = { ...at, width: 0, height: 0 };
    this.#store.set({ view: centred(rect, this.#canvasSize(), view.scale, view.orientation) });
  }
}

const STYLE = {
  position: 'absolute',
  right: `${MARGIN_PX}px`,
  bottom: `${MARGIN_PX}px`,
  display: 'none',
  cursor: 'pointer',
  touchAction: 'none',
  borderRadius: '3px',
  boxShadow: '0 2px 8px rgba(0, 0, 0, 0.36)',
} as const;
