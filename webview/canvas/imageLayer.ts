import type { DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import type { ImageSource } from '../../src/protocol/editor';
import { addressOf, decodeBitmap, elementPainted, loadElement, type DecodableSource } from './imageLoader';
import { CRISP_SCALE, paintGrid, paintImage, type Picture } from './imagePaint';
import { ImageTiles } from './imageTiles';
import { Mipmaps } from './mipmaps';
import { addSurface, offscreen, resizeSurface, type Surface } from './surface';
import type { Theme } from './theme';

export interface ImageLayerEvents {
  /** The layer wants a frame although the state has not changed. */
  wake(): void;
  /** The picture cannot be shown, in a sentence. */
  failed(message: string): void;
}

/**
 * The picture. An image element shows it first, as quickly as the browser can; when the bitmap is decoded the canvas
 * takes over, because an element is decoded anew at every scale.
 */
export class ImageLayer {
  readonly #surface: Surface;
  readonly #element = new Image();
  readonly #events: ImageLayerEvents;
  readonly #tiles = new ImageTiles();
  #theme: Theme;
  #source: ImageSource | undefined;
  #picture: Picture | undefined;
  #loading: AbortController | undefined;
  #elementReady = false;
  #pixelRatio = 1;
  #lastScale = 0;

  constructor(host: HTMLElement, theme: Theme, events: ImageLayerEvents) {
    this.#surface = addSurface(host, true);
    this.#theme = theme;
    this.#events = events;
    this.#element.alt = '';
    this.#element.setAttribute('elementtiming', 'picture');
    this.#element.draggable = false;
    Object.assign(this.#element.style, ELEMENT_STYLE);
    host.append(this.#element);
  }

  resize(deviceSize: Size, pixelRatio: number): void {
    resizeSurface(this.#surface, deviceSize);
    this.#pixelRatio = pixelRatio;
    // An opaque canvas is black until it is drawn to, which is only once the picture's size is known.
    this.#clear();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#tiles.clear();
  }

  setSource(source: ImageSource): void {
    if (source === this.#source) return;
    this.#stop();
    this.#source = source;
    const { widthPx, heightPx } = source;
    this.#picture = { widthPx, heightPx, mipmaps: undefined, isTransparent: false };
    if (source.kind !== 'missing' && source.kind !== 'tiled') void this.#load(source);
    this.#events.wake();
  }

  /** True when the canvas or the element shows the picture. */
  get isComplete(): boolean {
    return this.#source?.kind === 'missing' || this.#elementReady || this.#picture?.mipmaps !== undefined;
  }

  /** True when the bitmap and its smaller copies are there, or never will be. */
  get isSettled(): boolean {
    return this.#loading === undefined && (this.#picture?.mipmaps?.isComplete ?? true);
  }

  /** Works on smaller copies until it is time to stop, and shows what there is. */
  draw(view: DeviceView, isOver: () => boolean): { readonly more: boolean } {
    const picture = this.#picture;
    this.#clear();
    if (!picture) return { more: false };
    this.#placeElement(picture, view);
    const more = this.#sharpen(picture, isOver);
    if (this.#source?.kind === 'missing' || picture.mipmaps) this.#paint(picture, view);
    if (picture.mipmaps) this.#element.style.visibility = 'hidden';
    this.#lastScale = view.scale;
    return { more };
  }

  dispose(): void {
    this.#stop();
    this.#surface.canvas.remove();
    this.#element.remove();
  }

  async #load(source: DecodableSource): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    const address = addressOf(source);
    try {
      await this.#showElement(address.url, loading.signal);
      const bitmap = await decodeBitmap(source, this.#element, loading.signal);
      if (loading.signal.aborted) return bitmap.close();
      const { widthPx, heightPx } = source;
      const isTransparent = seesThrough(bitmap);
      this.#tiles.clear();
      this.#picture = { widthPx, heightPx, mipmaps: new Mipmaps(bitmap), isTransparent };
      this.#events.wake();
    } catch (error) {
      if (!loading.signal.aborted) this.#events.failed(sentence(error));
    } finally {
      address.free();
      if (this.#loading === loading) this.#loading = undefined;
    }
  }

  /** Shows the element and resolves when it is on the screen. */
  async #showElement(url: string, signal: AbortSignal): Promise<void> {
    this.#element.style.visibility = 'visible';
    const painted = elementPainted(this.#element, signal);
    await loadElement(this.#element, url, signal);
    await painted;
    signal.throwIfAborted();
    this.#elementReady = true;
    this.#events.wake();
  }

  #stop(): void {
    this.#loading?.abort();
    this.#picture?.mipmaps?.dispose();
    this.#picture = undefined;
    this.#tiles.clear();
    this.#elementReady = false;
    this.#element.style.visibility = 'hidden';
    this.#element.removeAttribute('src');
  }

  #clear(): void {
    const { ctx, canvas } = this.#surface;
    ctx.fillStyle = this.#theme.background;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
  }

  #placeElement({ widthPx, heightPx, mipmaps }: Picture, view: DeviceView): void {
    if (mipmaps) return;
    const ratio = this.#pixelRatio;
    this.#element.style.width = `${(widthPx * view.scale) / ratio}px`;
    this.#element.style.height = `${(heightPx * view.scale) / ratio}px`;
    this.#element.style.imageRendering = view.scale >= CRISP_SCALE ? 'pixelated' : 'auto';
    this.#element.style.transform = `translate(${view.x / ratio}px, ${view.y / ratio}px)`;
  }

  /** Goes on with the smaller copies; those tiles that were drawn without them are drawn anew in the end. */
  #sharpen({ mipmaps }: Picture, isOver: () => boolean): boolean {
    if (!mipmaps || mipmaps.isComplete) return false;
    if (mipmaps.work(isOver)) this.#tiles.clear();
    return true;
  }

  #paint(picture: Picture, view: DeviceView): void {
    const { ctx, canvas } = this.#surface;
    const clip = { x: 0, y: 0, width: canvas.width, height: canvas.height };
    const settled = view.scale === this.#lastScale && (picture.mipmaps?.isComplete ?? false);
    if (!settled) paintImage(ctx, picture, view, clip, this.#theme);
    else
      this.#tiles.draw(ctx, view, (tile, { x, y, width, height }) => {
        tile.fillStyle = this.#theme.background;
        tile.fillRect(0, 0, width, height);
        const tileView = { scale: view.scale, x: -x, y: -y };
        paintImage(tile, picture, tileView, { x: 0, y: 0, width, height }, this.#theme);
      });
    if (picture.mipmaps) paintGrid(ctx, picture, view, this.#pixelRatio, clip);
  }
}

const ELEMENT_STYLE = {
  position: 'absolute',
  left: '0',
  top: '0',
  maxWidth: 'none',
  transformOrigin: '0 0',
  pointerEvents: 'none',
  visibility: 'hidden',
} as const;

const SAMPLE_PX = 64;

/** True when the picture, looked at from afar, lets something show through; false where it must not be read. */
function seesThrough(bitmap: ImageBitmap): boolean {
  const ctx = offscreen(SAMPLE_PX, SAMPLE_PX);
  ctx.drawImage(bitmap, 0, 0, SAMPLE_PX, SAMPLE_PX);
  try {
    const { data } = ctx.getImageData(0, 0, SAMPLE_PX, SAMPLE_PX);
    return data.some((value, i) => i % 4 === 3 && value < 250);
  } catch {
    return false;
  }
}

function sentence(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The picture cannot be shown: the browser could not decode it (${reason}).`;
}
