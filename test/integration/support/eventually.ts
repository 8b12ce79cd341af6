import { setTimeout as delay } from 'node:timers/promises';

const STEP_MS = 50;

/** Waits until `check` gives something truthy, and returns it. Says what it waited for when it never does. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  limitMs = 30_000,
): Promise<NonNullable<T>> {
  let last: unknown;
  for (const untilMs = Date.now() + limitMs; Date.now() < untilMs; await delay(STEP_MS)) {
    try {
      const value = await check();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
  }
  const seen = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`waited ${String(limitMs / 1000)} s, but not: ${what} (last seen: ${seen ?? 'nothing'})`);
}
