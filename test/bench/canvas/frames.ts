/** Milliseconds per frame, or whatever the workload says. */
export type Samples = readonly number[];

/** So many frames at least, however long they take: the first two are not counted. */
const MIN_FRAMES = 4;
/** A slow contender shows what it costs in few frames. */
const LIMIT_MS = 1500;

/**
 * Frames are not limited to the screen's rate (the browser is started that way) and the main thread raster of a
 * canvas belongs to its frame, so the time between two frames is what a frame costs, composition included.
 */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Three frames later what was drawn in between is on the screen: a frame waits for the raster of the one before. */
export async function onScreen(): Promise<void> {
  for (let i = 0; i < 3; i++) await nextFrame();
}

export async function until(done: () => boolean): Promise<void> {
  while (!done()) await nextFrame();
}

/** Lets everything that was put off to a quiet moment happen. */
export async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  await onScreen();
}

/** Times of at most so many frames, each after a step. */
export async function frames(count: number, step: (i: number) => void): Promise<number[]> {
  const times: number[] = [];
  const startMs = await nextFrame();
  let last = performance.now();
  for (let i = 0; i < count; i++) {
    step(i);
    await nextFrame();
    const now = performance.now();
    times.push(now - last);
    last = now;
    if (times.length >= MIN_FRAMES && now - startMs > LIMIT_MS) break;
  }
  return times.slice(2);
}
