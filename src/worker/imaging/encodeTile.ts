import type { WorkerTile } from '../../protocol/worker';
import { loadSharp } from '../natives';
import type { Raster } from './raster';

/** Of photos; at 90 no difference is seen, and a tile has some 60 kB. */
export const JPEG_QUALITY = 90;
/** Quick rather than small: tiles live minutes. */
export const PNG_COMPRESSION = 2;

export type TileFormat = 'jpeg' | 'png';

/** A tile as the page takes it: samples of 16 bits raw, pictures of 8 bits encoded. */
export async function encodeTile(raster: Raster, format: TileFormat): Promise<WorkerTile> {
  const { widthPx, heightPx, channels, data } = raster;
  if (data instanceof Uint16Array) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { bytes, encoding: 'raw', widthPx, heightPx };
  }
  const sharp = await loadSharp();
  const image = sharp(data, { raw: { width: widthPx, height: heightPx, channels } });
  const encoded =
    format === 'jpeg'
      ? image.jpeg({ quality: JPEG_QUALITY })
      : image.png({ compressionLevel: PNG_COMPRESSION });
  return { bytes: await encoded.toBuffer(), encoding: `image/${format}`, widthPx, heightPx };
}
