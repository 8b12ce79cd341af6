import { intersection, normalised, subtract, type Rings } from './booleans';
import { boundsOfPoints } from './flatPoints';
import { unloop } from './loops';
import { meetings, type Meeting } from './meetings';
import { partsOf } from './parts';
import { doubleSignedArea, pointAt, ringContains, ringDistance, type FlatPoints } from './polyline';
import type { Point, Rect } from './rect';

/** Two points nearer than this are one, pixels. */
const SAME_PX = 1e-6;
/** A scribble over a jagged border could go on for ever. */
const MOST_CHORDS = 500;
const MOST_LOOPS = 100;

/**
 * The pieces into which an open line cuts an area. Only where the line runs from border to border, or round in a
 * loop, it cuts; what ends inside, or touches, does not. The pieces' borders share the line; their areas add up to
 * what it was, to the 1/100-pixel grid. Parts that are not cut stay with the largest piece. A single one: the line
 * does not cut the area.
 */
export function slice(area: Rings, line: FlatPoints): Rings[] {
  const bounds = boundsOfPoints(line);
  const whole: FlatPoints[] = [];
  const pieces: Rings[] = [];
  for (const part of partsOf(normalised(area))) {
    const cut = touches(boundsOfPoints(part[0] ?? []), bounds) ? slicePart(part, line) : [part];
    if (cut.length === 1) whole.push(...part);
    else pieces.push(...cut);
  }
  const [largest, ...others] = pieces.sort((a, b) => sizeOf(b) - sizeOf(a));
  return largest ? [[...largest, ...whole], ...others] : [whole];
}

function sizeOf(part: Rings): number {
  return part.reduce((sum, ring) => sum + doubleSignedArea(ring), 0);
}

function touches(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** First along the loops of the line, which are areas themselves, then along what is left of it. */
function slicePart(part: Rings, line: FlatPoints): Rings[] {
  const { line: simple, loops } = unloop(line);
  let pieces: Rings[] = [part];
  for (const loop of loops.slice(0, MOST_LOOPS))
    pieces = pieces.flatMap((piece) =>
      [subtract(piece, [[loop]]), intersection(piece, [loop])].flatMap(partsOf),
    );
  return pieces.flatMap((piece) => sliceSimply(piece, simple));
}

function sliceSimply(part: Rings, line: FlatPoints): Rings[] {
  let rings = part;
  let since = -1;
  for (let k = 0; k < MOST_CHORDS; k++) {
    const chord = nextChord(rings, line, since);
    if (!chord) break;
    rings = cutAlong(rings, chord);
    since = chord.to.at;
  }
  return partsOf(rings).flatMap((piece) => partsOf(normalised(piece)));
}

/** A piece of the line inside the area, from border to border. */
interface Chord {
  readonly from: Meeting;
  readonly to: Meeting;
  /** Points of the line between the two, flat. */
  readonly between: FlatPoints;
}

function nextChord(rings: Rings, line: FlatPoints, since: number): Chord | undefined {
  const places = grouped(meetings(rings, line).filter(({ at }) => at >= since - SAME_PX));
  for (let i = 0; i + 1 < places.length; i++) {
    const chord = chordBetween(rings, line, places[i] ?? [], places[i + 1] ?? []);
    if (chord) return chord;
  }
  return undefined;
}

/** Meetings in one and the same point: of two edges at a corner, of two parts at a border they share. */
function grouped(all: readonly Meeting[]): Meeting[][] {
  const places: Meeting[][] = [];
  for (const meeting of all) {
    const last = places.at(-1)?.[0];
    const isSame =
      last && Math.hypot(last.x - meeting.x, last.y - meeting.y) < SAME_PX && meeting.at - last.at < 1;
    if (isSame) places.at(-1)?.push(meeting);
    else places.push([meeting]);
  }
  return places;
}

function chordBetween(
  rings: Rings,
  line: FlatPoints,
  starts: readonly Meeting[],
  ends: readonly Meeting[],
): Chord | undefined {
  const [first, last] = [starts.at(-1), ends[0]];
  if (!first || !last) return undefined;
  const between = line.slice(2 * (Math.floor(first.at) + 1), 2 * Math.ceil(last.at));
  const next = between.length > 0 ? pointAt(between, 0) : last;
  const middle = { x: (first.x + next.x) / 2, y: (first.y + next.y) / 2 };
  if (!isInside(rings, middle)) return undefined;
  const from = starts.find(({ ring }) => borders(rings[ring], middle));
  const to = ends.find(({ ring }) => borders(rings[ring], middle));
  return from && to && { from, to, between };
}

/** Inside an odd number of rings once pairs of parts that share a border are told apart, and not on a border. */
function isInside(rings: Rings, p: Point): boolean {
  let depth = 0;
  for (const ring of rings) {
    if (ringDistance(ring, p) < SAME_PX) return false;
    if (ringContains(ring, p)) depth++;
  }
  return depth % 2 === 1;
}

/** True when the ring's own side of its border is the point's: inside an outer ring, outside a hole. */
function borders(ring: FlatPoints | undefined, p: Point): boolean {
  return ring !== undefined && ringContains(ring, p) === doubleSignedArea(ring) > 0;
}

function cutAlong(rings: Rings, { from, to, between }: Chord): Rings {
  const [a, b] = [rings[from.ring], rings[to.ring]];
  if (!a || !b) return rings;
  const others = rings.filter((_, i) => i !== from.ring && i !== to.ring);
  const back = reversed(between);
  if (from.ring !== to.ring)
    return [...others, tidy([...way(a, from, from), ...between, ...way(b, to, to), ...back])];
  const there = tidy([...way(a, from, to), ...back]);
  const round = tidy([...way(a, to, from), ...between]);
  return [...others, there, round];
}

/** Points of a ring from one place on it to another, both included; once round when they are the same. */
function way(ring: FlatPoints, from: Meeting, to: Meeting): number[] {
  const isAhead = to.edge > from.edge || (to.edge === from.edge && to.along > from.along);
  const points = [from.x, from.y];
  const start = 2 * (from.edge + 1);
  const end = 2 * (to.edge + 1);
  if (isAhead) points.push(...part(ring, start, end));
  else points.push(...part(ring, start, ring.length), ...part(ring, 0, end));
  points.push(to.x, to.y);
  return points;
}

function part(ring: FlatPoints, from: number, to: number): FlatPoints {
  return ring.slice(from, to);
}

function reversed(line: FlatPoints): number[] {
  return line.map((_, i) => line[line.length - 2 - i + 2 * (i % 2)] as number);
}

/** Without points that repeat the one before. */
function tidy(ring: FlatPoints): FlatPoints {
  const kept: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = i === 0 ? ring.length - 2 : i - 2;
    const dx = (ring[i] as number) - (ring[j] as number);
    const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
    if (Math.hypot(dx, dy) >= SAME_PX) kept.push(ring[i] as number, ring[i + 1] as number);
  }
  return kept;
}
