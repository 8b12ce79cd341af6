import type { Annotation } from '../../src/core/annotation/annotation';
import type { DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import { paintJointNames } from './jointNames';
import { REACH_PX, type ShapeLook } from './shapeItems';
import { changedPlaces, sceneChange, type ShapeScene } from './shapeScene';
import { addSurface, resizeSurface, type Surface } from './surface';
import { blitTiles, sameView } from './tileBlit';
import { TagPlan, tagPlace } from './tagPlan';
import { drawTag, type TagSprites } from './tagSprites';
import { TileCache } from './tileCache';
import type { TileSet } from './tileSet';
import { staleTiles, tilesAround, tilesInSight, TileWork } from './tileWork';

/** Quiet time after the last zoom step until the new level is rastered; a wheel's steps are nearer to each other. */
const SETTLE_MS = 40;
/** How often new tiles are shown before all of them are there. */
const SHOW_EVERY_MS = 80;
/** With more changes than this everything is drawn anew: telling them apart would take longer. */
const MANY_CHANGES = 2000;

/** Room that is left for other levels when tiles around the canvas are rastered in advance. */
const SPARE_TILES = 8;
/** More than so many annotations are not drawn twice while their tiles are under way. */
const MAX_UNSETTLED = 200;

const NONE: readonly Annotation[] = [];

/**
 * The committed shapes, as tiles that are rastered once per level. Panning copies tiles, zooming stretches those of
 * another level until it ends, an edit redraws the parts of tiles that it touches.
 */
export class ShapeLayer {
  readonly #surface: Surface;
  readonly #cache = new TileCache();
  readonly #work = new TileWork(this.#cache);
  readonly #wake: () => void;
  readonly #sprites: TagSprites;
  readonly #tags = new TagPlan();
  #tagsShown = true;
  #complete = false;
  /** What is on the canvas, and since when. */
  #shown: DeviceView | undefined;
  #shownAtMs = 0;
  #stale = true;
  #scene: ShapeScene | undefined;
  #pixelRatio = 1;
  #active: TileSet | undefined;
  #lastScale = 0;
  #zoomedAtMs = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #unsettled: readonly Annotation[] = NONE;

  /** `wake` is called when the layer wants a frame although the state has not changed. */
  constructor(host: HTMLElement, sprites: TagSprites, wake: () => void) {
    this.#surface = addSurface(host, false);
    this.#sprites = sprites;
    this.#wake = wake;
  }

  /** True when the canvas shows every shape in sight, sharp and up to date. */
  get isComplete(): boolean {
    return this.#complete;
  }

  /** Whether shapes carry their names where there is room; locked ones are marked all the same. */
  showTags(shown: boolean): void {
    if (shown !== this.#tagsShown) this.retag();
    this.#tagsShown = shown;
  }

  /** Draws the tags anew, after their look has changed. */
  retag(): void {
    this.#tags.clear();
    this.#stale = true;
  }

  /** Annotations of the last edit that are not in the tiles yet: the live layer goes on showing them. */
  get unsettled(): readonly Annotation[] {
    return this.#unsettled;
  }

  resize(deviceSize: Size, pixelRatio: number): void {
    resizeSurface(this.#surface, deviceSize);
    this.#stale = true;
    if (pixelRatio === this.#pixelRatio) return;
    this.#pixelRatio = pixelRatio;
    this.#cache.clear();
    this.#tags.clear();
    this.#work.drop();
    this.#active = undefined;
  }

  setScene(scene: ShapeScene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (!before || before === scene) return;
    const change = sceneChange(before, scene);
    if (change === 'everything' || change.gone.length + change.fresh.length > MANY_CHANGES)
      return this.#cache.invalidateAll();
    for (const rect of changedPlaces(change)) this.#cache.invalidate(rect, REACH_PX * this.#pixelRatio);
    if (change.fresh.length <= MAX_UNSETTLED && before.doc !== scene.doc) this.#unsettled = change.fresh;
  }

  /** Rasters until it is time to stop, and shows what there is. */
  draw(view: DeviceView, isOver: () => boolean): { readonly more: boolean } {
    this.#frame++;
    this.#choose(view);
    const more = this.#rasterFor(view, isOver);
    this.#complete = this.#isSharp(view);
    if (this.#isWorthShowing(view)) this.#show(view);
    this.#cache.trim(this.#frame);
    if (this.#complete) this.#unsettled = NONE;
    return { more };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#cache.clear();
    this.#surface.canvas.remove();
  }

  /** Picks the level to raster: the view's own, but not in the middle of a zoom. */
  #choose(view: DeviceView): void {
    const now = performance.now();
    if (view.scale !== this.#lastScale && this.#active) this.#zoomedAtMs = now;
    this.#lastScale = view.scale;
    if (this.#active?.scale === view.scale) return;
    const waitMs = this.#zoomedAtMs + SETTLE_MS - now;
    clearTimeout(this.#timer);
    if (waitMs > 0) this.#timer = setTimeout(this.#wake, waitMs);
    else this.#active = this.#cache.setFor(view.scale);
  }

  #rasterFor(view: DeviceView, isOver: () => boolean): boolean {
    const [set, scene] = [this.#active, this.#scene];
    if (!set || !scene || set.scale !== view.scale) return false;
    const look: ShapeLook = { ...scene, pixelRatio: this.#pixelRatio };
    const canvas = this.#surface.canvas;
    const sight = tilesInSight(set, view, canvas);
    const run = (wanted: typeof sight): boolean => this.#work.run(wanted, scene, look, isOver);
    if (run(sight)) return true;
    const around = tilesAround(set, view, canvas, this.#cache.roomBeside(this.#frame - 1) - SPARE_TILES);
    for (const { tile } of around) tile.usedAt = this.#frame;
    return run(around) || run(staleTiles(this.#cache, set));
  }

  /** While tiles are under way they are put on the screen a few at a time: that costs as much as rastering some. */
  #isWorthShowing(view: DeviceView): boolean {
    if (this.#complete || this.#stale || !sameView(view, this.#shown)) return true;
    return performance.now() - this.#shownAtMs >= SHOW_EVERY_MS;
  }

  #show(view: DeviceView): void {
    this.#shown = view;
    this.#shownAtMs = performance.now();
    this.#stale = false;
    const { ctx, canvas } = this.#surface;
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    const distance = (set: TileSet): number => Math.abs(Math.log(set.scale / view.scale));
    const nearest = [...this.#cache.sets].sort((a, b) => distance(a) - distance(b));
    blitTiles(ctx, nearest, view, this.#frame);
    if (this.#scene) this.#showTags(this.#scene, view);
  }

  #showTags(scene: ShapeScene, view: DeviceView): void {
    const { ctx, canvas } = this.#surface;
    const rules = { names: this.#tagsShown, pixelRatio: this.#pixelRatio };
    this.#tags.update(scene, this.#sprites, view, canvas, this.#active?.scale !== view.scale, rules);
    for (const figure of this.#tags.figures)
      paintJointNames(ctx, this.#sprites, figure, view, this.#pixelRatio);
    for (const tag of this.#tags.tags) {
      const { x, y, width, height } = tagPlace(tag, view, canvas);
      if (x > -width && y > -height && x < canvas.width && y < canvas.height) drawTag(ctx, tag.sprite, x, y);
    }
  }

  #isSharp(view: DeviceView): boolean {
    const set = this.#active;
    if (!set || !this.#scene || set.scale !== view.scale) return false;
    return tilesInSight(set, view, this.#surface.canvas).every(
      ({ tile }) => tile.ready && tile.dirty.length === 0 && tile !== this.#work.tile,
    );
  }
}
