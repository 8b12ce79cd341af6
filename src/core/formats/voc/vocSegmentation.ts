import type { Detection, Format, Source } from '../format';
import { joined } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { HOLDS_MASKS } from '../maskPng/holdsMasks';
import { readSegmentation } from './readSegmentation';
import { vocRootFolder } from './vocFiles';
import { writeSegmentation } from './writeSegmentation';

/*
 * Pascal VOC's segmentation masks (datumaro: plugins/data_formats/voc). Pixels: `SegmentationClass` holds the class,
 * `SegmentationObject` the place of the object in the XML; 0 is nothing, 255 the border between objects. Palette PNGs
 * are read by index; datumaro's and CVAT's colour PNGs by the colours of `labelmap.txt`, else VOC's palette.
 */
export const vocSegmentation: Format = {
  id: 'voc-segmentation',
  title: 'Pascal VOC segmentation masks',
  family: 'voc',
  target: { kind: 'folder' },
  holds: {
    ...HOLDS_MASKS,
    flags: ['truncated', 'difficult', 'occluded'],
    fields: ['attributes'],
    state: true,
    classIds: false,
  },
  detect,
  read: readSegmentation,
  write: writeSegmentation,
};

/** A data set may have masks for a few of its images only: then it is one of boxes. */
const MOST_COUNTED = 5000;

function detect(source: Source): Detection | undefined {
  if (source.file !== undefined) return undefined;
  const { path } = vocRootFolder(source);
  const masks = countOf(source, joined(path, 'SegmentationClass'), /\.png$/i);
  if (masks === 0) return undefined;
  const boxes = countOf(source, joined(path, 'Annotations'), /\.xml$/i);
  const reason = `SegmentationClass has ${masks} masks beside ${boxes} XML files`;
  return { confidence: masks >= 0.9 * boxes ? 0.97 : 0.9, reason };
}

function countOf({ fs }: Source, folder: string, name: RegExp): number {
  let count = 0;
  for (const _ of walkFiles(fs, folder, (each) => name.test(each))) if (++count >= MOST_COUNTED) break;
  return count;
}
