import { isArray, isObject, restOf, type Json, type JsonObject } from '../json/json';
import { printJson } from '../json/exact';
import type { Problem } from '../problem';
import { kindNamed, SHAPE_KINDS, type Shape } from '../shapes/index';
import type { Annotation, ConflictSide } from './annotation';
import { factsOfEntry, FACT_KEYS, wrongFact } from './entryFacts';
import { idFromText } from './id';

/** One entry of the annotation list: understood, repaired (with a problem), or to be kept as it is. */
export interface ReadEntry {
  readonly annotation?: Annotation;
  readonly problem?: Problem;
}

export const ENTRY_KEYS: ReadonlySet<string> = new Set([
  ...['id', 'label', 'conflict'],
  ...SHAPE_KINDS,
  ...FACT_KEYS,
]);

/** Reads one entry. `isSeen` tells ids of entries before it, `isTaken` every id a repair must avoid. */
export function readEntry(
  entry: Json,
  isSeen: (id: string) => boolean,
  isTaken: (id: string) => boolean,
): ReadEntry {
  if (!isObject(entry)) return keep('it is not an object');
  const shape = readShape(entry);
  if (typeof shape === 'string') return keep(shape);
  const wrong = wrongMember(entry);
  if (wrong) return keep(wrong);
  const { id, repair } = readId(entry, isSeen, isTaken);
  const conflict = entry['conflict'] === undefined ? undefined : readConflict(entry['conflict'], id);
  if (typeof conflict === 'string') return keep(conflict);
  const annotation = build(entry, id, shape);
  return {
    annotation: conflict && conflict.length > 0 ? { ...annotation, conflict } : annotation,
    ...(repair && { problem: repair }),
  };
}

function keep(reason: string): ReadEntry {
  const message = `This annotation cannot be shown: ${reason}. It is kept in the file as it is.`;
  return { problem: { severity: 'warning', code: 'sidecar-entry', message } };
}

function readShape(entry: JsonObject): Shape | string {
  const found = SHAPE_KINDS.filter((kind) => entry[kind] !== undefined);
  const [kind] = found;
  if (!kind) return `it has no shape that this version knows (${SHAPE_KINDS.join(', ')})`;
  if (found.length > 1) return `it has several shapes (${found.join(', ')})`;
  return kindNamed(kind).parse(entry[kind] ?? null);
}

function wrongMember(entry: JsonObject): string | undefined {
  const { label } = entry;
  if (typeof label !== 'string' || label === '') return '"label" must be a text';
  return wrongFact(entry);
}

function readId(
  entry: JsonObject,
  isSeen: (id: string) => boolean,
  isTaken: (id: string) => boolean,
): { id: string; repair?: Problem } {
  const { id } = entry;
  if (typeof id === 'string' && id !== '' && !isSeen(id)) return { id };
  const fresh = idFromText(printJson(entry), isTaken);
  const reason = typeof id === 'string' && id !== '' ? `The id "${id}" is used twice` : 'The id is missing';
  const message = `${reason}; this annotation is shown as "${fresh}", and saving writes that.`;
  return { id: fresh, repair: { severity: 'warning', code: 'sidecar-id', message } };
}

const SIDES: readonly Json[] = ['base', 'ours', 'theirs'] satisfies ConflictSide['side'][];

/** What a merge left open, or why it cannot be understood. */
function readConflict(value: Json, id: string): readonly ConflictSide[] | string {
  if (!isArray(value)) return '"conflict" must be a list of {"side": "ours", "as": an annotation or null}';
  const sides: ConflictSide[] = [];
  for (const entry of value) {
    const side = readSide(entry, id);
    if (typeof side === 'string') return `"conflict" has a side that cannot be understood: ${side}`;
    sides.push(side);
  }
  return sides;
}

/** A side goes by its annotation's id, and cannot be in conflict itself. */
function readSide(entry: Json, id: string): ConflictSide | string {
  if (!isObject(entry) || !SIDES.includes(entry['side'] ?? null) || entry['as'] === undefined)
    return 'it must be {"side": "base", "ours" or "theirs", "as": an annotation or null}';
  const { side, as, ...unknown } = entry;
  if (as === null) return { side: side as ConflictSide['side'], as, ...unknown };
  const version = isObject(as) ? readVersion(as, id) : 'it is not an object';
  return typeof version === 'string'
    ? version
    : { side: side as ConflictSide['side'], as: version, ...unknown };
}

function readVersion(entry: JsonObject, id: string): Annotation | string {
  const shape = readShape(entry);
  if (typeof shape === 'string') return shape;
  if (entry['conflict'] !== undefined) return 'it is in conflict itself';
  return wrongMember(entry) ?? build(entry, id, shape);
}

function build(entry: JsonObject, id: string, shape: Shape): Annotation {
  const extra = restOf(entry, ENTRY_KEYS);
  return {
    id,
    label: entry['label'] as string,
    shape,
    ...factsOfEntry(entry),
    ...(extra && { extra }),
  };
}
