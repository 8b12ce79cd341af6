/** Something whose time is measured. */
export interface Contender {
  readonly name: string;
  readonly work: () => unknown;
}

/**
 * Milliseconds per run of each contender, by name. All take turns in every round, and each round another one begins,
 * so that what else the machine does hits them alike. One round more is run first and not counted.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++)
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round + 1) % contenders.length];
      if (!contender) continue;
      const startMs = performance.now();
      await contender.work();
      if (round >= 0) times.get(contender.name)?.push(performance.now() - startMs);
    }
  return times;
}
