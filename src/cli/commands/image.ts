import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Workers } from '../../engine/workers';
import {
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { imageFact, imageLines, type ImageFact } from '../imageFacts';
import { isInterrupted } from '../interrupted';

export const image: Command = {
  name: 'image',
  about: 'Says what an image is and how it is shown.',
  usage: 'FILE... [--page N] [--json] [--out PICTURE]',
  options: {
    page: { type: 'string', value: 'N', about: 'Page of a document or frame of a series. Default 1.' },
    json: { type: 'boolean', about: 'Prints one JSON object with everything.' },
    out: {
      type: 'string',
      value: 'PICTURE',
      about: 'Writes the image as it is shown: a PNG, or a JPEG above 4 megapixels.',
    },
  },
  details: [
    'Size, depth, pages or frames, what the values mean, the windows they can be shown in, and which decoder is ' +
      'missing when it cannot be shown. Ends with 1 when an image cannot be shown.',
  ],
  examples: [
    ['relabel image scan.dcm', 'Says what a DICOM file holds.'],
    ['relabel image *.tif --json', 'The same of many images, for programs.'],
    ['relabel image scan.dcm --page 3 --out scan.png', 'The third frame under its default window.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { positionals, values } = args;
  const page = pageOption(args);
  const out = textOption(args, 'out');
  if (positionals.length === 0) throw new UsageError('Which image? Give a file.');
  if (out !== undefined && positionals.length > 1) throw new UsageError('--out takes one image at a time.');
  const { root, cwd, output, signal } = context;
  const workers = new Workers({ workerPath: join(root, 'out/worker.js') });
  signal.addEventListener('abort', () => workers.dispose());
  try {
    const facts: ImageFact[] = [];
    for (const path of positionals) facts.push(await imageFact(resolve(cwd, path), page, workers, context));
    const [only] = facts;
    if (out !== undefined && only?.error === undefined)
      await writePicture(resolve(cwd, positionals[0] ?? ''), page, resolve(cwd, out), workers);
    if (values['json'] === true) output.line(JSON.stringify({ version: 1, images: facts }, null, 2));
    else for (const fact of facts) for (const line of imageLines(fact)) output.line(line);
    return facts.some(({ error }) => error !== undefined) ? 1 : 0;
  } catch (error) {
    if (!isInterrupted(error, signal)) throw error;
    return 130;
  } finally {
    workers.dispose();
  }
}

/** People count pages from 1. */
function pageOption(args: CommandArguments): number {
  const text = textOption(args, 'page');
  if (text === undefined) return 0;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--page must be a number from 1, not "${text}".`);
  return Number(text) - 1;
}

async function writePicture(path: string, page: number, out: string, { imaging }: Workers): Promise<void> {
  const { bytes } = await imaging.call('preview', { path, page, limitPixels: Infinity });
  await writeFile(out, bytes).catch((error: unknown) => {
    throw new UsageError(
      `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  });
}
