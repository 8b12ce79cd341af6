import type { ImageSource } from '../../src/protocol/editor';

/** A picture that the page can decode itself. */
export type DecodableSource = Exclude<ImageSource, { readonly kind: 'missing' }>;

/** An address for the picture, and how to free it. */
export function addressOf(source: DecodableSource): { readonly url: string; free(): void } {
  if (source.kind === 'uri') return { url: source.uri, free: () => undefined };
  const url = URL.createObjectURL(new Blob([source.bytes], { type: source.mime }));
  return { url, free: () => URL.revokeObjectURL(url) };
}

/**
 * Decodes the picture into a bitmap, upright as its EXIF orientation says.
 * Throws an error that says what happened when the browser cannot read it.
 */
export async function decodeBitmap(
  source: DecodableSource,
  image: HTMLImageElement,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  const options: ImageBitmapOptions = { imageOrientation: 'from-image' };
  const blob = await bytesOf(source, signal);
  if (blob)
    try {
      return await createImageBitmap(blob, options);
    } catch {
      signal.throwIfAborted();
    }
  await image.decode();
  return createImageBitmap(image, options);
}

/**
 * The encoded bytes: decoding from them happens off the main thread, which an image element's second decoding does
 * not. Undefined where the page may show the picture but not read it, or its type needs an element (SVG).
 */
async function bytesOf(source: DecodableSource, signal: AbortSignal): Promise<Blob | undefined> {
  if (source.kind === 'rendered') return new Blob([source.bytes], { type: source.mime });
  try {
    const reply = await fetch(source.uri, { signal });
    return reply.ok ? await reply.blob() : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
