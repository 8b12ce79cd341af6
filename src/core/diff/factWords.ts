import type { Json } from '../json/json';
import { printJson } from '../json/exact';
import type { FactChange } from './factChanges';

/** "occluded", "not occluded", "side left → right", "text added", "group 3 → none". */
export function factWords({ name, of, from, to }: FactChange): string {
  if (of === undefined && (from === true || to === true)) return to === true ? name : `not ${name}`;
  if (of === undefined && LISTS.has(name)) return `${name} ${verb(from, to)}`;
  if (of === undefined && name === 'apart') return to === undefined ? 'may be a double again' : 'no double';
  if (of === undefined && name === 'review') return reviewWords(to);
  return `${name} ${value(from)} → ${value(to)}`;
}

/** What is too long to be quoted. */
const LISTS = new Set(['links', 'comments']);

function verb(from: Json | undefined, to: Json | undefined): string {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}

function reviewWords(review: Json | undefined): string {
  const verdict = typeof review === 'object' && review !== null && 'verdict' in review && review.verdict;
  return typeof verdict === 'string' ? `review: ${verdict}` : 'review taken back';
}

const MAX_VALUE_CHARS = 32;

function value(json: Json | undefined): string {
  if (json === undefined) return 'none';
  const text = typeof json === 'string' && /^[^\s",→]+$/.test(json) ? json : printJson(json);
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS - 1)}…` : text;
}
