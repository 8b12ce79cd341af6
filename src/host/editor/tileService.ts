import type { TileArgs, TilePixels } from '../../protocol/editor';
import type { AbortLike } from '../../protocol/abort';
import type { ImageContent, ImageLoader } from './imageContent';

/** The tiled picture that a document shows now. */
export interface Shown {
  readonly path: string;
  readonly page: number;
  readonly image: ImageContent | undefined;
}

/**
 * A tile of the picture that is shown. A process that was started anew, or has closed the picture to save memory,
 * opens it again. Rejects with the worker's errors, or when another picture is shown by now.
 */
export async function tileOf(
  { path, page, image }: Shown,
  args: TileArgs,
  { imaging, maxMegapixels }: ImageLoader,
  signal: AbortLike,
): Promise<TilePixels> {
  if (image?.kind !== 'tiled' || image.id !== args.id) throw new Error('Another picture is shown by now.');
  const ask = () => imaging().call('tile', args, { signal });
  const tile = await ask().catch(async (error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'PictureGone') throw error;
    await imaging().call('openPicture', { path, page, limitPixels: Math.round(maxMegapixels() * 1e6) });
    return ask();
  });
  return { ...tile, bytes: exactBuffer(tile.bytes) };
}

/** A page takes an `ArrayBuffer` without a copy only when nothing else lies in it. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteOffset === 0 && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer
    ? buffer
    : Uint8Array.from(bytes).buffer;
}
