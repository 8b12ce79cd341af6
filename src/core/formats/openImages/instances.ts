import type { Annotation } from '../../annotation/annotation';
import { isObject, type JsonObject } from '../../json/json';
import { plain } from '../lib/plainSum';
import { kindOf } from '../../shapes/index';
import type { Mask } from '../../shapes/shapeData';
import type { Found } from './found';
import type { MaskRow } from './readMasks';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The pixels of a row of a mask table; undefined when they cannot be read. */
export type MaskOf = (row: MaskRow) => Mask | undefined;

type Instance = Omit<Annotation, 'id'>;

/** The boxes, those with a mask as that mask, and the masks that belong to no box. */
export function instancesOf({ boxes, masks }: Found, size: Size, maskOf: MaskOf): readonly Instance[] {
  const free = [...masks];
  const boxed = boxes.map(({ label, edges, facts }): Instance => {
    const shape = boxOf(edges, size);
    const row = takeFirst(free, (each) => each.label === label && isSameBox(each.edges, edges));
    const mask = row && maskOf(row);
    return mask ? masked({ label, shape: mask, ...facts }, row, edges) : { label, shape, ...facts };
  });
  const alone = free.flatMap((row): Instance[] => {
    const mask = maskOf(row);
    if (mask) return [masked({ label: row.label, shape: mask }, row, row.edges)];
    return row.edges.length === 4 ? [{ label: row.label, shape: boxOf(row.edges, size) }] : [];
  });
  return [...boxed, ...alone];
}

function takeFirst<T>(list: T[], fits: (value: T) => boolean): T | undefined {
  const at = list.findIndex(fits);
  return at < 0 ? undefined : list.splice(at, 1)[0];
}

/** Tables print the same box with different numbers of digits. */
const SAME_EDGE = 2e-6;

function isSameBox(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((edge, i) => Math.abs(edge - (b[i] ?? 0)) <= SAME_EDGE);
}

/** The box is not always the tight one: it stays, for as long as the mask keeps its bounds. */
function masked(instance: Instance, row: MaskRow, edges: readonly number[]): Instance {
  const { x, y, width, height } = kindOf(instance.shape).bounds(instance.shape);
  const known = instance.extra?.['openimages'] ?? null;
  const box = edges.length === 4 ? { box: [...edges], bounds: [x, y, width, height] } : {};
  const openimages: JsonObject = { ...(isObject(known) && known), mask: row.facts, ...box };
  return { ...instance, extra: { ...instance.extra, openimages } };
}

/** XMin, XMax, YMin, YMax as parts of the image. */
function boxOf(
  [x1 = 0, x2 = 0, y1 = 0, y2 = 0]: readonly number[],
  { widthPx, heightPx }: Size,
): Annotation['shape'] {
  const [left, right] = [Math.min(x1, x2) * widthPx, Math.max(x1, x2) * widthPx];
  const [top, bottom] = [Math.min(y1, y2) * heightPx, Math.max(y1, y2) * heightPx];
  return {
    kind: 'box',
    x: plain(left),
    y: plain(top),
    width: plain(right - left),
    height: plain(bottom - top),
  };
}
