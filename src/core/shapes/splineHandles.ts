import { cubicPoint, nearestOnCubic, splitCubic, type Cubic } from '../geometry/cubic';
import type { Point } from '../geometry/rect';
import type { DragModifiers, Handle } from './shape';
import { boundsOfSpline, mappedAnchor, segmentsOf, splineOf, type Anchor, type Spline } from './splinePath';
import { stopInside } from './stopInside';

const MIN_ANCHORS = 2;
/** Controls are stored to 1/100 pixel; so far off, two are still mirror images. */
const MIRROR_TOLERANCE_PX = 0.03;

/** Anchors `a0`, their controls `i0` (before) and `o0` (after) where they stand off, and grips between anchors `m0`. */
export function handles(s: Spline): readonly Handle[] {
  return [...s.anchors.flatMap(anchorHandles), ...segmentsOf(s).map(midpointHandle)];
}

function anchorHandles(anchor: Anchor, i: number): Handle[] {
  const { x, y, inX, inY, outX, outY } = anchor;
  const control = (id: string, point: Point): Handle => ({ id, point, role: 'control', cursor: 'move' });
  return [
    { id: `a${i}`, point: { x, y }, role: 'vertex', cursor: 'move' },
    ...(inX === x && inY === y ? [] : [control(`i${i}`, { x: inX, y: inY })]),
    ...(outX === x && outY === y ? [] : [control(`o${i}`, { x: outX, y: outY })]),
  ];
}

function midpointHandle(curve: Cubic, i: number): Handle {
  const roomPx = Math.hypot(curve[6] - curve[0], curve[7] - curve[1]) / 2;
  return { id: `m${i}`, point: cubicPoint(curve, 0.5), role: 'midpoint', cursor: 'copy', roomPx };
}

const HANDLE_ID = /^([aiom])(\d+)$/;

interface Found {
  readonly type: string;
  readonly at: number;
  readonly anchor: Anchor;
}

function findHandle(s: Spline, id: string): Found | undefined {
  const [, type, text] = HANDLE_ID.exec(id) ?? [];
  const at = Number(text);
  const anchor = s.anchors[at];
  return type !== undefined && anchor ? { type, at, anchor } : undefined;
}

/**
 * An anchor takes its controls along; with Alt it stays and its controls are drawn out of it. A control moves its
 * opposite symmetrically if the two are mirror images; with Alt only itself, with Shift the opposite always.
 */
export function moveHandle(s: Spline, id: string, imagePoint: Point, modifiers: DragModifiers): Spline {
  const found = findHandle(s, id);
  if (!found) return s;
  const from = handles(s).find((handle) => handle.id === id)?.point ?? imagePoint;
  return stopInside(s, from, imagePoint, modifiers.within, boundsOfSpline, (p) =>
    moved(s, found, p, modifiers),
  );
}

function moved(s: Spline, { type, at, anchor }: Found, p: Point, modifiers: DragModifiers): Spline {
  if (type === 'm') return movedMidpoint(s, at, p);
  const to = type === 'a' ? movedAnchor(anchor, p, modifiers) : movedControl(anchor, type, p, modifiers);
  return splineOf(s.anchors.with(at, to), s.closed);
}

function movedMidpoint(s: Spline, at: number, { x, y }: Point): Spline {
  const split = splitAt(s, at, 0.5);
  const anchor = split.anchors[at + 1];
  if (split === s || !anchor) return s;
  return splineOf(split.anchors.with(at + 1, shifted(anchor, x - anchor.x, y - anchor.y)), s.closed);
}

function movedAnchor(anchor: Anchor, { x, y }: Point, { fromCentre }: DragModifiers): Anchor {
  const [dx, dy] = [x - anchor.x, y - anchor.y];
  if (!fromCentre) return shifted(anchor, dx, dy);
  if (dx === 0 && dy === 0) return anchor;
  return { ...anchor, inX: anchor.x - dx, inY: anchor.y - dy, outX: x, outY: y };
}

function shifted(anchor: Anchor, dx: number, dy: number): Anchor {
  return mappedAnchor(anchor, (p) => ({ x: p.x + dx, y: p.y + dy }));
}

function movedControl(anchor: Anchor, type: string, p: Point, modifiers: DragModifiers): Anchor {
  const isIn = type === 'i';
  const own = isIn ? { inX: p.x, inY: p.y } : { outX: p.x, outY: p.y };
  const isAt = isIn ? p.x === anchor.inX && p.y === anchor.inY : p.x === anchor.outX && p.y === anchor.outY;
  const isPaired = !modifiers.fromCentre && (modifiers.keepRatio || isMirrored(anchor));
  if (isAt || !isPaired) return { ...anchor, ...own };
  const [x, y] = [2 * anchor.x - p.x, 2 * anchor.y - p.y];
  return { ...anchor, ...own, ...(isIn ? { outX: x, outY: y } : { inX: x, inY: y }) };
}

function isMirrored({ x, y, inX, inY, outX, outY }: Anchor): boolean {
  return Math.hypot(inX + outX - 2 * x, inY + outY - 2 * y) <= MIRROR_TOLERANCE_PX;
}

/** An anchor leaves the curve; a control goes back onto its anchor. */
export function removeHandle(s: Spline, id: string): Spline | undefined {
  const found = findHandle(s, id);
  if (!found || found.type === 'm') return undefined;
  const { type, at, anchor } = found;
  if (type === 'a')
    return s.anchors.length > MIN_ANCHORS ? splineOf(s.anchors.toSpliced(at, 1), s.closed) : undefined;
  const { x, y } = anchor;
  const retracted = type === 'i' ? { ...anchor, inX: x, inY: y } : { ...anchor, outX: x, outY: y };
  return splineOf(s.anchors.with(at, retracted), s.closed);
}

/** One more anchor on the curve, which does not change. */
export function insertVertex(s: Spline, imagePoint: Point): Spline | undefined {
  let best = { segment: -1, t: 0, distance: Infinity };
  segmentsOf(s).forEach((curve, segment) => {
    const nearest = nearestOnCubic(curve, imagePoint);
    if (nearest.distance < best.distance) best = { segment, ...nearest };
  });
  return best.segment < 0 ? undefined : splitAt(s, best.segment, best.t);
}

function splitAt(s: Spline, segment: number, t: number): Spline {
  const curve = segmentsOf(s)[segment];
  const to = (segment + 1) % s.anchors.length;
  const [a, b] = [s.anchors[segment], s.anchors[to]];
  if (!curve || !a || !b) return s;
  const [first, second] = splitCubic(curve, t);
  const middle: Anchor = {
    x: first[6],
    y: first[7],
    inX: first[4],
    inY: first[5],
    outX: second[2],
    outY: second[3],
  };
  const anchors = s.anchors
    .with(segment, { ...a, outX: first[2], outY: first[3] })
    .with(to, { ...b, inX: second[4], inY: second[5] });
  return splineOf(anchors.toSpliced(segment + 1, 0, middle), s.closed);
}
