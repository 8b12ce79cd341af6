import { imageHeaderOf } from '../engine/dataset/imageHeaderOf';
import { imageStatus } from '../engine/dataset/imageStatus';
import type { Workers } from '../engine/workers';
import type { OpenPicture } from '../protocol/worker';
import type { CliContext } from './command';
import { isInterrupted } from './interrupted';
import { counted, printable } from './output';

/** What is said of one image. */
export interface ImageFact {
  readonly path: string;
  readonly format?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly bitDepth?: number;
  readonly pages?: number;
  readonly samples?: OpenPicture['samples'];
  readonly tiles?: { readonly levels: number; readonly tilePx: number };
  readonly note?: string;
  /** Why it cannot be shown. */
  readonly error?: string;
}

/** Looks at a page (0-based) of an image. Never rejects, unless it is interrupted. */
export async function imageFact(
  path: string,
  page: number,
  workers: Workers,
  { output, signal }: CliContext,
): Promise<ImageFact> {
  const shown = output.path(path);
  const status = await imageStatus(path);
  if (status.state === 'missing') return { path: shown, error: status.reason };
  const header = await imageHeaderOf(path).catch(() => undefined);
  const { format, widthPx, heightPx, bitDepth } = header ?? {};
  const known = header
    ? { format: format ?? '', widthPx: widthPx ?? 0, heightPx: heightPx ?? 0, bitDepth: bitDepth ?? 0 }
    : {};
  try {
    const picture = await workers.imaging.call(
      'openPicture',
      { path, page, limitPixels: Infinity },
      { signal },
    );
    return { path: shown, ...known, ...pictureFacts(picture) };
  } catch (error) {
    if (isInterrupted(error, signal)) throw error;
    return { path: shown, ...known, error: error instanceof Error ? error.message : String(error) };
  }
}

function pictureFacts({ widthPx, heightPx, pages, samples, levels, tilePx, note }: OpenPicture) {
  return {
    widthPx,
    heightPx,
    pages,
    samples,
    tiles: { levels, tilePx },
    ...(note !== undefined && { note }),
  };
}

/** The same for people. */
export function imageLines({ path, error, note, ...fact }: ImageFact): string[] {
  const { format = 'unknown', widthPx, heightPx, bitDepth, pages = 1, samples } = fact;
  const size = widthPx === undefined ? '' : `, ${widthPx} x ${heightPx} pixels`;
  const depth = bitDepth === undefined ? '' : `, ${bitDepth}-bit`;
  const many = pages > 1 ? `, ${counted(pages, 'page')}` : '';
  const first = `${printable(path)}: ${format}${size}${depth}${many}`;
  const values = samples && samples.depth === 16 ? valueLines(samples) : [];
  const rest = [
    ...values,
    ...(note ? [note] : []),
    ...(error ? [`cannot be shown: ${printable(error)}`] : []),
  ];
  return [first, ...rest.map((line) => `  ${line}`)];
}

function valueLines({ range, unit = '', windows, invert }: OpenPicture['samples']): string[] {
  const span = (low: number, high: number): string =>
    `${rounded(low)} to ${rounded(high)}${unit && ` ${unit}`}`;
  const first = `values ${span(range.low, range.high)}${invert ? ', the least is white' : ''}`;
  const all = windows.map(
    ({ name, low, high, function: curve }) =>
      `window "${printable(name)}": ${span(low, high)}${curve === 'sigmoid' ? ' (sigmoid)' : ''}`,
  );
  return [first, ...all];
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));
