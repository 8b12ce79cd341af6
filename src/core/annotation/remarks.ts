import { isObject, type Json, type JsonObject } from '../json/json';
import type { Comment } from './annotation';

export const COMMENTS_EXPECTED =
  'a list of {"id": "…", "text": "…", "by": "who", "at": "when, ISO 8601", "resolved": true}';
export const REVIEW_EXPECTED =
  '{"verdict": "accepted" or "returned", "by": "who", "of": "what it was given for"}';

const isTextOrAbsent = (value: Json | undefined): boolean => value === undefined || typeof value === 'string';

export function isComment(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  const { id, text, by, at, resolved } = value;
  if (typeof id !== 'string' || id === '' || typeof text !== 'string') return false;
  return (
    isTextOrAbsent(by) && isTextOrAbsent(at) && (resolved === undefined || typeof resolved === 'boolean')
  );
}

export function isReview(value: Json): boolean {
  if (!isObject(value)) return false;
  const { verdict, by, of } = value;
  return (verdict === 'accepted' || verdict === 'returned') && isTextOrAbsent(by) && typeof of === 'string';
}

export function isRemoval(value: Json): boolean {
  if (!isObject(value)) return false;
  const { id, by, of } = value;
  return typeof id === 'string' && id !== '' && isTextOrAbsent(by) && typeof of === 'string';
}

/** A comment that `isComment` has nothing against; an open one does not say so. */
export function readComment(entry: Json): Json {
  if (!isObject(entry) || entry['resolved'] !== false) return entry;
  const { resolved: _, ...rest } = entry;
  return rest;
}

/** In the order in which it is written; keys that this version does not know stay behind the others. */
export function commentEntry({ id, text, by, at, resolved, ...unknown }: Comment): JsonObject {
  return {
    id,
    text,
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at }),
    ...(resolved && { resolved }),
    ...unknown,
  };
}
