import { join } from 'node:path';
import sharp from 'sharp';
import { repoRoot } from '../../../src/dev/lib/repoRoot';

const OVERVIEW = join(repoRoot, 'media/sample/images/overview_20mp.jpg');
const PATTERN_PX = 1000;

/** Writes a square JPEG with a photo's detail everywhere: a part of the sample's largest image again and again. */
export async function makeHugeJpeg(path: string, sidePx: number): Promise<void> {
  const pattern = await sharp(OVERVIEW)
    .extract({ left: 1000, top: 1000, width: PATTERN_PX, height: PATTERN_PX })
    .png()
    .toBuffer();
  const empty = { width: sidePx, height: sidePx, channels: 3 as const, background: '#808080' };
  await sharp({ create: empty, limitInputPixels: false })
    .composite([{ input: pattern, tile: true, gravity: 'northwest' }])
    .jpeg({ quality: 85 })
    .toFile(path);
}
