import type { ImageSource } from '../../src/protocol/editor';

/** A picture that the page can decode itself. */
export type DecodableSource = Extract<ImageSource, { readonly kind: 'uri' }>;

const DAMAGED = 'it is damaged, or of a kind that it does not know';
/** How long an element that is out of sight, and so is never painted, holds up the bitmap. */
const PAINT_LIMIT_MS = 600;

/**
 * Loads the picture into the element. Rejects with an error that says what happened.
 * Asked for anonymously at first, so that the canvases it is drawn to can be read; a server that does not allow that
 * still may show it.
 */
export async function loadElement(image: HTMLImageElement, url: string, signal: AbortSignal): Promise<void> {
  for (const crossOrigin of ['anonymous', null]) {
    image.crossOrigin = crossOrigin;
    if (await loads(image, url, signal)) return;
    signal.throwIfAborted();
  }
  throw new Error(DAMAGED);
}

function loads(image: HTMLImageElement, url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
    image.src = url;
  });
}

/**
 * Waits until the element is on the screen. Measured with 24 megapixels: an element is painted after 170 to 290 ms,
 * because the browser decodes it at the size it is shown; with `decode()` first after 460 to 880, and beside a
 * bitmap that is decoded at the same time after 430 to 660.
 */
export function elementPainted(image: HTMLImageElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new PerformanceObserver((list) => {
      const entries = list.getEntries() as (PerformanceEntry & { readonly element?: Element | null })[];
      if (entries.some(({ element }) => element === image)) done();
    });
    const timer = setTimeout(done, PAINT_LIMIT_MS);
    observer.observe({ type: 'element', buffered: true });
    signal.addEventListener('abort', done, { once: true });
  });
}

const UPRIGHT: ImageBitmapOptions = { imageOrientation: 'from-image' };

/**
 * Decodes the picture into a bitmap, upright as its EXIF orientation says. From the encoded bytes that happens beside
 * the page's thread; from an element it would stop the page (measured: 160 ms for 24 megapixels), so that is left
 * for pictures that may be shown but not read, and for types that need an element (SVG).
 */
export async function decodeBitmap(
  source: DecodableSource,
  image: HTMLImageElement,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  const bytes = await bytesOf(source, signal);
  const bitmap = bytes && (await createImageBitmap(bytes, UPRIGHT).catch(() => undefined));
  return bitmap ?? ofElement(image);
}

/** Browsers say of a picture that breaks off only that memory could not be had. */
async function ofElement(image: HTMLImageElement): Promise<ImageBitmap> {
  return createImageBitmap(image, UPRIGHT).catch((cause: unknown) => {
    throw new Error(DAMAGED, { cause });
  });
}

/** Decodes the picture without showing it on the way. */
export async function decodeQuietly(source: DecodableSource, signal: AbortSignal): Promise<ImageBitmap> {
  const bytes = await bytesOf(source, signal);
  const bitmap = bytes && (await createImageBitmap(bytes, UPRIGHT).catch(() => undefined));
  if (bitmap) return bitmap;
  const image = new Image();
  await loadElement(image, source.uri, signal);
  return ofElement(image);
}

async function bytesOf({ uri }: DecodableSource, signal: AbortSignal): Promise<Blob | undefined> {
  try {
    const reply = await fetch(uri, { signal });
    return reply.ok ? await reply.blob() : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
