import type { DisplaySettings } from '../../src/core/display/display';
import { DEFAULT_DISPLAY } from '../../src/core/display/display';
import type { Rect } from '../../src/core/geometry/rect';
import { levelRectOf, levelTransform, type DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import type { ImageSource } from '../../src/protocol/editor';
import { ImageLook } from './imageLook';
import { decodeBitmap, decodeQuietly } from './imageLoader';
import { PictureElement } from './imageElement';
import type { DecodableSource } from './imageLoader';
import { DecodedPicture } from './imageDecoded';
import { hasGrid, paintChecker, paintGrid, pictureIn } from './imagePaint';
import { TilePyramid, type FetchTile } from './imagePyramid';
import { type AnyContext, type PictureSource, type TileFailures } from './imageSource';
import { ImageTiles } from './imageTiles';
import { Mipmaps } from './mipmaps';
import { PixelValues } from './pixelValues';
import { addSurface, resizeSurface, type Surface } from './surface';
import type { Theme } from './theme';

export interface ImageLayerEvents {
  /** The layer wants a frame although the state has not changed. */
  wake(): void;
  /** The picture cannot be shown, in a sentence. */
  failed(message: string): void;
  /** Another picture is shown, or more of it is known. */
  pictureChanged(): void;
}

/** What lies over the picture's pixels. */
export interface PixelGuides {
  readonly pixelGrid: boolean;
  readonly pixelValues: boolean;
}

/**
 * The picture. An image element shows it first, as quickly as the browser can; when the bitmap is decoded the canvas
 * takes over, because an element is decoded anew at every scale. What comes in tiles, and what is not to be shown as
 * it is, is drawn by the canvas alone.
 */
export class ImageLayer {
  readonly #surface: Surface;
  readonly #element: PictureElement;
  readonly #events: ImageLayerEvents;
  readonly #fetchTile: FetchTile;
  readonly #tiles = new ImageTiles();
  readonly #look = new ImageLook();
  readonly #values: PixelValues;
  #theme: Theme;
  #display: DisplaySettings = DEFAULT_DISPLAY;
  #guides: PixelGuides = { pixelGrid: true, pixelValues: false };
  #source: ImageSource | undefined;
  #picture: PictureSource | undefined;
  /** Takes the picture's place when it can be shown as well as that one. */
  #next: PictureSource | undefined;
  #loading: AbortController | undefined;
  #elementReady = false;
  #pixelRatio = 1;
  #lastScale = 0;
  #isReady = false;

  constructor(host: HTMLElement, theme: Theme, events: ImageLayerEvents, fetchTile: FetchTile) {
    this.#surface = addSurface(host, true);
    this.#theme = theme;
    this.#events = events;
    this.#fetchTile = fetchTile;
    this.#values = new PixelValues(() => events.wake());
    this.#element = new PictureElement(host);
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

  setDisplay(display: DisplaySettings): void {
    if (display === this.#display) return;
    this.#display = display;
    this.#tiles.clear();
  }

  setGuides(guides: PixelGuides): void {
    this.#guides = guides;
  }

  /** Shows another picture. One of the same size stays on the screen until the new one can take its place. */
  setSource(source: ImageSource): void {
    if (source === this.#source) return;
    const { widthPx, heightPx } = source;
    const stays = this.#source?.widthPx === widthPx && this.#source.heightPx === heightPx;
    this.#stop();
    if (!stays || source.kind === 'missing') this.#drop();
    this.#picture?.rest();
    this.#source = source;
    if (source.kind === 'tiled') this.#show(this.#pyramid(source));
    else if (source.kind !== 'missing') void this.#load(source);
    this.#events.wake();
  }

  /** The pixels that are shown, and how. */
  get picture(): { readonly source: PictureSource; readonly look: ImageLook } | undefined {
    const source = this.#picture;
    if (!source?.isShown) return undefined;
    this.#look.follow(source, this.#display);
    return { source, look: this.#look };
  }

  get failures(): TileFailures | undefined {
    return (this.#next ?? this.#picture)?.failures;
  }

  /** Asks again for tiles that could not be had. */
  retry(): void {
    (this.#next ?? this.#picture)?.retry();
  }

  /** True when the canvas or the element shows the picture as well as it can be shown. */
  get isComplete(): boolean {
    return this.#source?.kind === 'missing' || this.#elementReady || this.#isReady;
  }

  /** True when the picture and its smaller copies are there, or never will be. */
  get isSettled(): boolean {
    return this.#loading === undefined && !this.#next && (this.#picture?.isSettled ?? true);
  }

  /** Works on smaller copies until it is time to stop, and shows what there is. */
  draw(view: DeviceView, isOver: () => boolean): { readonly more: boolean } {
    this.#clear();
    if (!this.#source) return { more: false };
    const levelRect = levelRectOf(view, this.#surface.canvas);
    this.#advance(view.scale, levelRect);
    const picture = this.#picture;
    if (!picture) this.#element.place(this.#source, view, this.#pixelRatio);
    const work = picture?.work(isOver) ?? 'idle';
    // Those tiles that were drawn without the smaller copies are drawn anew in the end.
    if (work === 'done') this.#tiles.clear();
    const painted = picture?.isShown
      ? this.#paint(picture, view, levelRect, isOver, work === 'more')
      : this.#blank(view, levelRect);
    if (picture?.isShown) this.#element.hide();
    this.#lastScale = view.scale;
    this.#isReady = picture?.isReady(view.scale, levelRect) === true && !painted;
    return { more: work !== 'idle' || painted };
  }

  dispose(): void {
    this.#stop();
    this.#drop();
    this.#values.dispose();
    this.#surface.canvas.remove();
    this.#element.dispose();
  }

  async #load(source: DecodableSource): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const bitmap = await this.#decode(source, loading.signal);
      if (loading.signal.aborted) return bitmap.close();
      this.#show(new DecodedPicture(source, new Mipmaps(bitmap)));
    } catch (error) {
      if (!loading.signal.aborted) this.#failed(sentence(error));
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
  }

  /** An element shows the picture meanwhile, unless another is on the screen or it is not to be seen as it is. */
  async #decode(source: DecodableSource, signal: AbortSignal): Promise<ImageBitmap> {
    const isFirst = !this.#picture && this.#display === DEFAULT_DISPLAY;
    if (!isFirst) return decodeQuietly(source, signal);
    await this.#element.show(source.uri, signal);
    this.#elementReady = true;
    this.#events.wake();
    return decodeBitmap(source, this.#element.image, signal);
  }

  #pyramid(source: Extract<ImageSource, { kind: 'tiled' }>): TilePyramid {
    const pyramid: TilePyramid = new TilePyramid(source, this.#fetchTile, {
      changed: (imageRect) => {
        if (pyramid === this.#picture) this.#tiles.invalidate(imageRect);
        this.#events.pictureChanged();
        this.#events.wake();
      },
      failed: (reason, isOverview) => {
        if (isOverview && !pyramid.isShown) this.#missed(pyramid, reason);
      },
    });
    return pyramid;
  }

  /** Without an overview there is nothing to show; the pyramid stays, since it may be asked again. */
  #missed(pyramid: TilePyramid, reason: string): void {
    if (pyramid === this.#next) {
      this.#drop();
      [this.#picture, this.#next] = [pyramid, undefined];
    }
    this.#events.failed(`The picture cannot be shown: ${reason}`);
  }

  #failed(message: string): void {
    this.#drop();
    this.#events.failed(message);
    this.#events.wake();
  }

  #show(next: PictureSource): void {
    if (this.#picture) this.#next = next;
    else this.#picture = next;
    this.#tiles.clear();
    this.#events.pictureChanged();
    this.#events.wake();
  }

  /** Lets the pictures know what is in view; the next one takes over when it is complete there. */
  #advance(scale: number, levelRect: Rect): void {
    this.#picture?.look(scale, levelRect);
    const next = this.#next;
    next?.look(scale, levelRect);
    if (!next?.isReady(scale, levelRect)) return;
    this.#picture?.dispose();
    [this.#picture, this.#next] = [next, undefined];
    this.#tiles.clear();
    this.#events.pictureChanged();
  }

  /** Ends what is being loaded. */
  #stop(): void {
    this.#loading?.abort();
    this.#loading = undefined;
    this.#next?.dispose();
    this.#next = undefined;
    this.#elementReady = false;
    this.#element.clear();
  }

  /** Takes the picture from the screen. */
  #drop(): void {
    this.#picture?.dispose();
    this.#picture = undefined;
    this.#isReady = false;
    this.#tiles.clear();
    this.#events.pictureChanged();
  }

  /**
   * The transform is put back here, not where drawing ends: any call after a large picture was drawn makes Chromium
   * raster it at once, which it would otherwise do when the frame is over.
   */
  #clear(): void {
    const { ctx, canvas } = this.#surface;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = this.#theme.background;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
  }

  /** A neutral surface where a picture is missing or still to come; the element lies over it. */
  #blank(view: DeviceView, levelRect: Rect): false {
    const { ctx } = this.#surface;
    if (!this.#source || (this.#source.kind !== 'missing' && this.#source.kind !== 'tiled')) return false;
    ctx.setTransform(...levelTransform(view));
    paintChecker(ctx, pictureIn(this.#source, view.scale, levelRect), this.#theme);
    return false;
  }

  /** True when it could be painted better in a next frame. */
  #paint(
    picture: PictureSource,
    view: DeviceView,
    levelRect: Rect,
    isOver: () => boolean,
    isWorking: boolean,
  ): boolean {
    const { ctx } = this.#surface;
    const { scale } = view;
    if (this.#look.follow(picture, this.#display)) this.#tiles.clear();
    const { isCostly } = this.#look;
    const base = (): void => {
      this.#checker(ctx, picture, scale, levelRect);
      this.#look.paintQuickly(ctx, picture, scale, levelRect, isOver);
    };
    const isMoving = scale !== this.#lastScale || isWorking;
    const more = isMoving
      ? this.#paintMoving(view, base) && isCostly
      : this.#paintTiles(picture, view, base, isOver);
    this.#overlay(picture, view, levelRect);
    return more;
  }

  /**
   * While the scale changes tiles would be out of date in the next frame; those there are may fit again later.
   */
  #paintMoving(view: DeviceView, base: () => void): true {
    const { ctx } = this.#surface;
    ctx.setTransform(...levelTransform(view));
    base();
    return true;
  }

  #paintTiles(picture: PictureSource, view: DeviceView, base: () => void, isOver: () => boolean): boolean {
    const { scale } = view;
    const { more } = this.#tiles.draw(this.#surface.ctx, view, {
      gate: (part) =>
        !picture.isReady(scale, part) ? 'wait' : this.#look.isCostly && isOver() ? 'later' : 'now',
      paint: (tile, part) => this.#tile(tile, picture, scale, part),
      base,
    });
    return more;
  }

  #tile(tile: AnyContext, picture: PictureSource, scale: number, part: Rect): void {
    tile.fillStyle = this.#theme.background;
    tile.fillRect(part.x, part.y, part.width, part.height);
    this.#checker(tile, picture, scale, part);
    this.#look.paint(tile, picture, scale, part);
  }

  #checker(ctx: AnyContext, picture: PictureSource, scale: number, levelRect: Rect): void {
    if (picture.isTransparent) paintChecker(ctx, pictureIn(picture, scale, levelRect), this.#theme);
  }

  #overlay(picture: PictureSource, view: DeviceView, levelRect: Rect): void {
    const { ctx } = this.#surface;
    if (this.#guides.pixelGrid && hasGrid(view.scale, this.#pixelRatio)) {
      ctx.setTransform(...levelTransform(view));
      paintGrid(ctx, pictureIn(picture, view.scale, levelRect), view.scale, this.#pixelRatio);
    }
    if (!this.#guides.pixelValues) return;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    this.#values.draw(ctx, picture, this.#look, view, this.#pixelRatio);
  }
}

function sentence(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The picture cannot be shown: the browser could not decode it (${reason}).`;
}
