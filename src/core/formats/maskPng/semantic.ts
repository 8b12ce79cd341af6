import type { Format } from '../format';
import { detectSemantic } from './detectMasks';
import { HOLDS_MASKS } from './holdsMasks';
import { readSemantic } from './readSemantic';
import { writeSemantic } from './writeSemantic';

/**
 * Semantic masks: a PNG for each image, each pixel the number of a class (palette, grey of 8 or 16 bits; RGB by a
 * colour table when reading). Pixel (column, row) of the mask is that of the image: [column, column + 1) x [row, row + 1).
 * Written as `images/`, `masks/`, `dataset_meta.json` and lists of the splits, which datumaro's
 * `common_semantic_segmentation` reads as well. 0 is nothing; 255 (65535 in 16 bits) is "ignore" and no label.
 */
export const maskSemantic: Format = {
  id: 'mask-semantic',
  title: 'Semantic mask PNGs',
  family: 'maskPng',
  target: { kind: 'folder' },
  holds: { ...HOLDS_MASKS, merged: true },
  readOptions: [
    {
      name: 'background',
      about: 'Number of pixels that belong to nothing, where no file of classes says it; or none.',
    },
    { name: 'ignore', about: 'Number of pixels that are to be ignored (255; 65535 in 16 bits); or none.' },
  ],
  writeOptions: [{ name: 'depth', about: 'How numbers are stored.', values: ['palette', 'grey8', 'grey16'] }],
  detect: detectSemantic,
  read: readSemantic,
  write: writeSemantic,
};
