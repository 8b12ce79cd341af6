import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import { intersect, type Point } from '../geometry/rect';
import { simplifyLine } from '../geometry/simplify';
import { maskOfShape } from '../mask/maskOfShape';
import { Scissors } from '../pixels/scissors';
import { MIN_RING_POINTS } from '../shapes/polygon';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { clampToImage, DRAG_THRESHOLD_PX, imageRect, isApart } from './limits';
import { closedRing, isNear } from './ringInHand';
import type { PointerToolEvent, ToolContext, ToolEvent } from './tool';

export interface ScissorsHand {
  /** The line so far, from the first seed to the last. */
  readonly points: FlatPoints;
  /** How many points there were at each seed before the last: `back` goes to them. */
  readonly seeds: readonly number[];
  readonly window: Scissors;
  /** From the last seed to the pointer, without the seed. */
  readonly way: FlatPoints;
  readonly pointer: Point;
}

/** The line finds its way in a window around the last seed that is so large on the screen, and has so many pixels. */
const WINDOW_SCREEN_PX = 1400;
const WINDOW_PIXELS = 1 << 19;
/** How far the drawn line may leave the pixels' stairs, image pixels. */
const STAIRS_PX = 0.75;
const NO_PICTURE = 'The picture cannot be read here, so there are no edges to follow.';

/**
 * Intelligent scissors: clicks are seeds, and between them the line follows the picture's edges. A click at the first
 * seed, a double click and Enter close it; Backspace takes a seed back.
 */
export const scissors = drawingTool<ScissorsHand, 'scissors'>({
  id: 'scissors',
  title: 'Scissors',
  begin(event, context) {
    const at = clampToImage(event.imagePoint, context.doc.image);
    const window = windowAround(at, context);
    if (!window) return { dropped: true, hint: NO_PICTURE };
    return show({ points: [at.x, at.y], seeds: [], window, way: [], pointer: at }, context);
  },
  draw,
});

function windowAround(at: Point, { doc, scale, pixels }: ToolContext): Scissors | undefined {
  const side = Math.max(32, WINDOW_SCREEN_PX / scale);
  const around = { x: at.x - side / 2, y: at.y - side / 2, width: side, height: side };
  const patch = pixels?.(intersect(around, imageRect(doc.image)), WINDOW_PIXELS);
  if (!patch || patch.widthPx < 1 || patch.heightPx < 1) return undefined;
  const window = new Scissors(patch);
  window.seed(at);
  return window;
}

function draw(hand: ScissorsHand, event: ToolEvent, context: ToolContext): Drawn<ScissorsHand> {
  switch (event.type) {
    case 'down':
      return press(follow(hand, event, context), event, context);
    case 'move':
    case 'up':
      return show(follow(hand, event, context), context);
    case 'action':
      if (event.name === 'finish') return finish(hand, context);
      return event.name === 'back' ? back(hand, context) : show(hand, context);
    case 'interrupt':
    case 'answer':
    case 'cancel':
      return show(hand, context);
  }
}

function follow(hand: ScissorsHand, { imagePoint }: PointerToolEvent, { doc }: ToolContext): ScissorsHand {
  const pointer = clampToImage(imagePoint, doc.image);
  return { ...hand, pointer, way: wayTo(hand, pointer) };
}

/** Along the edges to a point in the window; straight beyond it. The point itself comes last. */
function wayTo({ window }: ScissorsHand, to: Point): FlatPoints {
  const path = window.pathTo(to);
  if (!path || pointCount(path) < 2) return [to.x, to.y];
  return [...simplifyLine(path, STAIRS_PX).slice(2, -2), to.x, to.y];
}

function show(hand: ScissorsHand, context: ToolContext): Drawn<ScissorsHand> {
  const { points, seeds, way } = hand;
  const dots = [...seeds.map((count) => pointAt(points, count - 1)), pointAt(points, pointCount(points) - 1)];
  const draft = { shapes: [], path: [...points, ...way], dots: dots.flatMap(({ x, y }) => [x, y]) };
  return closes(hand, context) ? { hand, draft, cursor: 'pointer' } : { hand, draft };
}

function closes({ points, seeds, pointer }: ScissorsHand, { scale }: ToolContext): boolean {
  return seeds.length >= 2 && isNear(pointAt(points, 0), pointer, scale);
}

function press(hand: ScissorsHand, event: PointerToolEvent, context: ToolContext): Drawn<ScissorsHand> {
  const last = pointAt(hand.points, pointCount(hand.points) - 1);
  const isAgain = !isApart(last, hand.pointer, DRAG_THRESHOLD_PX, context.scale);
  if (closes(hand, context) || (event.clicks >= 2 && isAgain)) return finish(hand, context);
  if (isAgain) return show(hand, context);
  const { points, way, seeds, pointer } = hand;
  return seeded(
    { ...hand, points: [...points, ...way], seeds: [...seeds, pointCount(points)] },
    pointer,
    context,
  );
}

/** The next stretch begins here; where the picture cannot be read any more, the window stays as it was. */
function seeded(hand: ScissorsHand, at: Point, context: ToolContext): Drawn<ScissorsHand> {
  const window = windowAround(at, context) ?? hand.window;
  return show({ ...hand, window, way: [] }, context);
}

function back(hand: ScissorsHand, context: ToolContext): Drawn<ScissorsHand> {
  const count = hand.seeds.at(-1);
  if (count === undefined) return DROPPED;
  const points = hand.points.slice(0, 2 * count);
  const before = { ...hand, points, seeds: hand.seeds.slice(0, -1) };
  return seeded(before, pointAt(points, count - 1), context);
}

/** Closed along the edges where the first seed is in the window; with too little inside it stays in hand. */
function finish(hand: ScissorsHand, context: ToolContext): Drawn<ScissorsHand> {
  const { points } = hand;
  const closing = wayTo(hand, pointAt(points, 0)).slice(0, -2);
  const ring = [...points, ...closing];
  const shape = pointCount(ring) >= MIN_RING_POINTS ? closedRing(ring) : undefined;
  if (!shape) return show(hand, context);
  if (context.options.regionAs === 'polygon') return { shape };
  const mask = maskOfShape(shape, imageRect(context.doc.image));
  return mask ? { shape: mask } : show(hand, context);
}
