import type { Annotation } from '../../src/core/annotation/annotation';
import { inflate, type Point, type Rect } from '../../src/core/geometry/rect';
import { orientRect, sameOrientation, type Orientation } from '../../src/core/scene/orientation';
import { topOf, type Outline } from '../../src/core/scene/outline';
import { imageRectOf, overlaps, type DeviceView } from '../../src/core/scene/tiles';
import type { Size } from '../../src/core/scene/viewport';
import { hasRoomForNames } from './jointNames';
import { colorIn, tagIn } from './ownLook';
import { annotationOutline } from './shapeItems';
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
/** Up to so many shapes around the canvas, points have names: they have no size to judge by. */
const FEW = 80;
/** Between a dot and its name, CSS pixels. */
const DOT_ROOM_PX = 8;

/** A tag and where it hangs: image pixels as the view turns them, about the image's origin. */
export interface PlacedTag {
  readonly sprite: TagSprite;
  readonly bounds: Rect;
  /** The corner of a box, or the peak over whose middle the tag is put. */
  readonly anchor: Point;
  readonly isCentred: boolean;
  /** Device pixels between the anchor and the tag. */
  readonly gap: number;
}

/** Hangs a tag on a shape. */
export function hang(
  sprite: TagSprite,
  outline: Outline,
  orientation: Orientation | undefined,
  pixelRatio: number,
): PlacedTag {
  const bounds = orientRect(orientation, outline.bounds);
  const top = outline.isRect ? undefined : topOf(outline, orientation);
  const gap = outline.dots.length > 0 ? Math.round(DOT_ROOM_PX * pixelRatio) : 0;
  return { sprite, bounds, anchor: top ?? bounds, isCentred: top !== undefined, gap };
}

/** Where a tag goes when everything is in sight, pixels of the turned level. */
function levelPlace({ sprite, anchor, isCentred, gap }: PlacedTag, scale: number): Rect {
  const { width, height } = sprite;
  const x = isCentred ? Math.round(anchor.x * scale - width / 2) : Math.round(anchor.x * scale) - 1;
  return { x, y: Math.round(anchor.y * scale) - height - gap, width, height };
}

/** The device pixels of the canvas where a tag goes: moved along its shape as far as needed to be seen. */
export function tagPlace(tag: PlacedTag, view: DeviceView, canvas: Size): Rect {
  const { x, y, width, height } = levelPlace(tag, view.scale);
  const { bounds } = tag;
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

/** What the plan goes by, beside the scene and the view. */
export interface TagRules {
  /** Names and scores; without them only locked shapes carry a mark. */
  readonly names: boolean;
  readonly pixelRatio: number;
}

/**
 * Which tags are shown: those whose shape has room for them, larger shapes first, none over another. Made for more
 * than is in sight and kept while the view moves within that.
 */
export class TagPlan {
  #tags: readonly PlacedTag[] = [];
  #figures: readonly Outline[] = [];
  #scene: ShapeScene | undefined;
  #scale = 0;
  #orientation: Orientation | undefined;
  #around: Rect = { x: 0, y: 0, width: 0, height: 0 };

  get tags(): readonly PlacedTag[] {
    return this.#tags;
  }

  /** Skeletons so large on the screen that their joints have room for their names. */
  get figures(): readonly Outline[] {
    return this.#figures;
  }

  clear(): void {
    this.#scene = undefined;
    this.#tags = [];
    this.#figures = [];
  }

  /** Plans anew where the old plan does not hold; `zooming` keeps the old one, as it holds for moments only. */
  update(
    scene: ShapeScene,
    sprites: TagSprites,
    view: DeviceView,
    canvas: Size,
    zooming: boolean,
    rules: TagRules,
  ): void {
    const sight = imageRectOf(view, canvas);
    const isTurned = !sameOrientation(this.#orientation, view.orientation);
    if (
      !isTurned &&
      (zooming || (this.#scene === scene && this.#scale === view.scale && holds(this.#around, sight)))
    )
      return;
    this.#scene = scene;
    this.#scale = view.scale;
    this.#orientation = view.orientation;
    this.#around = inflate(sight, Math.max(sight.width, sight.height) / 4);
    const shown = shownIn(scene, this.#around, CROWD);
    this.#tags = place(shown, scene, sprites, view, rules);
    this.#figures = rules.names ? largeFigures(shown, scene, view, rules.pixelRatio) : [];
  }
}

function largeFigures(
  shown: readonly Annotation[],
  { schema }: ShapeScene,
  view: DeviceView,
  pixelRatio: number,
): Outline[] {
  return shown
    .filter(({ shape }) => shape.kind === 'skeleton')
    .map((annotation) => annotationOutline(annotation, schema))
    .filter((outline) => hasRoomForNames(outline, view, pixelRatio));
}

function holds(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function place(
  annotations: readonly Annotation[],
  scene: ShapeScene,
  sprites: TagSprites,
  { scale, orientation }: DeviceView,
  { names, pixelRatio }: TagRules,
): PlacedTag[] {
  const placed: { readonly tag: PlacedTag; readonly rect: Rect }[] = [];
  const isFew = annotations.length <= FEW;
  const room = annotations.length >= MANY ? scale / MANY_FACTOR : scale;
  const area = ({ bounds }: Outline): number => bounds.width * bounds.height;
  const candidates = annotations
    .filter(({ locked }) => names || locked)
    .map((annotation) => ({ annotation, outline: annotationOutline(annotation, scene.schema) }))
    .sort((a, b) => area(b.outline) - area(a.outline));
  for (const { annotation, outline } of candidates) {
    if (placed.length >= MAX_TAGS) break;
    // Most have no room for any tag: theirs need not be drawn.
    const side = sprites.minSizePx;
    const isFree = isFew && outline.shape.kind === 'point';
    if (!isFree && !hasRoom(outline.bounds, { width: side, height: side }, room)) continue;
    const color = colorIn(scene, annotation);
    const sprite = names ? tagIn(scene, sprites, annotation, color) : sprites.lock(color);
    if (!sprite || (!isFree && !hasRoom(orientRect(orientation, outline.bounds), sprite, room))) continue;
    const tag = hang(sprite, outline, orientation, pixelRatio);
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
