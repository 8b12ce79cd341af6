import type { DiffStore } from './diffStore';

/** Lets the two versions take turns while flicker plays, at its rate. */
export function serveFlicker(store: DiffStore): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const turn = (): void => {
    const { alone } = store.state;
    store.dispatch({ type: 'alone', side: alone === undefined ? 'before' : undefined });
  };
  store.subscribe(({ playing, rateHz }, before) => {
    if (playing === before.playing && rateHz === before.rateHz) return;
    clearInterval(timer);
    if (playing) timer = setInterval(turn, 1000 / rateHz);
  });
}
