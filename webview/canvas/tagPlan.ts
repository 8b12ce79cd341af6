import type { Annotation } from '../../src/core/annotation/annotation';
import { inflate, type Rect } from '../../src/core/geometry/rect';
import { outlineOf } from '../../src/core/scene/outline';
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

export interface PlacedTag {
  readonly sprite: TagSprite;
  /** The shape's bounds, image pixels. */
  readonly bounds: Rect;
}

/** The device pixels of the canvas where a tag goes: above its shape's corner, inside where that is out of sight. */
export function tagPlace({ sprite, bounds }: PlacedTag, view: DeviceView, canvas: Size): Rect {
  const left = Math.round(bounds.x * view.scale + view.x) - 1;
  const top = Math.round(bounds.y * view.scale + view.y);
  const right = left + bounds.width * view.scale;
  const bottom = top + bounds.height * view.scale;
  const above = top - sprite.height;
  const stuckLeft = Math.round(Math.min(Math.max(left, 0), Math.max(left, right - sprite.width)));
  const stuckTop = Math.round(
    above >= 0 ? above : Math.min(Math.max(top, 0), Math.max(above, bottom - sprite.height)),
  );
  const x = left >= canvas.width ? left : Math.max(left, Math.min(stuckLeft, canvas.width));
  return { x, y: stuckTop, width: sprite.width, height: sprite.height };
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
  const area = ({ width, height }: Rect): number => width * height;
  const candidates = annotations
    .map((annotation) => ({ annotation, bounds: outlineOf(annotation.shape).bounds }))
    .sort((a, b) => area(b.bounds) - area(a.bounds));
  for (const { annotation, bounds } of candidates) {
    if (placed.length >= MAX_TAGS) break;
    const sprite = sprites.of(annotation);
    if (!sprite || !hasRoom(bounds, sprite, scale)) continue;
    const rect = {
      x: bounds.x * scale,
      y: bounds.y * scale - sprite.height,
      width: sprite.width,
      height: sprite.height,
    };
    if (!placed.some((other) => overlaps(other.rect, rect))) placed.push({ tag: { sprite, bounds }, rect });
  }
  return placed.map(({ tag }) => tag);
}

function hasRoom(bounds: Rect, sprite: TagSprite, scale: number): boolean {
  return (
    bounds.width * scale >= MIN_WIDTH_PART * sprite.width &&
    bounds.height * scale >= MIN_HEIGHT_PART * sprite.height
  );
}
