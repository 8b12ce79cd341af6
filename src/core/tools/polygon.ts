import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { MIN_RING_POINTS } from '../shapes/polygon';
import { clampToImage } from './limits';
import { addShape, ask, finishShape, type Asking } from './newShape';
import { closedRing, closesAt, isFarFromLast, isNear, withPoint, withThinnedStroke } from './ringInHand';
import type { PointerToolEvent, Step, Tool, ToolContext, ToolEvent } from './tool';

interface Idle {
  readonly kind: 'idle';
}

interface Drawing {
  readonly kind: 'drawing';
  readonly points: FlatPoints;
  readonly pointer: Point;
  /** While the button is held: a freehand stroke from the point of this index, or a click that closes the ring. */
  readonly press?: { readonly strokeFrom: number } | 'closing';
}

export type PolygonState = Idle | Drawing | Asking;

const IDLE: Idle = { kind: 'idle' };

/** Draws a polygon by clicks, freehand by dragging, or both in turn. */
export const polygon: Tool<PolygonState, 'polygon'> = {
  id: 'polygon',
  title: 'Polygon',
  cursor: 'crosshair',
  initial: IDLE,
  busy: (state) => state.kind !== 'idle',
  step(state, event, context) {
    switch (state.kind) {
      case 'idle':
        return event.type === 'down' ? begin(event, context) : { state };
      case 'drawing':
        return draw(state, event, context);
      case 'asking':
        return answer(state, event, context);
    }
  },
};

function begin(event: PointerToolEvent, context: ToolContext): Step<PolygonState> {
  const pointer = clampToImage(event.imagePoint, context.doc.image);
  return show(
    { kind: 'drawing', points: [pointer.x, pointer.y], pointer, press: { strokeFrom: 0 } },
    context,
  );
}

function draw(state: Drawing, event: ToolEvent, context: ToolContext): Step<PolygonState> {
  switch (event.type) {
    case 'down':
      return press(state, event, context);
    case 'move':
      return move(state, event, context);
    case 'up':
      return release({ ...state, pointer: clampToImage(event.imagePoint, context.doc.image) }, context);
    case 'interrupt':
      return show(withoutPress(state, context.scale), context);
    case 'action':
      return event.name === 'back' ? back(state, context) : finish(state, context);
    case 'answer':
    case 'cancel':
      return show(state, context);
  }
}

function show(state: Drawing, context: ToolContext): Step<PolygonState> {
  const closes = closesAt(state.points, state.pointer, context.scale);
  const end = closes ? pointAt(state.points, 0) : state.pointer;
  const step: Step<Drawing> = { state, draft: { shapes: [], path: [...state.points, end.x, end.y] } };
  return closes ? { ...step, cursor: 'pointer' } : step;
}

function press(state: Drawing, event: PointerToolEvent, context: ToolContext): Step<PolygonState> {
  const pointer = clampToImage(event.imagePoint, context.doc.image);
  const { points } = state;
  const last = pointAt(points, pointCount(points) - 1);
  const again = event.clicks >= 2 && isNear(last, pointer, context.scale);
  const closing =
    closesAt(points, pointer, context.scale) || (again && pointCount(points) >= MIN_RING_POINTS);
  if (closing) return show({ ...state, pointer, press: 'closing' }, context);
  const next = again ? points : withPoint(points, pointer);
  return show({ ...state, points: next, pointer, press: { strokeFrom: pointCount(next) - 1 } }, context);
}

function move(state: Drawing, event: PointerToolEvent, context: ToolContext): Step<PolygonState> {
  const pointer = clampToImage(event.imagePoint, context.doc.image);
  const isStroke = state.press !== undefined && state.press !== 'closing';
  const points =
    isStroke && isFarFromLast(state.points, pointer, context.scale)
      ? withPoint(state.points, pointer)
      : state.points;
  return show({ ...state, points, pointer }, context);
}

function release(state: Drawing, context: ToolContext): Step<PolygonState> {
  const { press, points, pointer } = state;
  if (press === 'closing') return finish(state, context);
  const isStroke = press !== undefined && pointCount(points) > press.strokeFrom + 1;
  const up = withoutPress(state, context.scale);
  return isStroke && closesAt(points, pointer, context.scale) ? finish(up, context) : show(up, context);
}

function withoutPress({ points, pointer, press }: Drawing, scale: number): Drawing {
  const thinned =
    press === undefined || press === 'closing' ? points : withThinnedStroke(points, press.strokeFrom, scale);
  return { kind: 'drawing', points: thinned, pointer };
}

function back(state: Drawing, context: ToolContext): Step<PolygonState> {
  const points = state.points.slice(0, -2);
  return points.length === 0
    ? { state: IDLE }
    : show({ kind: 'drawing', points, pointer: state.pointer }, context);
}

/** Closes the ring; with too few points, or nothing inside, it stays in hand. */
function finish(state: Drawing, context: ToolContext): Step<PolygonState> {
  const up = withoutPress(state, context.scale);
  const shape = closedRing(up.points);
  return shape ? finishShape(shape, IDLE, context) : show(up, context);
}

function answer(state: Asking, event: ToolEvent, context: ToolContext): Step<PolygonState> {
  if (event.type === 'answer') return addShape(state.shape, event.label, IDLE, context);
  return event.type === 'down' ? begin(event, context) : ask(state);
}
