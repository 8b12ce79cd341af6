import { readImageHeader } from '../../../core/imageHeader/imageHeader';
import { decodeJpeg } from '../codecs/jpegBaseline';
import { decodeJpeg2000 } from '../codecs/jpeg2000';
import { decodeJpegLossless } from '../codecs/jpegLossless';
import { decodeJpegLs } from '../codecs/jpegLs';
import { decodeRle } from '../codecs/rle';
import { messageOf, WorkerError } from '../../workerError';
import { TAG } from './attributes';
import { encapsulatedFrame, plainFrame } from './frameBytes';
import type { DicomImage } from './image';
import { interleave, unpack, upsample422, type Packed } from './unpack';
import type { StoredValues } from './storedValues';
import { compressionOf, syntaxName, type Compression } from './transferSyntax';

/** The samples of a frame as they are stored, components interleaved. */
export interface Stored {
  readonly values: StoredValues;
  readonly channels: number;
  /** The decoder has made RGB of what the file calls YBR. */
  readonly isRgb: boolean;
  /** The file ends before the frame does: what is missing is 0. */
  readonly isCut: boolean;
}

interface Unpacked extends Packed {
  readonly planar: boolean;
  readonly isRgb: boolean;
}

/** Decodes a frame (0-based). Throws `ImageError`, which names a codec that is missing. */
export async function storedFrame(image: DicomImage, frame: number): Promise<Stored> {
  const { path, transferSyntax } = image;
  const compression = compressionOf(transferSyntax);
  if (!compression) throw new WorkerError('ImageError', noDecoder(path, syntaxName(transferSyntax)));
  const packed = compression === 'none' ? plain(image, frame) : await unpacked(image, frame, compression);
  const { values, isCut } = numbers(image, packed, compression === 'none');
  const interleaved = packed.planar && image.samples > 1 ? interleave(values, image.samples) : values;
  return { values: interleaved, channels: image.samples, isRgb: packed.isRgb, isCut };
}

function numbers(image: DicomImage, packed: Packed, isPlain: boolean): Pick<Stored, 'values' | 'isCut'> {
  const pixels = image.widthPx * image.heightPx;
  const { bytes, bits } = packed;
  if (isPlain && image.photometric === 'YBR_FULL_422')
    return { values: upsample422(bytes, pixels), isCut: bytes.length < 2 * pixels };
  const count = pixels * image.samples;
  const isFloat = !image.dataSet.elements[TAG.pixels];
  return { values: unpack(packed, count, { ...image, isFloat }), isCut: 8 * bytes.length < count * bits };
}

function plain(image: DicomImage, frame: number): Unpacked {
  const { bitsAllocated, planar, bigEndian } = image;
  return { ...plainFrame(image, frame), bits: bitsAllocated, planar, bigEndian, isRgb: false };
}

async function unpacked(
  image: DicomImage,
  frame: number,
  compression: Exclude<Compression, 'none'>,
): Promise<Unpacked> {
  const encoded = encapsulatedFrame(image, frame);
  try {
    return await DECODERS[compression](encoded, image);
  } catch (error) {
    if (error instanceof WorkerError) throw error;
    const why = `${syntaxName(image.transferSyntax)}: ${messageOf(error)}`;
    throw new WorkerError('ImageError', `Frame ${frame + 1} of ${image.path} cannot be decoded, ${why}.`);
  }
}

const noDecoder = (path: string, what: string): string =>
  `The image ${path} cannot be decoded: no decoder for ${what} comes with Relabel.`;

type Decode = (encoded: Uint8Array, image: DicomImage) => Promise<Unpacked> | Unpacked;

const INTERLEAVED = { planar: false, bigEndian: false } as const;
const bitsOf = (bitsPerSample: number): number => (bitsPerSample > 8 ? 16 : 8);

const DECODERS: Readonly<Record<Exclude<Compression, 'none'>, Decode>> = {
  rle: (encoded, { widthPx, heightPx, samples, bitsAllocated }) => {
    const bytes = decodeRle(encoded, widthPx * heightPx * samples, bitsAllocated / 8);
    return { bytes, bits: bitsAllocated, planar: true, bigEndian: false, isRgb: false };
  },
  jpeg: async (encoded, { photometric, transferSyntax, path }) => {
    const depth = readImageHeader(encoded)?.bitDepth ?? 8;
    if (depth !== 8)
      throw new WorkerError('ImageError', noDecoder(path, `${depth}-bit ${syntaxName(transferSyntax)}`));
    const { bytes } = await decodeJpeg(encoded, photometric === 'RGB');
    return { ...INTERLEAVED, bytes, bits: 8, isRgb: true };
  },
  jpegLossless: async (encoded, { bitsAllocated }) => {
    const bytes = await decodeJpegLossless(encoded);
    return { ...INTERLEAVED, bytes, bits: bitsAllocated, isRgb: false };
  },
  jpegLs: async (encoded) => {
    const { bytes, info, planar } = await decodeJpegLs(encoded);
    return { bytes, planar, bits: bitsOf(info.bitsPerSample), bigEndian: false, isRgb: false };
  },
  jpeg2000: async (encoded, { photometric }) => {
    const { bytes, info } = await decodeJpeg2000(encoded);
    // The reversible and irreversible transforms are undone by the decoder, a plain YBR is not.
    const isRgb = photometric === 'YBR_RCT' || photometric === 'YBR_ICT';
    return { ...INTERLEAVED, bytes, bits: bitsOf(info.bitsPerSample), isRgb };
  },
};
