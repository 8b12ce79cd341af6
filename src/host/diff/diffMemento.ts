import type { DiffPair, DiffRequest } from './request';

/** More images than these are not kept over a reload: those around the one that is shown are. */
const MAX_KEPT = 500;

/** What a panel needs to show the same comparison after the window was loaded anew. Plain JSON. */
export interface DiffMemento {
  readonly request: DiffRequest;
}

export function mementoOf({ title, pairs }: DiffRequest, index: number): DiffMemento {
  const first = Math.max(0, Math.min(index - MAX_KEPT / 2, pairs.length - MAX_KEPT));
  return { request: { title, pairs: pairs.slice(first, first + MAX_KEPT), start: index - first } };
}

/** The request of what a page kept; undefined for anything else. Titles and paths are shown, revisions are looked up. */
export function requestIn(kept: unknown): DiffRequest | undefined {
  const request = member(member(kept, 'memento'), 'request');
  const [title, pairs, start] = [
    member(request, 'title'),
    member(request, 'pairs'),
    member(request, 'start'),
  ];
  if (typeof title !== 'string' || !Array.isArray(pairs) || pairs.length === 0) return undefined;
  if (!pairs.every(isPair)) return undefined;
  return { title, pairs, ...(typeof start === 'number' && { start }) };
}

function isPair(value: unknown): value is DiffPair {
  return (
    typeof member(value, 'imagePath') === 'string' &&
    ['left', 'right'].every((side) => isEnd(member(value, side)))
  );
}

const FULL_HASH = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

function isEnd(value: unknown): boolean {
  const revision = member(value, 'revision');
  const path = member(value, 'imagePath');
  if (typeof member(value, 'title') !== 'string' || (path !== undefined && typeof path !== 'string'))
    return false;
  switch (member(revision, 'kind')) {
    case 'worktree':
    case 'index':
    case 'empty':
      return true;
    case 'commit':
      return (
        FULL_HASH.test(String(member(revision, 'commit'))) && typeof member(revision, 'name') === 'string'
      );
    case 'file':
      return typeof member(revision, 'path') === 'string';
    default:
      return false;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
