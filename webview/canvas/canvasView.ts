import type { Annotation } from '../../src/core/annotation/annotation';
import { deviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import { sameVisibility } from '../visible';
import type { State, Store } from '../store';
import { FrameBudget } from './frameBudget';
import { HostSize } from './hostSize';
import { ImageLayer } from './imageLayer';
import type { FetchTile } from './imagePyramid';
import { Minimap, type PaintPicture } from './minimap';
import { OverlayLayer } from './overlayLayer';
import { PictureReader, type PictureAccess } from './pictureAccess';
import { ShapeLayer } from './shapeLayer';
import { MANY_SELECTED, shapeScene, type ShapeScene } from './shapeScene';
import { TagSprites } from './tagSprites';
import { readTheme, watchTheme, type Theme } from './theme';

const NONE: readonly Annotation[] = [];

export interface CanvasOptions {
  /** Gets a part of a picture that comes in tiles. */
  readonly fetchTile?: FetchTile;
  /** Selected shapes have no grips. */
  readonly readOnly?: boolean;
}

const NO_TILES: FetchTile = () => Promise.reject(new Error('there is nobody to ask for its tiles'));

/** Which layers must be drawn again. */
interface Dirt {
  image: boolean;
  shapes: boolean;
  overlay: boolean;
}

/**
 * The picture with its annotations: three stacked canvases (image, committed shapes, what lives) and one frame
 * request. Nothing is drawn when nothing has changed.
 */
export class CanvasView {
  /** Called once, after the first complete picture (image and shapes) has been put on the screen. */
  onPainted: (() => void) | undefined;
  /** Called when the picture cannot be decoded, with a sentence for the user. */
  onImageError: ((message: string) => void) | undefined;

  readonly #store: Store;
  readonly #size: HostSize;
  readonly #image: ImageLayer;
  readonly #picture: PictureReader;
  readonly #shapes: ShapeLayer;
  readonly #overlay: OverlayLayer;
  readonly #minimap: Minimap;
  readonly #sprites = new TagSprites();
  readonly #stops: (() => void)[] = [];
  readonly #host: HTMLElement;
  readonly #readOnly: boolean;
  #theme: Theme;
  #scene: ShapeScene | undefined;
  #unsettled: readonly Annotation[] = NONE;
  readonly #dirt: Dirt = { image: true, shapes: true, overlay: true };
  #request = 0;
  readonly #budget = new FrameBudget();
  #painted = false;

  /** Fills `host`, which must be positioned; follows `store` until `dispose`. */
  constructor(
    host: HTMLElement,
    store: Store,
    { fetchTile = NO_TILES, readOnly = false }: CanvasOptions = {},
  ) {
    this.#readOnly = readOnly;
    this.#host = host;
    this.#store = store;
    this.#theme = readTheme(host);
    host.style.overflow = 'hidden';
    const events = {
      wake: () => this.#mark('image'),
      failed: (message: string) => this.onImageError?.(message),
      pictureChanged: () => this.#picture.changed(),
    };
    this.#image = new ImageLayer(host, this.#theme, events, fetchTile);
    this.#picture = new PictureReader(this.#image);
    this.#shapes = new ShapeLayer(host, this.#sprites, () => this.#mark('shapes'));
    this.#overlay = new OverlayLayer(host, this.#sprites);
    this.#minimap = new Minimap(host, store, () => this.canvasSize());
    this.#size = new HostSize(host, () => this.#resized());
    this.#stops.push(
      store.subscribe((state, before) => this.#changed(state, before)),
      watchTheme(() => this.#themed()),
    );
    this.#resized();
    this.#image.setDisplay(store.state.display);
    this.#image.setGuides(store.state.guides);
    if (store.state.image) this.#image.setSource(store.state.image);
  }

  /** The picture's pixels, for whoever wants to know. */
  get picture(): PictureAccess {
    return this.#picture;
  }

  /** CSS pixels of the canvas. */
  canvasSize(): Size {
    return this.#size.cssSize;
  }

  /** True when the picture and every shape in sight are shown, sharp and up to date. */
  get isComplete(): boolean {
    return this.#image.isComplete && this.#shapes.isComplete && !this.#dirt.shapes;
  }

  /** True when the canvas also has nothing left to prepare for what may come next. */
  get isIdle(): boolean {
    return this.isComplete && this.#image.isSettled && this.#request === 0;
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    for (const stop of this.#stops) stop();
    this.#size.dispose();
    this.#image.dispose();
    this.#shapes.dispose();
    this.#overlay.dispose();
    this.#minimap.dispose();
  }

  #changed(state: State, before: State): void {
    if (state.display !== before.display) this.#image.setDisplay(state.display);
    if (state.guides !== before.guides) this.#image.setGuides(state.guides);
    if (state.image && state.image !== before.image) this.#image.setSource(state.image);
    if (state.display !== before.display || state.guides !== before.guides) this.#mark('image');
    if (state.view !== before.view) this.#mark('image', 'shapes', 'overlay');
    if (shapesDiffer(state, before)) this.#mark('shapes', 'overlay');
    if (overlayDiffers(state, before)) this.#mark('overlay');
    if (
      state.view !== before.view ||
      state.draft !== before.draft ||
      state.threshold !== before.threshold ||
      state.display !== before.display
    )
      this.#budget.touch();
  }

  #mark(...layers: (keyof Dirt)[]): void {
    for (const layer of layers) this.#dirt[layer] = true;
    this.#request ||= requestAnimationFrame(() => this.#frame());
  }

  #resized(): void {
    const { deviceSize, pixelRatio } = this.#size;
    this.#image.resize(deviceSize, pixelRatio);
    this.#shapes.resize(deviceSize, pixelRatio);
    this.#overlay.resize(deviceSize);
    this.#mark('image', 'shapes', 'overlay');
    // A canvas loses its content with its size: drawing now instead of next frame spares a flash.
    if (this.#store.state.view) this.#frame();
  }

  #themed(): void {
    this.#theme = readTheme(this.#host);
    this.#image.setTheme(this.#theme);
    this.#shapes.retag();
    this.#mark('image', 'shapes', 'overlay');
  }

  #frame(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const { state } = this.#store;
    this.#size.check();
    const { deviceSize, pixelRatio } = this.#size;
    if (!state.view || deviceSize.width === 0 || deviceSize.height === 0) return;
    const dirt = { ...this.#dirt };
    Object.assign(this.#dirt, { image: false, shapes: false, overlay: false });
    const view = deviceView(state.view, pixelRatio);
    const isOver = this.#budget.begin(!this.#painted);
    this.#sprites.setLook({ fontFamily: this.#theme.fontFamily, pixelRatio });
    const scene = (this.#scene = shapeScene(state, this.#scene));
    const image = dirt.image ? this.#image.draw(view, isOver) : undefined;
    const shapes = dirt.shapes ? this.#drawShapes(state, scene, view, isOver) : undefined;
    const { unsettled } = this.#shapes;
    if (dirt.overlay || unsettled !== this.#unsettled)
      this.#overlay.draw({
        state,
        scene,
        view,
        pixelRatio,
        unsettled,
        theme: this.#theme,
        readOnly: this.#readOnly,
      });
    if (dirt.image || dirt.overlay) this.#drawMinimap(state);
    if (image?.more) this.#mark('image');
    this.#unsettled = unsettled;
    if (shapes?.more) this.#mark('shapes');
    this.#reportPainted();
  }

  #drawMinimap(state: State): void {
    const { pixelRatio } = this.#size;
    const { picture } = this.#image;
    const paint: PaintPicture | undefined =
      picture &&
      ((ctx, scale, rect) => picture.look.paintQuickly(ctx, picture.source, scale, rect, () => false));
    this.#minimap.draw({ state, canvas: this.canvasSize(), pixelRatio, theme: this.#theme, picture: paint });
  }

  #drawShapes(
    state: State,
    scene: ShapeScene,
    view: ReturnType<typeof deviceView>,
    isOver: () => boolean,
  ): { readonly more: boolean } {
    this.#shapes.setScene(scene);
    this.#shapes.showTags(state.shapeDisplay.showLabels === 'always');
    return this.#shapes.draw(view, isOver);
  }

  /** What was drawn in this frame is on the screen by the next one. */
  #reportPainted(): void {
    if (this.#painted || !this.#image.isComplete || !this.#shapes.isComplete) return;
    this.#painted = true;
    requestAnimationFrame(() => this.onPainted?.());
  }
}

function shapesDiffer(state: State, before: State): boolean {
  return (
    state.doc !== before.doc ||
    state.schema !== before.schema ||
    state.shapeDisplay !== before.shapeDisplay ||
    state.lookOf !== before.lookOf ||
    // A large selection is marked in the tiles.
    (state.selection !== before.selection &&
      Math.max(state.selection.size, before.selection.size) > MANY_SELECTED) ||
    !sameVisibility(state, before) ||
    // Only when a gesture begins or ends: in between the same shapes are in hand.
    replacedIds(state) !== replacedIds(before)
  );
}

function replacedIds({ draft }: State): string {
  return draft?.shapes.map(({ replaces }) => replaces ?? '').join() ?? '';
}

function overlayDiffers(state: State, before: State): boolean {
  return (
    state.draft !== before.draft ||
    state.selection !== before.selection ||
    state.hovered !== before.hovered ||
    state.guides !== before.guides ||
    state.pointer !== before.pointer ||
    state.tool !== before.tool ||
    state.popup !== before.popup ||
    state.activeClass !== before.activeClass ||
    state.conflictPreview !== before.conflictPreview ||
    state.review !== before.review ||
    state.reviewAt !== before.reviewAt
  );
}
