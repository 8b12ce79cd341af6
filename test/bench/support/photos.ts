import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { repoRoot } from '../../../src/dev/lib/repoRoot';
import { tempFolder } from '../../helpers/tempFolder';

const OVERVIEW = join(repoRoot, 'media/sample/images/overview_20mp.jpg');

/** A photo-like JPEG of 3:2, cut and scaled from the sample's largest image; `turned` by 180 degrees looks different. */
export async function makePhoto(widthPx: number, turned = false): Promise<string> {
  const path = join(tempFolder(), `photo-${String(widthPx)}${turned ? '-turned' : ''}.jpg`);
  await sharp(OVERVIEW)
    .rotate(turned ? 180 : 0)
    .resize({ width: widthPx, height: Math.round((widthPx * 2) / 3), fit: 'cover' })
    .jpeg({ quality: 88 })
    .toFile(path);
  return path;
}

/** Copies of the photos in turn, under other names, so that no cache knows what is opened; their paths. */
export function copies(photos: readonly string[], folder: string, prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const path = join(folder, `${prefix}-${String(i).padStart(2, '0')}.jpg`);
    copyFileSync(photos[i % photos.length] ?? '', path);
    return path;
  });
}
