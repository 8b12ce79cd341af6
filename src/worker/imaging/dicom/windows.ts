import type { DataSet } from 'dicom-parser';
import { dicomWindow } from '../../../core/display/window';
import type { ImageWindow } from '../../../protocol/editor';
import { items, numbers, ofFrame, TAG, texts } from './attributes';
import { tableOf } from './lookupTable';

/**
 * The windows that the file has for a frame (PS3.3 C.11.2). A VOI look-up table becomes a straight line over the
 * values that it is for: what it does between is not shown.
 */
export function fileWindows(
  dataSet: DataSet,
  frame: number,
  signed: boolean,
): { readonly windows: ImageWindow[]; readonly hasTable: boolean } {
  const voi = ofFrame(dataSet, frame, TAG.frameVoi);
  const centers = numbers(voi, TAG.windowCenter);
  const widths = numbers(voi, TAG.windowWidth);
  const names = texts(voi, TAG.windowExplanation);
  const kind = voi.string(TAG.windowFunction)?.trim() ?? 'LINEAR';
  const plain = centers.flatMap((center, i) =>
    window(names[i] || `Window ${i + 1}`, center, widths[i] ?? NaN, kind),
  );
  const tables = items(voi, TAG.voiLut).flatMap((item) => tableWindow(item, signed));
  return { windows: [...unique(plain), ...tables], hasTable: tables.length > 0 };
}

function window(name: string, center: number, width: number, kind: string): ImageWindow[] {
  const curve = kind === 'LINEAR_EXACT' || kind === 'SIGMOID' ? kind : 'LINEAR';
  return Number.isFinite(center) && Number.isFinite(width)
    ? [{ name, ...dicomWindow(center, width, curve) }]
    : [];
}

function tableWindow(item: DataSet, signed: boolean): ImageWindow[] {
  const table = tableOf(item, signed);
  if (!table) return [];
  const name = table.name || 'VOI LUT';
  return [
    { name, low: table.first, high: table.first + Math.max(1, table.entries.length - 1), function: 'linear' },
  ];
}

/** Some scanners write the same window several times. */
function unique(windows: readonly ImageWindow[]): ImageWindow[] {
  const key = ({ low, high, function: kind }: ImageWindow): string => `${low} ${high} ${kind}`;
  return windows.filter((one, i) => windows.findIndex((other) => key(other) === key(one)) === i);
}
