import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { parseMask } from '../../mask/parse';
import { maskOfSpans, spansOfMask } from '../../mask/rle';
import { regionsOf, type LabelMap } from '../png/labelMap';
import { VOID } from './segmentClasses';

/** Pixels of a class map that are left out of evaluation (borders), as a sidecar's mask; undefined without any. */
export function voidOf(map: LabelMap, widthPx: number, heightPx: number): Json | undefined {
  const spans = map.includes(VOID) ? regionsOf(map, widthPx, heightPx).get(VOID) : undefined;
  const mask = spans && maskOfSpans(spans);
  return mask && { box: [mask.x, mask.y, mask.widthPx, mask.heightPx], runs: mask.runs };
}

/** Puts such pixels back where nothing else lies. */
export function paintVoid(
  maps: readonly Uint8Array[],
  widthPx: number,
  heightPx: number,
  extra: JsonObject | undefined,
): void {
  const voc = extra?.['voc'];
  const said = voc !== undefined && isObject(voc) ? voc['void'] : undefined;
  if (said === undefined || !isObject(said) || !isArray(said['box'])) return;
  const mask = parseMask(said);
  if (typeof mask === 'string') return;
  const { y, starts, xs, heightPx: rows } = spansOfMask(mask);
  for (let r = Math.max(0, -y); r < rows && y + r < heightPx; r++)
    for (let i = starts[r] as number; i < (starts[r + 1] as number); i += 2)
      for (let x = Math.max(0, xs[i] as number); x < Math.min(widthPx, xs[i + 1] as number); x++)
        for (const map of maps) map[(y + r) * widthPx + x] ||= VOID;
}
