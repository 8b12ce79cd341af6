import type { LabelSummary } from '../../core/dataset/summary';
import { SummaryTally } from '../../core/dataset/summaryTally';
import type { UnreadableLabels } from '../../core/diff/imageDiff';
import { diffImages, type ComparedImage, type Comparison } from '../../engine/report/diffImages';
import type { Versions } from '../../engine/versioning/versions';
import type { CliContext, ExitCode } from '../command';
import { counted, printable } from '../output';
import { compareFiles } from './compareFiles';
import { printerOf } from './diffPrinter';
import { comparisonOf } from './revisionArguments';
import { countAll } from './wholeBalance';
import type { DiffOptions, Sides } from './diffOptions';
import { openReport } from './writeReport';
import { told } from './told';
import { withVersions } from './withVersions';

export async function runDiff(
  positionals: readonly string[],
  options: DiffOptions,
  context: CliContext,
): Promise<ExitCode> {
  return withVersions(context, async (versions) => {
    const { cwd, signal, output } = context;
    const comparison = await comparisonOf(positionals, options.staged, { versions, cwd });
    const images = diffImages(versions, comparison, signal, (path) => output.path(path));
    const before = options.balance ? await balanceBefore(versions, comparison, context) : undefined;
    return report(images, { ...comparison, versions }, options, context, before);
  });
}

export async function runFileDiff(
  files: readonly [string, string],
  options: DiffOptions,
  context: CliContext,
): Promise<ExitCode> {
  const shown = (path: string): string => context.output.path(path);
  const sides: Sides = {
    from: { kind: 'file', path: shown(files[0]) },
    to: { kind: 'file', path: shown(files[1]) },
  };
  return told(context, async () => {
    const compared = await compareFiles(files, shown);
    return report(compared ? [compared] : [], sides, options, context);
  });
}

function balanceBefore(
  versions: Versions,
  comparison: Comparison,
  { output, signal }: CliContext,
): Promise<ReadonlyMap<string, number>> {
  return countAll(versions, comparison, signal, (count) => {
    output.progress(`Counting labels: ${counted(count, 'image')}`);
  });
}

async function report(
  images: AsyncIterable<ComparedImage> | Iterable<ComparedImage>,
  sides: Sides,
  options: DiffOptions,
  context: CliContext,
  before?: ReadonlyMap<string, number>,
): Promise<ExitCode> {
  const { output } = context;
  const printer = printerOf(options.form, sides, output);
  const html = options.html === undefined ? undefined : openReport(options.html, options, sides, context);
  const tally = new SummaryTally();
  const unreadable: UnreadableLabels[] = [];
  try {
    let count = 0;
    for await (const image of images) {
      output.progress(`Comparing labels: ${counted(++count, 'image')}`);
      if (image.kind === 'unreadable') unreadable.push(image);
      else {
        tally.add(image, image.diff);
        printer.image(image);
        await html?.add(image);
      }
    }
    const summary = tally.summary(before && { before });
    printer.end(summary, unreadable);
    await html?.write(summary, unreadable);
    return ended(summary, unreadable, options, context);
  } finally {
    await html?.dispose();
  }
}

function sameIn(unreadable: number): string {
  return unreadable === 0 ? 'Labels are the same.' : 'Labels that can be read are the same.';
}

function ended(
  summary: LabelSummary,
  unreadable: readonly UnreadableLabels[],
  { exitCode, form, html }: DiffOptions,
  { output }: CliContext,
): ExitCode {
  for (const { file, side, reason } of unreadable)
    output.note(`${printable(file)} (${side}): ${printable(reason)}`);
  if (html !== undefined) output.note(`${printable(html)}: ${printable(summary.text)}.`);
  else if (form === 'lines')
    output.note(summary.images > 0 ? printable(summary.text) : sameIn(unreadable.length));
  return unreadable.length > 0 || (exitCode && summary.images > 0) ? 1 : 0;
}
