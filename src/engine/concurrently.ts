/** Does the work for every item, so many at a time, in order of beginning. Stops at the first rejection or abort. */
export async function concurrently<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  let isStopped = false;
  const runOne = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done && !isStopped; next = waiting.next()) {
      signal?.throwIfAborted();
      await work(next.value);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, runOne));
  } finally {
    isStopped = true;
  }
}
