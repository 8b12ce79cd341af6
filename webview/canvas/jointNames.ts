import { overlaps, toDevice, type DeviceView } from '../../src/core/scene/tiles';
import type { Outline } from '../../src/core/scene/outline';
import type { Rect } from '../../src/core/geometry/rect';
import { jointColor } from './dotStamps';
import { drawTag, type TagSprites } from './tagSprites';

const GAP_PX = 7;
const COLOR = '#2b2b2e';
/** Room that a joint must have on average, CSS pixels, for names to be shown without being asked for. */
const ROOM_PX = 90;

/** True when a figure is so large on the screen that its joints' names fit between them. */
export function hasRoomForNames({ bounds, dots }: Outline, view: DeviceView, pixelRatio: number): boolean {
  if (dots.length < 2) return false;
  const scale = view.scale / pixelRatio;
  const area = bounds.width * scale * Math.max(bounds.height, bounds.width / 4) * scale;
  return Math.sqrt(area / dots.length) >= ROOM_PX;
}

/** The names of a skeleton's joints beside them; none over another. */
export function paintJointNames(
  ctx: CanvasRenderingContext2D,
  sprites: TagSprites,
  { dots, template }: Outline,
  view: DeviceView,
  pixelRatio: number,
): void {
  const taken: Rect[] = [];
  for (const { point, name } of dots) {
    const sprite = name === undefined ? undefined : sprites.plain(name, jointColor(template, name) ?? COLOR);
    if (!sprite) continue;
    const at = toDevice(view, point);
    const x = Math.round(at.x + GAP_PX * pixelRatio);
    const rect = { x, y: Math.round(at.y - sprite.height / 2), width: sprite.width, height: sprite.height };
    if (taken.some((other) => overlaps(other, rect))) continue;
    taken.push(rect);
    drawTag(ctx, sprite, rect.x, rect.y);
  }
}
