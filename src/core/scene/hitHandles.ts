import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import { byId, type AnnotationDoc } from '../annotation/document';
import { inflate, rectContains, type Point, type Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import type { Handle } from '../shapes/shape';
import type { Hit } from '../tools/tool';
import { sidesAround } from './baseIndex';
import { handlePoint, handlesOf, isHandleShown } from './handles';
import { sceneIndex } from './index';
import { outlineOf } from './outline';

/** How far from a handle, in screen pixels, still grabs it. */
export const HANDLE_REACH_PX = 7;
/** Of more selected shapes only those are looked at whose bounds are near; of fewer, handles beyond the bounds too. */
const FEW_SELECTED = 32;
/** From so many handles on a shape's handles are found by a tree. */
const MANY_HANDLES = 300;

interface HandleHit {
  readonly annotation: Annotation;
  readonly handle: Handle;
  /** Image pixels. */
  readonly distance: number;
}

/** The nearest handle of each selected and visible shape within reach of the pointer, nearest first. */
export function hitHandles(
  doc: AnnotationDoc,
  { scale }: { readonly scale: number },
  selection: ReadonlySet<string>,
  imagePoint: Point,
  isVisible: (annotation: Annotation) => boolean,
): Hit[] {
  if (selection.size === 0) return [];
  const found: HandleHit[] = [];
  for (const annotation of selectedNear(doc, selection, imagePoint, HANDLE_REACH_PX / scale)) {
    const hit = isVisible(annotation) && nearestHandle(annotation, imagePoint, scale);
    if (hit) found.push(hit);
  }
  if (found.length > 1) found.sort(compareHandles);
  return found.map(({ annotation: { id }, handle }) => ({
    ...{ id, part: 'handle' as const, handle: handle.id, cursor: handle.cursor },
  }));
}

function selectedNear(
  doc: AnnotationDoc,
  selection: ReadonlySet<string>,
  imagePoint: Point,
  reach: number,
): Annotation[] {
  const near: Annotation[] = [];
  if (selection.size <= FEW_SELECTED) {
    const known = byId(doc);
    for (const id of selection) {
      const annotation = known.get(id);
      if (annotation) near.push(annotation);
    }
    return near;
  }
  sceneIndex(doc).visit(sidesAround(imagePoint, reach), (position) => {
    const annotation = doc.annotations[position];
    if (annotation && selection.has(annotation.id)) near.push(annotation);
  });
  return near;
}

function compareHandles(a: HandleHit, b: HandleHit): number {
  const area = ({ annotation: { shape } }: HandleHit): number => kindOf(shape).area(shape);
  const front = ({ annotation }: HandleHit): number => annotation.order ?? 0;
  return (
    a.distance - b.distance ||
    area(a) - area(b) ||
    front(b) - front(a) ||
    (a.annotation.id < b.annotation.id ? -1 : 1)
  );
}

/** Inside a small shape the handles draw back, so that its middle can still be grabbed to move it. Image pixels. */
function handleReach({ shape }: Annotation, p: Point, scale: number): number {
  const reach = HANDLE_REACH_PX / scale;
  const { width, height } = outlineOf(shape).bounds;
  const quarter = Math.min(width, height) / 4;
  return quarter < reach && kindOf(shape).contains(shape, p) ? quarter : reach;
}

/** Corners and vertices win over the grips between them, whichever is nearer. */
function nearestHandle(annotation: Annotation, p: Point, scale: number): HandleHit | undefined {
  const all = handlesOf(annotation.shape);
  const widest = HANDLE_REACH_PX / scale;
  const near = all.length < MANY_HANDLES ? all : handlesAround(all, p, widest);
  if (!near.some((handle) => isNear(handlePoint(handle, scale), p, widest))) return undefined;
  const reach = handleReach(annotation, p, scale);
  let best: HandleHit | undefined;
  let bestKey = Infinity;
  for (const handle of near) {
    if (!isHandleShown(handle, scale)) continue;
    const { x, y } = handlePoint(handle, scale);
    const distance = Math.hypot(x - p.x, y - p.y);
    const key = handle.roomPx === undefined ? distance : distance + reach;
    if (distance > reach || key >= bestKey) continue;
    best = { annotation, handle, distance };
    bestKey = key;
  }
  return best;
}

function isNear(a: Point, b: Point, reach: number): boolean {
  return Math.abs(a.x - b.x) <= reach && Math.abs(a.y - b.y) <= reach;
}

/** Where the handles of a shape are: most pointers are far from all of them. */
interface HandlePlaces {
  readonly bounds: Rect;
  /** Of many handles. */
  readonly tree: Flatbush | undefined;
}

const places = new WeakMap<readonly Handle[], HandlePlaces>();

function placesOf(handles: readonly Handle[]): HandlePlaces {
  let known = places.get(handles);
  if (!known) places.set(handles, (known = findPlaces(handles)));
  return known;
}

function findPlaces(handles: readonly Handle[]): HandlePlaces {
  const tree = new Flatbush(Math.max(1, handles.length));
  for (const { point } of handles) tree.add(point.x, point.y);
  if (handles.length === 0) tree.add(Infinity, Infinity);
  tree.finish();
  const { minX, minY, maxX, maxY } = tree;
  const bounds = { x: minX, y: minY, width: maxX - minX, height: maxY - minY };
  return { bounds, tree: handles.length < MANY_HANDLES ? undefined : tree };
}

/** The handles that may be within reach, in the order in which the shape names them. */
function handlesAround(handles: readonly Handle[], p: Point, reach: number): readonly Handle[] {
  const { bounds, tree } = placesOf(handles);
  if (!rectContains(inflate(bounds, reach), p)) return NONE;
  if (!tree) return handles;
  const found = tree.search(p.x - reach, p.y - reach, p.x + reach, p.y + reach).sort((a, b) => a - b);
  return found.flatMap((at) => handles[at] ?? []);
}

const NONE: readonly Handle[] = [];
