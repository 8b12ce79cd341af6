import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { isImageName } from '../../core/dataset/imageNames';
import { isSchemaFile } from '../../engine/dataset/images';
import { isSidecar } from '../../engine/dataset/sidecars';
import type { ReadProblems } from '../../engine/formats/readProblems';
import {
  flagOption,
  pairsOption,
  UsageError,
  type CliContext,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { counted, printable } from '../output';
import { JobError, runJob } from './jobThread';
import { runFormatJob } from './runFormatJob';
import { SIDECARS } from './withSidecars';

/** Checks label files of other formats: what their reader finds wrong, as file:line. */
export async function checkFormat(
  args: CommandArguments,
  format: string,
  context: CliContext,
): Promise<ExitCode> {
  const [path, ...more] = args.positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError('Give one folder, archive or label file to check a format.');
  const request = {
    source: resolve(context.cwd, path),
    format: format === 'auto' ? undefined : format,
    readOptions: pairsOption(args, 'read-option'),
    followLinks: false,
  };
  const result = await runFormatJob('problems', request, args, context, 'not all was checked');
  return typeof result === 'number' ? result : print(result, args, context);
}

function print(result: ReadProblems, args: CommandArguments, { output }: CliContext): ExitCode {
  const { format, reason, images, annotations, problems } = result;
  const { first, counts } = problems;
  const all = counts.error + counts.warning + counts.info;
  if (flagOption(args, 'json'))
    output.line(
      JSON.stringify(
        { version: 1, format, reason, images, annotations, summary: counts, findings: first },
        null,
        2,
      ),
    );
  else
    for (const { path = '.', line = 1, column = 1, severity, code, message } of first)
      output.line(printable(`${path}:${line}:${column}  ${severity}  ${code}  ${message}`));
  if (all > first.length) output.note(`${all - first.length} more are not listed.`);
  output.note(
    `${format}${reason === undefined ? '' : ` (${printable(reason)})`}: ${counted(images, 'image')}, ` +
      `${counted(annotations, 'annotation')}: ${counted(counts.error, 'error')}, ` +
      `${counted(counts.warning, 'warning')}, ${counted(counts.info, 'note')}.`,
  );
  return counts.error + counts.warning > 0 ? 1 : 0;
}

/** One file that is none of ours: an archive, or labels of another format. */
export async function isForeign(paths: readonly string[], context: CliContext): Promise<boolean> {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) return false;
  if (isSidecar(path) || isImageName(path) || isSchemaFile(path)) return false;
  const stats = await stat(resolve(context.cwd, path)).catch(() => undefined);
  return stats?.isFile() === true && (await isOfFormat(path, 0, context));
}

/** A single folder that holds labels of another format. */
export async function hasForeign(paths: readonly string[], context: CliContext): Promise<boolean> {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0 || picomatch.scan(path).isGlob) return false;
  const stats = await stat(resolve(context.cwd, path)).catch(() => undefined);
  return stats?.isDirectory() === true && (await isOfFormat(path, CONFIRMED, context));
}

/** What cannot be opened is for the check itself to say. */
async function isOfFormat(path: string, above: number, { cwd, signal }: CliContext): Promise<boolean> {
  const request = { source: resolve(cwd, path), followLinks: false };
  const found = await runJob('find', request, () => undefined, signal).catch((error: unknown) => {
    if (error instanceof JobError) return undefined;
    throw error;
  });
  if (!found) return true;
  const [best] = found.formats;
  return best !== undefined && best.format !== SIDECARS && best.confidence > above;
}

/** Below, only names speak for a format: a folder of pictures is not yet a set of labels. */
const CONFIRMED = 0.5;
