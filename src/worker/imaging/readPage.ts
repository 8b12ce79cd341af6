import type { PagePixels } from './pagePixels';
import { readHeader, refuseBomb } from './open';
import { sharpPage } from './sharpPage';

/** A page as a whole; `isLossy` when its file has been through a lossy compression. */
export type ReadPage = PagePixels & { readonly isLossy: boolean };

/** Decodes one page of any format. Throws `ImageError`, `ImageTooLarge`. */
export async function readPage(path: string, page: number, limitPixels?: number): Promise<ReadPage> {
  const header = await readHeader(path, page);
  refuseBomb(path, header, limitPixels);
  return { ...(await sharpPage(path, header, page)), isLossy: header.format === 'jpeg' };
}
