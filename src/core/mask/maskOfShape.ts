import { intersect, type Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import type { Mask } from '../shapes/shapeData';
import { outlineRings } from '../shapes/outlineRings';
import { clipSpans } from './combine';
import { fillRings } from './fillRings';
import { Generations } from './generations';
import { maskOfSpans, spansOfMask } from './rle';
import { NO_SPANS, type Spans } from './spans';

/** Rows beyond this are cut off: no image is that large. */
const EVERYWHERE: Rect = { x: -1_000_000, y: -1_000_000, width: 3_000_000, height: 3_000_000 };

/**
 * The pixels whose centre an area covers (its outline by the even-odd rule), inside a rectangle of whole pixels. A
 * line, a point or a skeleton covers none. A rectangle with fractions is taken to the next whole pixels outside.
 */
export function spansOfShape(shape: Shape, within: Rect = EVERYWHERE): Spans {
  if (!kindOf(shape).isArea(shape)) return NO_SPANS;
  const room = outward(within);
  return shape.kind === 'mask' ? clipSpans(spansOfMask(shape), room) : clipSpans(filled(shape, room), room);
}

/** The same as a mask; undefined when no pixel's centre is covered. */
export function maskOfShape(shape: Shape, within?: Rect): Mask | undefined {
  return maskOfSpans(spansOfShape(shape, within));
}

interface Filled {
  readonly within: Rect;
  readonly spans: Spans;
}

const LIMIT_BYTES = 32 * 1024 * 1024;
const known = new Generations<Shape, Filled>(LIMIT_BYTES, ({ spans }) => spans.xs.byteLength + 400);

/** An outline is filled once for strokes that come near it again and again, unless that is a lot more. */
function filled(shape: Shape, within: Rect): Spans {
  const bounds = outward(kindOf(shape).bounds(shape));
  const wanted = intersect(bounds, within);
  if (wanted.width <= 0 || wanted.height <= 0) return NO_SPANS;
  const had = known.get(shape);
  if (had && covers(had.within, wanted)) return had.spans;
  const room = bounds.height <= MOST_ROWS ? intersect(bounds, EVERYWHERE) : wanted;
  const spans = fillRings(outlineRings(shape), room);
  known.set(shape, { within: room, spans });
  return spans;
}

const MOST_ROWS = 20_000;

function covers(outer: Rect, inner: Rect): boolean {
  const part = intersect(outer, inner);
  return part.width === inner.width && part.height === inner.height;
}

function outward({ x, y, width, height }: Rect): Rect {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}
