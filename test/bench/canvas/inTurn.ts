import type { ContenderName } from './contender';

/** What each contender's rounds gave. */
export type Results<T> = ReadonlyMap<ContenderName, readonly T[]>;

/**
 * Runs every contender in turn, round by round, so that what else the machine does hits them alike; a contender that
 * takes very long has fewer rounds.
 */
export async function inTurn<T, N extends ContenderName>(
  names: readonly N[],
  roundsOf: (name: N) => number,
  run: (name: N) => Promise<T>,
): Promise<Results<T>> {
  const results = new Map<ContenderName, T[]>(names.map((name) => [name, []]));
  const rounds = Math.max(...names.map(roundsOf));
  for (let round = 0; round < rounds; round++)
    for (const name of names) if (round < roundsOf(name)) results.get(name)?.push(await run(name));
  return results;
}
