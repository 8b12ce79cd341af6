import { isObject, restOf, type Json, type JsonObject } from '../json/json';
import { printJson } from '../json/exact';
import type { Problem } from '../problem';
import { kindNamed, SHAPE_KINDS, type Shape } from '../shapes/index';
import type { Annotation } from './annotation';
import { factsOfEntry, FACT_KEYS, wrongFact } from './entryFacts';
import { idFromText } from './id';

/** One entry of the annotation list: understood, repaired (with a problem), or to be kept as it is. */
export interface ReadEntry {
  readonly annotation?: Annotation;
  readonly problem?: Problem;
}

export const ENTRY_KEYS: ReadonlySet<string> = new Set(['id', 'label', ...SHAPE_KINDS, ...FACT_KEYS]);

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
  return { annotation: build(entry, id, shape), ...(repair && { problem: repair }) };
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
