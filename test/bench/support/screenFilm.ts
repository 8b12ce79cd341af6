import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { grayOf, meanDifference, textureOf, type FilmRegion } from './frameRegion';

/** One picture of the whole window, as it was put on the screen at `atMs` (epoch milliseconds). */
interface Frame {
  readonly atMs: number;
  readonly jpeg: Buffer;
}

/** Frames are half the window's size: less work for the browser, and enough to know a picture by. */
const SCALE = 0.5;
const QUIET_MS = 700;
const LIMIT_MS = 30_000;
/** A region with a photo in it has more, a region of an empty editor less. Gray levels, 0 to 255. */
const TEXTURE = 8;
/** Two frames of one picture differ by less than this, of two pictures by more. Gray levels, 0 to 255. */
const SAME = 8;

/**
 * Films a window through DevTools' screencast, which delivers every frame that the compositor puts on the screen
 * together with the time at which it did. It sees pixels and nothing else, so it measures every editor alike.
 */
export class ScreenFilm {
  readonly #session: CDPSession;
  readonly #region: FilmRegion;
  #frames: Frame[] = [];

  private constructor(session: CDPSession, region: FilmRegion) {
    this.#session = session;
    this.#region = region;
    session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      const atMs = (metadata.timestamp ?? 0) * 1000;
      this.#frames.push({ atMs, jpeg: Buffer.from(data, 'base64') });
      void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
  }

  /** `region`: the part of the window, in CSS pixels, in which the picture is waited for. */
  static async start(page: Page, region: FilmRegion): Promise<ScreenFilm> {
    const session = await page.context().newCDPSession(page);
    const { left, top, width, height } = region;
    const [leftPx, topPx, widthPx, heightPx] = [left, top, width, height].map((v) => Math.round(v * SCALE));
    const film = new ScreenFilm(session, {
      ...{ left: leftPx ?? 0, top: topPx ?? 0, width: widthPx ?? 0, height: heightPx ?? 0 },
    });
    const size = page.viewportSize() ?? { width: 1280, height: 720 };
    await session.send('Page.startScreencast', {
      ...{ format: 'jpeg', quality: 60, everyNthFrame: 1 },
      ...{ maxWidth: Math.round(size.width * SCALE), maxHeight: Math.round(size.height * SCALE) },
    });
    return film;
  }

  async stop(): Promise<void> {
    await this.#session.send('Page.stopScreencast');
    await this.#session.detach();
  }

  /**
   * Milliseconds from just before `act` to the first frame that shows, in the region, the picture that stays there.
   * Frames are looked at afterwards only: while the editor works, nothing here takes time from it.
   */
  async untilPicture(act: () => Promise<unknown>): Promise<number> {
    const before = await this.#last();
    this.#frames = [];
    const startMs = Date.now();
    await act();
    const final = await this.#settled(startMs, before);
    for (const { atMs, jpeg } of this.#frames)
      if (atMs >= startMs && meanDifference(await this.#gray(jpeg), final) < SAME) return atMs - startMs;
    throw new Error('the last frame does not resemble itself');
  }

  /** The region of the last frame before the act; undefined at the very start. */
  async #last(): Promise<Uint8Array | undefined> {
    const frame = this.#frames.at(-1);
    return frame && this.#gray(frame.jpeg);
  }

  /** The region once a picture other than the one before is in it and nothing has moved for a while. */
  async #settled(startMs: number, before: Uint8Array | undefined): Promise<Uint8Array> {
    for (const untilMs = startMs + LIMIT_MS; Date.now() < untilMs; await delay(100)) {
      const last = this.#frames.at(-1);
      if (!last || Date.now() - last.atMs < QUIET_MS) continue;
      const gray = await this.#gray(last.jpeg);
      const isOther = !before || meanDifference(gray, before) > 2 * SAME;
      if (isOther && textureOf(gray) > TEXTURE) return gray;
    }
    throw new Error(`no picture within ${String(LIMIT_MS / 1000)} s`);
  }

  async #gray(jpeg: Buffer): Promise<Uint8Array> {
    return grayOf(sharp(jpeg), this.#region);
  }
}
