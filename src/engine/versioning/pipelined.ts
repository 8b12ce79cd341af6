/**
 * What the work makes of each item as it comes, in their order. Up to `atOnce` are under way, and none waits for a
 * later item: the first is told as soon as it is made, however slowly the others come.
 */
export async function* pipelined<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const source = items[Symbol.asyncIterator]();
  const under: Promise<R>[] = [];
  let coming: Promise<IteratorResult<T>> | undefined = source.next();
  try {
    while (coming || under.length > 0) {
      const isFull = under.length >= atOnce;
      const item: IteratorResult<T> | undefined =
        isFull || !coming ? undefined : await firstOf(coming, under[0]);
      if (item) {
        if (!item.done) under.push(work(item.value));
        coming = item.done ? undefined : source.next();
        continue;
      }
      const made = under.shift();
      if (made) yield await made;
    }
  } finally {
    // What nobody waits for any more may fail.
    for (const each of [...under, coming]) each?.catch(() => undefined);
    await source.return?.();
  }
}

/** The next item, or undefined when the oldest work is done first. */
async function firstOf<T>(
  coming: Promise<IteratorResult<T>>,
  oldest: Promise<unknown> | undefined,
): Promise<IteratorResult<T> | undefined> {
  return oldest ? Promise.race([oldest.then(() => undefined), coming]) : coming;
}
