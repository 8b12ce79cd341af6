import type { Annotation } from '../../src/core/annotation/annotation';
import { inflate, type Rect } from '../../src/core/geometry/rect';
import { outlineOf, topOf, type Outline } from '../../src/core/scene/outline';
import { overlaps, type DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import { shownIn, type ShapeScene } from './shapeScene';
import type { TagSprite, TagSprites } from './tagSprites';

/** In a crowd larger than this no tags are shown at all, but for what is hovered or selected. */
const CROWD = 3000;
const MAX_TAGS = 250;
/** A shape must be at least so much of its tag's width and height to carry it. */
const MIN_WIDTH_PART = 0.6;
const MIN_HEIGHT_PART = 0.9;
/** From so many shapes around the canvas on, only those that are this much larger than their tag carry one. */
const MANY = 300;
const MANY_FACTOR = 2.5;

export interface PlacedTag {
  readonly sprite: TagSprite;
  readonly outline: Outline;
}

/** Where a tag goes when everything is in sight, level pixels: on the corner of a box, over a polygon's peak. */
function levelPlace({ sprite, outline }: PlacedTag, scale: number): Rect {
  const { bounds, isRect } = outline;
  const { width, height } = sprite;
  const x = isRect ? Math.round(bounds.x * scale) - 1 : Math.round(topOf(outline).x * scale - width / 2);
  return { x, y: Math.round(bounds.y * scale) - height, width, height };
}

/** The device pixels of the canvas where a tag goes: moved along its shape as far as needed to be seen. */
export function tagPlace(tag: PlacedTag, view: DeviceView, canvas: Size): Rect {
  const { x, y, width, height } = levelPlace(tag, view.scale);
  const { bounds } = tag.outline;
  const right = (bounds.x + bounds.width) * view.scale + view.x - width;
  const bottom = (bounds.y + bounds.height) * view.scale + view.y - height;
  return {
    x: kept(x + view.x, 0, canvas.width - width, Math.round(bounds.x * view.scale) + view.x, right),
    y: kept(y + view.y, 0, canvas.height - height, y + view.y, bottom),
    width,
    height,
  };
}

/** The value moved into the canvas, but not beyond its shape. */
function kept(value: number, low: number, high: number, first: number, last: number): number {
  if (value < low) return Math.round(Math.max(value, Math.min(low, last)));
  if (value > high) return Math.round(Math.min(value, Math.max(high, first)));
  return value;
}

/**
 * Which tags are shown: those whose shape has room for them, larger shapes first, none over another. Made for more
 * than is in sight and kept while the view moves within that.
 */
export class TagPlan {
  #tags: readonly PlacedTag[] = [];
  #scene: ShapeScene | undefined;
  #scale = 0;
  #around: Rect = { x: 0, y: 0, width: 0, height: 0 };

  get tags(): readonly PlacedTag[] {
    return this.#tags;
  }

  clear(): void {
    this.#scene = undefined;
    this.#tags = [];
  }

  /** Plans anew where the old plan does not hold; `zooming` keeps the old one, as it holds for moments only. */
  update(scene: ShapeScene, sprites: TagSprites, view: DeviceView, canvas: Size, zooming: boolean): void {
    const sight = imageRectOf(view, canvas);
    if (zooming || (this.#scene === scene && this.#scale === view.scale && holds(this.#around, sight)))
      return;
    this.#scene = scene;
    this.#scale = view.scale;
    this.#around = inflate(sight, Math.max(sight.width, sight.height) / 4);
    this.#tags = place(shownIn(scene, this.#around, CROWD), sprites, view.scale);
  }
}

function imageRectOf(view: DeviceView, canvas: Size): Rect {
  return {
    x: -view.x / view.scale,
    y: -view.y / view.scale,
    width: canvas.width / view.scale,
    height: canvas.height / view.scale,
  };
}

function holds(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function place(annotations: readonly Annotation[], sprites: TagSprites, scale: number): PlacedTag[] {
  const placed: { readonly tag: PlacedTag; readonly rect: Rect }[] = [];
  const room = annotations.length >= MANY ? scale / MANY_FACTOR : scale;
  const area = ({ bounds }: Outline): number => bounds.width * bounds.height;
  const candidates = annotations
    .map((annotation) => ({ annotation, outline: outlineOf(annotation.shape) }))
    .sort((a, b) => area(b.outline) - area(a.outline));
  for (const { annotation, outline } of candidates) {
    if (placed.length >= MAX_TAGS) break;
    // Most have no room for any tag: theirs need not be drawn.
    const side = sprites.minSizePx;
    if (!hasRoom(outline.bounds, { width: side, height: side }, room)) continue;
    const sprite = sprites.of(annotation);
    if (!sprite || !hasRoom(outline.bounds, sprite, room)) continue;
    const tag = { sprite, outline };
    const rect = levelPlace(tag, scale);
    if (!placed.some((other) => overlaps(other.rect, rect))) placed.push({ tag, rect });
  }
  return placed.map(({ tag }) => tag);
}

function hasRoom(bounds: Rect, sprite: Size, scale: number): boolean {
  return (
    bounds.width * scale >= MIN_WIDTH_PART * sprite.width &&
    bounds.height * scale >= MIN_HEIGHT_PART * sprite.height
  );
}
