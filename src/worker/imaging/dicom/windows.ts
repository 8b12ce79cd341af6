import type { DataSet } from 'dicom-parser';
import { dicomWindow } from '../../../core/display/window';
import type { ImageWindow } from '../../../protocol/editor';
import { items, numbers, ofFrame, TAG, texts } from './attributes';
import { tableOf } from './lookupTable';

/** More steps than this are not told apart on a screen of 256 shades. */
const MAX_STEPS = 4096;

/** The windows and VOI look-up tables that the file has for a frame (PS3.3 C.11.2). */
export function fileWindows(dataSet: DataSet, frame: number, signed: boolean): ImageWindow[] {
  const voi = ofFrame(dataSet, frame, TAG.frameVoi);
  const centers = numbers(voi, TAG.windowCenter);
  const widths = numbers(voi, TAG.windowWidth);
  const names = texts(voi, TAG.windowExplanation);
  const kind = voi.string(TAG.windowFunction)?.trim() ?? 'LINEAR';
  const plain = centers.flatMap((center, i) =>
    window(names[i] || `Window ${i + 1}`, center, widths[i] ?? NaN, kind),
  );
  const tables = items(voi, TAG.voiLut).flatMap((item) => tableWindow(item, signed));
  return [...unique(plain), ...tables];
}

function window(name: string, center: number, width: number, kind: string): ImageWindow[] {
  const curve = kind === 'LINEAR_EXACT' || kind === 'SIGMOID' ? kind : 'LINEAR';
  return Number.isFinite(center) && Number.isFinite(width)
    ? [{ name, ...dicomWindow(center, width, curve) }]
    : [];
}

function tableWindow(item: DataSet, signed: boolean): ImageWindow[] {
  const table = tableOf(item, signed);
  if (!table || table.entries.length === 0) return [];
  const { first, entries, bits } = table;
  const high = first + Math.max(1, entries.length - 1);
  return [
    { name: table.name || 'VOI LUT', low: first, high, function: 'linear', curve: curveOf(entries, bits) },
  ];
}

/** The entries as brightness, at most `MAX_STEPS` of them at equal steps. */
function curveOf(entries: Uint8Array | Uint16Array, bits: number): number[] {
  const white = 2 ** Math.min(16, Math.max(1, bits)) - 1;
  const steps = Math.min(MAX_STEPS, Math.max(2, entries.length));
  const last = entries.length - 1;
  return Array.from({ length: steps }, (_, i) =>
    Math.min(1, (entries[Math.round((i * last) / (steps - 1))] ?? 0) / white),
  );
}

/** Some scanners write the same window several times. */
function unique(windows: readonly ImageWindow[]): ImageWindow[] {
  const key = ({ low, high, function: kind }: ImageWindow): string => `${low} ${high} ${kind}`;
  return windows.filter((one, i) => windows.findIndex((other) => key(other) === key(one)) === i);
}
