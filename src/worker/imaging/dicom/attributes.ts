import type { DataSet } from 'dicom-parser';

/** Tags by the names of PS3.6. */
export const TAG = {
  sopClass: 'x00080016',
  modality: 'x00080060',
  samplesPerPixel: 'x00280002',
  photometric: 'x00280004',
  planar: 'x00280006',
  frames: 'x00280008',
  rows: 'x00280010',
  columns: 'x00280011',
  bitsAllocated: 'x00280100',
  bitsStored: 'x00280101',
  highBit: 'x00280102',
  signed: 'x00280103',
  padding: 'x00280120',
  windowCenter: 'x00281050',
  windowWidth: 'x00281051',
  rescaleIntercept: 'x00281052',
  rescaleSlope: 'x00281053',
  rescaleType: 'x00281054',
  windowExplanation: 'x00281055',
  windowFunction: 'x00281056',
  paletteDescriptor: ['x00281101', 'x00281102', 'x00281103'],
  paletteData: ['x00281201', 'x00281202', 'x00281203'],
  paletteSegments: ['x00281221', 'x00281222', 'x00281223'],
  modalityLut: 'x00283000',
  lutDescriptor: 'x00283002',
  lutExplanation: 'x00283003',
  lutData: 'x00283006',
  voiLut: 'x00283010',
  sharedGroups: 'x52009229',
  frameGroups: 'x52009230',
  frameVoi: 'x00289132',
  frameRescale: 'x00289145',
  floatPixels: 'x7fe00008',
  doublePixels: 'x7fe00009',
  pixels: 'x7fe00010',
} as const;

/** The items of a sequence. */
export function items(dataSet: DataSet | undefined, tag: string): DataSet[] {
  return (dataSet?.elements[tag]?.items ?? []).flatMap((item) => item.dataSet ?? []);
}

/** What may stand at the top, or for one frame (0-based) or for all in the functional groups (PS3.3 C.7.6.16). */
export function ofFrame(dataSet: DataSet, frame: number, group: string): DataSet {
  const own = items(items(dataSet, TAG.frameGroups)[frame], group)[0];
  return own ?? items(items(dataSet, TAG.sharedGroups)[0], group)[0] ?? dataSet;
}

/** All numbers of a DS or IS element that are numbers. */
export function numbers(dataSet: DataSet, tag: string): number[] {
  const count = dataSet.elements[tag] ? (dataSet.numStringValues(tag) ?? 0) : 0;
  return Array.from({ length: count }, (_, i) => dataSet.floatString(tag, i) ?? NaN);
}

export function texts(dataSet: DataSet, tag: string): string[] {
  return dataSet.elements[tag] ? (dataSet.string(tag) ?? '').split('\\').map((text) => text.trim()) : [];
}

/** The bytes of an element's value, as far as the file has them. */
export function bytesOf({ byteArray, elements }: DataSet, tag: string): Uint8Array | undefined {
  const element = elements[tag];
  if (!element) return undefined;
  return byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
}
