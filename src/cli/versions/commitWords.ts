import type { JsonObject } from '../../core/json/json';
import { printable } from '../output';

/** Who did what when. */
export interface CommitFacts {
  readonly commit: string;
  readonly shortHash: string;
  readonly author: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly subject: string;
}

/** "3f2a91c 2026-01-31 Ann: Label more cars". */
export function commitLine({ shortHash, atMs, author, subject }: CommitFacts): string {
  return printable(`${shortHash} ${dayOf(atMs)} ${author}: ${subject}`);
}

export function commitEntry({ commit, author, email, atMs, subject }: CommitFacts): JsonObject {
  return { commit, author, email, at: timeOf(atMs), subject };
}

/** UTC, so that it reads the same wherever it is run. */
export function dayOf(atMs: number): string {
  return timeOf(atMs).slice(0, 10);
}

const LAST_MS = 8.64e15;

function timeOf(atMs: number): string {
  return new Date(Math.abs(atMs) <= LAST_MS ? atMs : 0).toISOString();
}
