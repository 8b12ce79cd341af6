import { normalAngle } from '../../geometry/angle';
import type { Shape } from '../../shapes/shapeData';
import type { FileNotes } from '../xml/fileNotes';
import { readXml, salvagedElements } from '../xml/readXml';
import { finiteNumber, type XmlElement } from '../xml/xmlElement';
import type { AttributeTypes } from './readMeta';
import { addShape, type Unnumbered } from './readImage';
import { isShapeTag, SHAPE_TAGS } from './readShape';

/** What tracks say of one frame. */
export type Frames = Map<number, Unnumbered[]>;

interface Placed {
  readonly frame: number;
  readonly isOutside: boolean;
  readonly shapes: readonly Unnumbered[];
}

/** No video is longer; a wrong number must not fill the memory. */
const MAX_FRAME = 100_000_000;

/**
 * Adds the shapes of one `<track>` to its frames. Every shape that the file holds counts, keyframe or not: CVAT writes
 * the ones between keyframes too. `outside` ones are not visible.
 */
export function addTrack(
  text: string,
  types: AttributeTypes,
  notes: FileNotes,
  frames: Frames,
): Track | undefined {
  const track = trackElement(text, notes);
  const label = track?.attributes.get('label');
  if (!track) return undefined;
  const group = finiteNumber(track.attributes.get('group_id'));
  const placed: Placed[] = [];
  for (const element of track.children) {
    if (!isShapeTag(element.name)) continue;
    const frame = finiteNumber(element.attributes.get('frame'));
    if (frame === undefined || !Number.isInteger(frame) || frame < 0 || frame > MAX_FRAME) {
      notes.tell(
        'error',
        'cvat-frame',
        'A shape of a track has no frame number; it is left out.',
        element.start,
      );
      continue;
    }
    const made: Unnumbered[] = [];
    if (!addShape(withoutPlace(element), element.name, label, types, notes, made)) continue;
    const shapes = made.map((each) =>
      ofTrack(each, track, group, element.attributes.get('keyframe') === '1'),
    );
    placed.push({ frame, isOutside: element.attributes.get('outside') === '1', shapes });
  }
  placed.sort((a, b) => a.frame - b.frame);
  for (const { frame, isOutside, shapes } of placed) if (!isOutside) addTo(frames, frame, shapes);
  return { placed };
}

export interface Track {
  readonly placed: readonly Placed[];
}

/** Fills the frames between two shapes of a track that the file leaves out, where there are such frames at all. */
export function interpolate({ placed }: Track, allFrames: readonly number[], frames: Frames): void {
  for (let i = 0; i + 1 < placed.length; i++) {
    const [from, to] = [placed[i], placed[i + 1]];
    if (!from || !to || from.isOutside || to.frame - from.frame < 2) continue;
    for (let at = firstAfter(allFrames, from.frame); at < allFrames.length; at++) {
      const frame = allFrames[at] ?? Infinity;
      if (frame >= to.frame) break;
      const part = (frame - from.frame) / (to.frame - from.frame);
      const target = to.isOutside ? [] : to.shapes;
      addTo(
        frames,
        frame,
        from.shapes.map((shape, k) => between(shape, target[k], part)),
      );
    }
  }
}

