import { resolve } from 'node:path';
import type { ConversionRequest, ConversionResult } from '../../engine/formats/conversion';
import { FileError } from '../../engine/fileError';
import { writeAtomic } from '../../engine/fs';
import { flagOption, textOption, type CliContext, type CommandArguments, type ExitCode } from '../command';
import { conversionLines } from './conversionLines';
import { runFormatJob } from './runFormatJob';

/** Converts, says what happened, and tells the exit code. */
export async function runConversion(
  request: ConversionRequest,
  args: CommandArguments,
  context: CliContext,
): Promise<ExitCode> {
  const { output, cwd } = context;
  const oldOrNothing = `${output.path(request.target)} was left as it was`;
  const result = await runFormatJob('convert', request, args, context, oldOrNothing);
  if (typeof result === 'number') return result;
  const reportFile = textOption(args, 'report');
  if (reportFile !== undefined && !(await saved(resolve(cwd, reportFile), result, context))) return 1;
  const text = conversionLines(result, output);
  if (flagOption(args, 'json'))
    output.line(JSON.stringify({ version: 1, ...shortened(result, reportFile), text }, null, 2));
  else for (const line of text) output.line(line);
  return exitCode(result);
}

function exitCode({ notWritten, problems }: ConversionResult): ExitCode {
  if (notWritten === 'strict' || notWritten === 'mismatch') return 1;
  return problems.counts.error > 0 ? 1 : 0;
}

async function saved(path: string, result: ConversionResult, { output }: CliContext): Promise<boolean> {
  try {
    await writeAtomic(path, `${JSON.stringify({ version: 1, ...result }, null, 1)}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    output.note(`relabel: ${error.message}`);
    return false;
  }
}

const MAX_IMAGES = 100;

/** What is printed names some images; a report file names them all. */
function shortened(result: ConversionResult, report: string | undefined): object {
  const losses = result.losses.map((loss) => ({ ...loss, byImage: loss.byImage.slice(0, MAX_IMAGES) }));
  return { ...result, losses, ...(report !== undefined && { report }) };
}
