import type { DataSet } from 'dicom-parser';
import type { SizePx } from '../../../core/heads/letterbox';
import { WorkerError } from '../../workerError';
import { TAG } from './attributes';
import type { DicomFile } from './dicomFile';
import { EXPLICIT_BIG } from './transferSyntax';
import { whatItIs } from './whatItIs';

/** The image pixel module of a file (PS3.3 C.7.6.3). */
export interface DicomImage extends SizePx, DicomFile {
  readonly path: string;
  readonly samples: number;
  readonly photometric: string;
  /** Each component's samples lie together. */
  readonly planar: boolean;
  readonly frames: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly bigEndian: boolean;
}

/** Throws `ImageError`, which says what the file is, when there is no image in it. */
export function imageOf(path: string, file: DicomFile): DicomImage {
  const { dataSet, transferSyntax } = file;
  const [heightPx, widthPx] = [dataSet.uint16(TAG.rows) ?? 0, dataSet.uint16(TAG.columns) ?? 0];
  if (!(heightPx > 0 && widthPx > 0) || !pixelTag(dataSet))
    throw new WorkerError('ImageError', `The DICOM file ${path} has no pixels: it is ${whatItIs(dataSet)}.`);
  const bitsAllocated = dataSet.uint16(TAG.bitsAllocated) ?? 8;
  const bitsStored = dataSet.uint16(TAG.bitsStored) ?? bitsAllocated;
  return {
    ...{ path, dataSet, transferSyntax, widthPx, heightPx, bitsAllocated, bitsStored },
    samples: dataSet.uint16(TAG.samplesPerPixel) ?? 1,
    photometric: dataSet.string(TAG.photometric)?.trim() ?? 'MONOCHROME2',
    planar: dataSet.uint16(TAG.planar) === 1,
    frames: Math.max(1, dataSet.intString(TAG.frames) ?? 1),
    highBit: dataSet.uint16(TAG.highBit) ?? bitsStored - 1,
    signed: dataSet.uint16(TAG.signed) === 1,
    bigEndian: transferSyntax === EXPLICIT_BIG,
  };
}

/** Where the pixels are. */
export function pixelTag({ elements }: DataSet): string | undefined {
  return [TAG.pixels, TAG.floatPixels, TAG.doublePixels].find((tag) => elements[tag]);
}
