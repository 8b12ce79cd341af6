import { axesOf } from '../../src/core/scene/orientation';
import type { DeviceView } from '../../src/core/scene/tiles';
import { elementPainted, loadElement } from './imageLoader';
import { CRISP_SCALE } from './imageSource';

/** An image element that shows a picture where the canvas will show it. */
export class PictureElement {
  readonly image = new Image();

  constructor(host: HTMLElement) {
    this.image.alt = '';
    this.image.setAttribute('elementtiming', 'picture');
    this.image.draggable = false;
    Object.assign(this.image.style, STYLE);
    host.append(this.image);
  }

  /** Resolves when the picture is on the screen. */
  async show(url: string, signal: AbortSignal): Promise<void> {
    this.image.style.visibility = 'visible';
    const painted = elementPainted(this.image, signal);
    await loadElement(this.image, url, signal);
    await painted;
    signal.throwIfAborted();
  }

  hide(): void {
    this.image.style.visibility = 'hidden';
  }

  clear(): void {
    this.hide();
    this.image.removeAttribute('src');
  }

  /** Size: pixels of the upright image. */
  place(
    { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
    view: DeviceView,
    pixelRatio: number,
  ): void {
    const { style } = this.image;
    style.width = `${(widthPx * view.scale) / pixelRatio}px`;
    style.height = `${(heightPx * view.scale) / pixelRatio}px`;
    style.imageRendering = view.scale >= CRISP_SCALE ? 'pixelated' : 'auto';
    const axes = axesOf(view.orientation).join(', ');
    style.transform = `matrix(${axes}, ${view.x / pixelRatio}, ${view.y / pixelRatio})`;
  }

  dispose(): void {
    this.image.remove();
  }
}

const STYLE = {
  position: 'absolute',
  left: '0',
  top: '0',
  maxWidth: 'none',
  transformOrigin: '0 0',
  pointerEvents: 'none',
  visibility: 'hidden',
} as const;
