/** Raster work in one frame while something moves under the user's hand: half a frame at 60 Hz. */
const MOVING_MS = 7;
/** So long after the last movement nothing moves any more: a wheel's steps and a mouse's moves are nearer. */
const MOVED_RECENTLY_MS = 40;
/** Raster work in one frame while nobody waits for the next one. */
const RESTING_MS = 30;
/** Until the first complete picture, being quick counts for more than being smooth. */
const FIRST_MS = 60;

/** Chromium's way to ask whether the user has done something that waits behind the running code. */
interface InputAware {
  readonly scheduling?: { isInputPending(): boolean };
}

/** How long the layers may work in a frame: little while something moves, more at rest, but never over an input. */
export class FrameBudget {
  readonly #scheduling = (navigator as InputAware).scheduling;
  #touchedAtMs = -Infinity;

  /** Something that the user moves has moved. */
  touch(): void {
    this.#touchedAtMs = performance.now();
  }

  /** The question to ask between two pieces of the frame's work: is it time to stop? */
  begin(isFirst: boolean): () => boolean {
    const start = performance.now();
    const isMoving = start - this.#touchedAtMs < MOVED_RECENTLY_MS;
    const restMs = this.#scheduling ? RESTING_MS : MOVING_MS;
    const deadlineMs = start + (isMoving ? MOVING_MS : isFirst ? FIRST_MS : restMs);
    return () => performance.now() >= deadlineMs || this.#scheduling?.isInputPending() === true;
  }
}
