import { items, ofFrame, TAG } from './attributes';
import type { DicomImage } from './image';
import { lookUp, tableOf } from './lookupTable';
import type { StoredValues } from './storedValues';

/** Values as the device measured them: `stored` through the modality's table, or times slope plus intercept. */
export interface Modality {
  readonly values: StoredValues;
  readonly slope: number;
  readonly intercept: number;
  readonly unit?: string;
}

/** The modality transformation of a frame (PS3.3 C.11.1). */
export function modalityOf(image: DicomImage, values: StoredValues, frame: number): Modality {
  const { dataSet, signed } = image;
  const [item] = items(dataSet, TAG.modalityLut);
  const table = item && tableOf(item, signed);
  if (table) return { values: lookUp(values, table), slope: 1, intercept: 0 };
  const scale = ofFrame(dataSet, frame, TAG.frameRescale);
  const slope = finite(scale.floatString(TAG.rescaleSlope), 1) || 1;
  const intercept = finite(scale.floatString(TAG.rescaleIntercept), 0);
  const unit = unitOf(image, scale.string(TAG.rescaleType)?.trim());
  return { values, slope, intercept, ...(unit !== undefined && { unit }) };
}

const finite = (value: number | undefined, otherwise: number): number =>
  value !== undefined && Number.isFinite(value) ? value : otherwise;

/** `US` means unspecified; a CT that says nothing measures Hounsfield units. */
function unitOf({ dataSet }: DicomImage, type: string | undefined): string | undefined {
  if (type && type !== 'US') return type;
  const isCt =
    dataSet.string(TAG.modality)?.trim() === 'CT' && dataSet.elements[TAG.rescaleSlope] !== undefined;
  return isCt && !type ? 'HU' : undefined;
}
