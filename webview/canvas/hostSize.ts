import type { Size } from '../../src/core/scene/viewport';

/** The size of an element in CSS and in device pixels, and how they relate; follows layout, zoom and other screens. */
export class HostSize {
  readonly #host: HTMLElement;
  readonly #changed: () => void;
  readonly #observer: ResizeObserver;
  #ends = new AbortController();
  readonly #life = new AbortController();
  /** The ratio that is being watched. */
  #ratio = 0;
  #cssSize: Size;
  #deviceSize: Size;

  constructor(host: HTMLElement, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    this.#cssSize = { width: host.clientWidth, height: host.clientHeight };
    this.#deviceSize = scaled(this.#cssSize);
    this.#observer = new ResizeObserver(([entry]) => this.#observed(entry));
    this.#observe();
    this.#watchRatio();
    window.addEventListener('resize', () => this.check(), { signal: this.#life.signal });
  }

  /** Notices another ratio of pixels that nobody told of. */
  check(): void {
    if (window.devicePixelRatio === this.#ratio) return;
    this.#watchRatio();
    this.#set(this.#cssSize, scaled(this.#cssSize), true);
  }

  get cssSize(): Size {
    return this.#cssSize;
  }

  get deviceSize(): Size {
    return this.#deviceSize;
  }

  get pixelRatio(): number {
    return window.devicePixelRatio;
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#ends.abort();
    this.#life.abort();
  }

  /** The content box in device pixels is exact; rounding CSS pixels can be one off and would blur everything. */
  #observe(): void {
    try {
      this.#observer.observe(this.#host, { box: 'device-pixel-content-box' });
    } catch {
      this.#observer.observe(this.#host);
    }
  }

  #observed(entry: ResizeObserverEntry | undefined): void {
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const cssSize = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    const rounded = scaled(cssSize);
    const device = exact ? { width: exact.inlineSize, height: exact.blockSize } : rounded;
    this.#set(cssSize, isNear(device, rounded) ? device : rounded);
  }

  /** The query only tells that its one ratio no longer holds, so it is put anew each time. */
  #watchRatio(): void {
    this.#ends.abort();
    this.#ends = new AbortController();
    this.#ratio = window.devicePixelRatio;
    const query = matchMedia(`(resolution: ${this.#ratio}dppx)`);
    query.addEventListener('change', () => this.check(), { signal: this.#ends.signal });
  }

  #set(cssSize: Size, deviceSize: Size, always = false): void {
    const same = deviceSize.width === this.#deviceSize.width && deviceSize.height === this.#deviceSize.height;
    this.#cssSize = cssSize;
    this.#deviceSize = deviceSize;
    if (!same || always) this.#changed();
  }
}

/** An emulated pixel ratio is not in the content box: what is far off is not exact at all. */
function isNear(a: Size, b: Size): boolean {
  return Math.abs(a.width - b.width) <= 2 && Math.abs(a.height - b.height) <= 2;
}

function scaled({ width, height }: Size): Size {
  const ratio = window.devicePixelRatio;
  return { width: Math.round(width * ratio), height: Math.round(height * ratio) };
}
