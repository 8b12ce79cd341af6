import {
  createJPEGBasicOffsetTable,
  readEncapsulatedImageFrame,
  readEncapsulatedPixelDataFromFragments,
} from 'dicom-parser';
import { WorkerError } from '../../workerError';
import { bytesOf } from './attributes';
import { pixelTag, type DicomImage } from './image';

/** The compressed bytes of a frame (0-based), put together from its fragments (PS3.5 A.4). Throws `ImageError`. */
export function encapsulatedFrame(image: DicomImage, frame: number): Uint8Array {
  const { dataSet, frames, path } = image;
  const element = dataSet.elements[pixelTag(dataSet) ?? ''];
  const fragments = element?.fragments ?? [];
  if (!element || fragments.length === 0)
    throw new WorkerError(
      'ImageError',
      `The DICOM file ${path} says that its pixels are compressed, but they are not.`,
    );
  if (frames === 1) return readEncapsulatedPixelDataFromFragments(dataSet, element, 0, fragments.length);
  if (fragments.length === frames) return readEncapsulatedPixelDataFromFragments(dataSet, element, frame, 1);
  const table = element.basicOffsetTable ?? [];
  const offsets = table.length > 0 ? table : createJPEGBasicOffsetTable(dataSet, element);
  return readEncapsulatedImageFrame(dataSet, element, frame, offsets);
}

/** The bytes of a frame that is not compressed, and how many bits of the first byte come before it. */
export function plainFrame(
  image: DicomImage,
  frame: number,
): { readonly bytes: Uint8Array; readonly skipBits: number } {
  const { widthPx, heightPx, samples, bitsAllocated } = image;
  const perPixel = image.photometric === 'YBR_FULL_422' ? 2 : samples;
  const bits = widthPx * heightPx * perPixel * bitsAllocated;
  const from = Math.floor((frame * bits) / 8);
  const to = Math.ceil(((frame + 1) * bits) / 8);
  return { bytes: plainPixels(image).subarray(from, to), skipBits: (frame * bits) % 8 };
}

/** All frames; in words of a big-endian file two samples of 8 bits lie in the other order. */
function plainPixels({ dataSet, bigEndian, bitsAllocated }: DicomImage): Uint8Array {
  const tag = pixelTag(dataSet) ?? '';
  const bytes = bytesOf(dataSet, tag) ?? new Uint8Array();
  const isWords = bigEndian && bitsAllocated === 8 && dataSet.elements[tag]?.vr === 'OW';
  if (!isWords) return bytes;
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}
