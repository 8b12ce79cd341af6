import type { ImageWindow, SampleInfo } from '../../../protocol/editor';
import { WorkerError } from '../../workerError';
import type { WideSamples } from '../levels';
import { refuseMany } from '../open';
import type { PagePixels } from '../pagePixels';
import { byteSamples, code, commonWindows, linear, type Coded } from '../samples';
import { TAG } from './attributes';
import { ybrToRgb } from './colour';
import { readDicom } from './dicomFile';
import { imageOf, type DicomImage } from './image';
import { modalityOf, type Modality } from './modality';
import { applyPalette } from './palette';
import { storedFrame, type Stored } from './stored';
import type { StoredValues } from './storedValues';
import { fileWindows } from './windows';

/** A frame (0-based) of a DICOM file (PS3.3, PS3.5). Throws `ImageError`, `ImageTooLarge`. */
export async function dicomPage(path: string, frame: number, limitPixels?: number): Promise<PagePixels> {
  const image = imageOf(path, await readDicom(path));
  refuseMany(path, image, limitPixels);
  if (frame >= image.frames)
    throw new WorkerError(
      'ImageError',
      `The image ${path} has ${image.frames} frames, there is no frame ${frame + 1}.`,
    );
  const stored = await storedFrame(image, frame);
  const notes = stored.isCut ? ['the file ends early: what is missing is black'] : [];
  const page =
    stored.channels >= 3
      ? colour(image, stored)
      : image.photometric === 'PALETTE COLOR'
        ? palette(image, stored)
        : grey(image, stored, frame);
  return { ...page, pages: image.frames, ...(notes.length > 0 && { note: notes.join('; ') }) };
}

type Page = Omit<PagePixels, 'pages' | 'note'>;

function palette(image: DicomImage, { values }: Stored): Page {
  return {
    raster: { ...sizeOf(image), channels: 3, data: applyPalette(values, image) },
    samples: byteSamples(3),
  };
}

function colour(image: DicomImage, stored: Stored): Page {
  const isYbr = image.photometric.startsWith('YBR') && !stored.isRgb;
  const top = 2 ** Math.max(8, image.bitsStored) - 1;
  const rgb = isYbr ? ybrToRgb(stored.values, top) : stored.values;
  const size = sizeOf(image);
  if (rgb instanceof Uint8Array)
    return { raster: { ...size, channels: 3, data: rgb }, samples: byteSamples(3) };
  const coded = code(wide(rgb));
  const windows = [linear('As stored', { low: 0, high: top }), ...commonWindows(wide(rgb), coded.range)];
  return { raster: { ...size, channels: 3, data: coded.data }, samples: samplesOf(coded, 3, windows) };
}

function grey(image: DicomImage, { values }: Stored, frame: number): Page {
  const modality = modalityOf(image, values, frame);
  const coded = scaled(code(wide(modality.values)), modality);
  const windows = fileWindows(image.dataSet, frame, image.signed);
  const all = [...windows, ...ownWindows(image, modality, coded)];
  const samples = samplesOf(coded, 1, all);
  const invert = image.photometric === 'MONOCHROME1';
  return {
    raster: { ...sizeOf(image), channels: 1, data: coded.data },
    samples: { ...samples, invert, ...(modality.unit !== undefined && { unit: modality.unit }) },
  };
}

const sizeOf = ({ widthPx, heightPx }: DicomImage) => ({ widthPx, heightPx });

function samplesOf(
  { slope, intercept, range }: Coded,
  channels: 1 | 3,
  windows: readonly ImageWindow[],
): SampleInfo {
  return { depth: 16, channels, slope, intercept, range, windows, invert: false };
}

/** Codes say how samples become stored values; rescaled they say how samples become measured ones. */
function scaled(coded: Coded, { slope, intercept }: Modality): Coded {
  const value = (stored: number): number => stored * slope + intercept;
  const ends = [value(coded.range.low), value(coded.range.high)];
  return {
    data: coded.data,
    slope: coded.slope * slope,
    intercept: value(coded.intercept),
    range: { low: Math.min(...ends), high: Math.max(...ends) },
  };
}

/** Windows by the values; pixels that only pad the picture are not counted. 8 bits without any window are a picture. */
function ownWindows(
  image: DicomImage,
  { values, slope, intercept }: Modality,
  { range }: Coded,
): ImageWindow[] {
  const signed = image.signed ? image.dataSet.int16(TAG.padding) : image.dataSet.uint16(TAG.padding);
  const counted =
    signed === undefined ? values : (values.filter((value: number) => value !== signed) as StoredValues);
  const stored = commonWindows(wide(counted.length > 0 ? counted : values), range);
  const [automatic, everything] = stored;
  const ends = automatic ? [automatic.low * slope + intercept, automatic.high * slope + intercept] : [0, 1];
  const byValues = linear('Automatic', { low: Math.min(...ends), high: Math.max(...ends) });
  const asStored = linear('As stored', { low: 0, high: 2 ** image.bitsStored - 1 });
  const first = image.bitsStored <= 8 && !image.signed && slope === 1 && intercept === 0 ? [asStored] : [];
  return [...first, byValues, ...(everything ? [everything] : [])];
}

/** 8-bit samples as 16-bit ones, others as they are. */
function wide(values: StoredValues): WideSamples {
  if (values instanceof Uint8Array) return Uint16Array.from(values);
  return values instanceof Int8Array ? Int16Array.from(values) : values;
}
