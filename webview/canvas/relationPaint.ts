import type { Annotation } from '../../src/core/annotation/annotation';
import { arrowBetween } from '../../src/core/scene/arrow';
import { relationsOf, type Relation } from '../../src/core/scene/relations';
import { toDeviceRect } from '../../src/core/scene/tiles';
import { kindOf } from '../../src/core/shapes/index';
import { isVisible } from '../visible';
import type { OverlayFrame } from './overlayFrame';
import { drawTag, type TagSprites } from './tagSprites';
import { strokeTwoTone } from './twoTone';

const HEAD_PX = 9;
const NAME_COLOR = '#2b2b2e';
/** Of more selected annotations no relations are shown: nobody could follow them. */
const MAX_SOURCES = 30;

/** Arrows from the given annotations to what they are related to, and to them. */
export function paintRelations(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  sprites: TagSprites,
  annotations: readonly Annotation[],
): void {
  if (annotations.length > MAX_SOURCES) return;
  const relations = new Set(annotations.flatMap(({ id }) => relationsOf(frame.state.doc, id)));
  for (const relation of relations)
    if (isVisible(relation.from, frame.scene) && isVisible(relation.to, frame.scene))
      paintArrow(ctx, frame, sprites, relation);
}

function paintArrow(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: OverlayFrame,
  sprites: TagSprites,
  { from, to, name }: Relation,
): void {
  const [a, b] = [from, to].map(({ shape }) => toDeviceRect(view, kindOf(shape).bounds(shape)));
  const arrow = a && b && arrowBetween(a, b);
  if (!arrow) return;
  const { start, end } = arrow;
  const angle = Math.atan2(end.y - start.y, end.x - start.x);
  ctx.beginPath();
  ctx.moveTo(start.x, start.y);
  ctx.lineTo(end.x, end.y);
  for (const side of [2.6, -2.6]) {
    ctx.moveTo(end.x, end.y);
    ctx.lineTo(
      end.x + HEAD_PX * ratio * Math.cos(angle + side),
      end.y + HEAD_PX * ratio * Math.sin(angle + side),
    );
  }
  strokeTwoTone(ctx, { color: '#ffffff', width: 1.5 * ratio, rim: ratio });
  const sprite = name === undefined ? undefined : sprites.plain(name, NAME_COLOR);
  if (!sprite) return;
  const x = Math.round((start.x + end.x - sprite.width) / 2);
  drawTag(ctx, sprite, x, Math.round((start.y + end.y - sprite.height) / 2));
}
