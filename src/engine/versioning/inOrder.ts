import { cancelled } from './gitProcess';

/** What the work makes of each item, in their order, so many under way at once; what is undefined is left out. */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R | undefined>,
  signal?: AbortSignal,
): AsyncGenerator<R> {
  const waiting: Promise<R | undefined>[] = [];
  const next = async (): Promise<R | undefined> => {
    if (signal?.aborted) throw cancelled();
    return waiting.shift();
  };
  try {
    for (const item of items) {
      waiting.push(work(item));
      if (waiting.length < atOnce) continue;
      const made = await next();
      if (made !== undefined) yield made;
    }
    while (waiting.length > 0) {
      const made = await next();
      if (made !== undefined) yield made;
    }
  } finally {
    // What nobody waits for any more may fail.
    for (const each of waiting) each.catch(() => undefined);
  }
}
