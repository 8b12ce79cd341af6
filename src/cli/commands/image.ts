import { join, resolve } from 'node:path';
import { imageHeaderOf } from '../../engine/dataset/imageHeaderOf';
import { imageStatus } from '../../engine/dataset/imageStatus';
import { Workers } from '../../engine/workers';
import type { OpenPicture } from '../../protocol/worker';
import { UsageError, type CliContext, type Command, type CommandArguments, type ExitCode } from '../command';
import { counted, printable } from '../output';
import { isInterrupted } from '../interrupted';

export const image: Command = {
  name: 'image',
  about: 'Says what an image is and how it is shown.',
  usage: 'FILE... [--json]',
  options: { json: { type: 'boolean', about: 'Prints one JSON object with everything.' } },
  details: [
    'Size, depth, pages or frames, what the values mean, the windows they can be shown in, and which decoder is ' +
      'missing when it cannot be shown. Ends with 1 when an image cannot be shown.',
  ],
  examples: [
    ['relabel image scan.dcm', 'Says what a DICOM file holds.'],
    ['relabel image *.tif --json', 'The same of many images, for programs.'],
  ],
  run,
};

/** What is said of one image. */
interface ImageFact {
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

async function run({ positionals, values }: CommandArguments, context: CliContext): Promise<ExitCode> {
  if (positionals.length === 0) throw new UsageError('Which image? Give a file.');
  const { root, cwd, output, signal } = context;
  const workers = new Workers({ workerPath: join(root, 'out/worker.js') });
  signal.addEventListener('abort', () => workers.dispose());
  try {
    const facts: ImageFact[] = [];
    for (const path of positionals) facts.push(await factsOf(resolve(cwd, path), workers, context));
    if (values['json'] === true) output.line(JSON.stringify({ version: 1, images: facts }, null, 2));
    else for (const fact of facts) for (const line of lines(fact)) output.line(line);
    return facts.some(({ error }) => error !== undefined) ? 1 : 0;
  } catch (error) {
    if (!isInterrupted(error, signal)) throw error;
    return 130;
  } finally {
    workers.dispose();
  }
}

async function factsOf(path: string, workers: Workers, { output, signal }: CliContext): Promise<ImageFact> {
  const shown = output.path(path);
  const status = await imageStatus(path);
  if (status.state === 'missing') return { path: shown, error: status.reason };
  const header = await imageHeaderOf(path).catch(() => undefined);
  const { format, widthPx, heightPx, bitDepth } = header ?? {};
  const known = header
    ? { format: format ?? '', widthPx: widthPx ?? 0, heightPx: heightPx ?? 0, bitDepth: bitDepth ?? 0 }
    : {};
  try {
    const picture = await workers.imaging.call('openPicture', { path, limitPixels: Infinity }, { signal });
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

function lines({ path, error, note, ...fact }: ImageFact): string[] {
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