function firstAfter(frames: readonly number[], frame: number): number {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((frames[middle] ?? 0) <= frame) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addTo(frames: Frames, frame: number, shapes: readonly Unnumbered[]): void {
  const list = frames.get(frame);
  if (list) list.push(...shapes);
  else frames.set(frame, [...shapes]);
}

function trackElement(text: string, notes: FileNotes): XmlElement | undefined {
  const { root, faults } = readXml(text);
  for (const { message, offset } of faults)
    notes.tell(root ? 'warning' : 'error', 'broken-xml', `This is not well-formed XML: ${message}.`, offset);
  if (root) return root;
  const opening = readXml(`${text.slice(0, text.indexOf('>')).replace(/\/$/, '')}/>`).root;
  return opening && { ...opening, children: [...salvagedElements(text, SHAPE_TAGS)] };
}

const PLACE: ReadonlySet<string> = new Set(['frame', 'outside', 'keyframe']);

function withoutPlace(element: XmlElement): XmlElement {
  return { ...element, attributes: new Map([...element.attributes].filter(([name]) => !PLACE.has(name))) };
}

/** Which track it is, and whether a person placed it, stay with the annotation. */
function ofTrack(
  made: Unnumbered,
  track: XmlElement,
  group: number | undefined,
  isKeyframe: boolean,
): Unnumbered {
  const id = track.attributes.get('id');
  const source = track.attributes.get('source');
  const cvat = {
    ...(made.extra?.['cvat'] as object | undefined),
    ...(id !== undefined && { track: id }),
    ...(source !== undefined && source !== 'manual' && { source }),
    ...(!isKeyframe && { keyframe: '0' }),
  };
  const hasGroup =
    made.group === undefined && group !== undefined && Number.isSafeInteger(group) && group > 0;
  return { ...made, ...(hasGroup && { group }), extra: { cvat } };
}

/** Linear between two shapes of one kind with as many points; else the first stays as it is, as in CVAT. */
function between(from: Unnumbered, to: Unnumbered | undefined, part: number): Unnumbered {
  const shape = to ? (mixed(from.shape, to.shape, part) ?? from.shape) : from.shape;
  const cvat = { ...(from.extra?.['cvat'] as object | undefined), keyframe: '0' };
  return { ...from, shape, extra: { cvat } };
}

function mixed(a: Shape, b: Shape, part: number): Shape | undefined {
  const mix = (x: number, y: number): number => x + (y - x) * part;
  if (a.kind === 'box' && b.kind === 'box')
    return {
      kind: 'box',
      x: mix(a.x, b.x),
      y: mix(a.y, b.y),
      width: mix(a.width, b.width),
      height: mix(a.height, b.height),
    };
  if (a.kind === 'point' && b.kind === 'point') return { kind: 'point', x: mix(a.x, b.x), y: mix(a.y, b.y) };
  if (a.kind === 'ellipse' && b.kind === 'ellipse')
    return {
      kind: 'ellipse',
      cx: mix(a.cx, b.cx),
      cy: mix(a.cy, b.cy),
      rx: mix(a.rx, b.rx),
      ry: mix(a.ry, b.ry),
      angle: mixedAngle(a.angle, b.angle, part),
    };
  return mixedTurned(a, b, part) ?? mixedPoints(a, b, mix);
}

function mixedTurned(a: Shape, b: Shape, part: number): Shape | undefined {
  const [from, to] = [asTurned(a), asTurned(b)];
  if (!from || !to) return undefined;
  const mix = (x: number, y: number): number => x + (y - x) * part;
  return {
    kind: 'rotatedBox',
    cx: mix(from.cx, to.cx),
    cy: mix(from.cy, to.cy),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
    angle: mixedAngle(from.angle, to.angle, part),
  };
}

function asTurned(shape: Shape): Extract<Shape, { kind: 'rotatedBox' }> | undefined {
  if (shape.kind === 'rotatedBox') return shape;
  if (shape.kind !== 'box') return undefined;
  const { x, y, width, height } = shape;
  return { kind: 'rotatedBox', cx: x + width / 2, cy: y + height / 2, width, height, angle: 0 };
}

/** The shorter way round. */
function mixedAngle(from: number, to: number, part: number): number {
  const turn = ((((to - from) % 360) + 540) % 360) - 180;
  return normalAngle(from + turn * part);
}

function mixedPoints(a: Shape, b: Shape, mix: (x: number, y: number) => number): Shape | undefined {
  const lists = (from: readonly number[], to: readonly number[]): number[] | undefined =>
    from.length === to.length ? from.map((value, i) => mix(value, to[i] ?? value)) : undefined;
  if (a.kind === 'polyline' && b.kind === 'polyline') {
    const points = lists(a.points, b.points);
    return points && { kind: 'polyline', points };
  }
  if (a.kind === 'cuboid' && b.kind === 'cuboid')
    return {
      kind: 'cuboid',
      front: lists(a.front, b.front) ?? a.front,
      back: lists(a.back, b.back) ?? a.back,
    };
  if (a.kind !== 'polygon' || b.kind !== 'polygon') return undefined;
  const ring = lists(a.rings[0] ?? [], b.rings[0] ?? []);
  return ring && { kind: 'polygon', rings: [ring] };
}
