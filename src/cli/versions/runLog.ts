import { resolve } from 'node:path';
import { summarise } from '../../core/dataset/summarise';
import { changeWords } from '../../core/diff/changeWords';
import { changeOfInstance } from '../../core/diff/docDiff';
import type { Json, JsonObject } from '../../core/json/json';
import { changeEntry, diffEntry } from '../../core/report/diffEntry';
import { docOf, type HistoryEntry } from '../../engine/versioning/labelVersions';
import type { Versions } from '../../engine/versioning/versions';
import { UsageError, type CliContext, type ExitCode } from '../command';
import { printable } from '../output';
import { commitEntry, commitLine, type CommitFacts } from './commitWords';
import { compare, type ComparedImage } from '../../engine/report/diffImages';
import { diffLines } from './diffLines';
import { imageArgument } from './imageArgument';
import { logStart, type LogStart } from './logStart';
import { setLog } from './setLog';
import { withVersions } from './withVersions';

export interface LogOptions {
  readonly instance: string | undefined;
  readonly most: number;
  readonly json: boolean;
  readonly patch: boolean;
}

/** A commit as it is printed. */
interface Told {
  readonly facts: CommitFacts;
  /** What changed, for people; without indentation. */
  readonly lines: readonly string[];
  readonly entry: JsonObject;
  readonly isBoundary?: boolean | undefined;
}

export function runLog(
  positionals: readonly string[],
  options: LogOptions,
  context: CliContext,
): Promise<ExitCode> {
  return withVersions(context, async (versions) => {
    const start = await logStart(positionals, { versions, cwd: context.cwd });
    const told = await toldBy(versions, start, options, context);
    return print(told, options, context);
  });
}

async function toldBy(
  versions: Versions,
  start: LogStart,
  options: LogOptions,
  context: CliContext,
): Promise<AsyncIterable<Told>> {
  const [only, ...others] = start.paths;
  const image =
    only !== undefined && others.length === 0 ? await imageArgument(only, context.cwd) : undefined;
  if (image !== undefined && !start.without) return imageLog(versions, image, start, options, context);
  if (options.instance !== undefined) throw new UsageError('--instance needs one image, and no A..B.');
  return wholeLog(versions, start, options, context);
}

async function* imageLog(
  versions: Versions,
  image: string,
  { from }: LogStart,
  options: LogOptions,
  { signal, output }: CliContext,
): AsyncGenerator<Told> {
  const { instance } = options;
  const limits = { signal, from, ...(instance !== undefined && { instance }) };
  for await (const entry of versions.historyOf(image, limits)) {
    const told = instance === undefined ? undefined : instanceTold(entry, instance);
    yield (
      told ?? {
        ...toldImages(
          entry,
          imagesOf(entry, (path) => output.path(path)),
          options.patch,
        ),
        isBoundary: entry.isBoundary,
      }
    );
  }
}

function imagesOf(
  { imagePath, before, after }: HistoryEntry,
  shown: (path: string) => string,
): readonly ComparedImage[] {
  const compared = compare({ imagePath, before, after }, shown);
  return compared ? [compared] : [];
}

function instanceTold(entry: HistoryEntry, id: string): Told | undefined {
  const change = changeOfInstance(docOf(entry.before), docOf(entry.after), id);
  if (!change) return undefined;
  const lines = [printable(changeWords(change))];
  return { facts: entry, lines, entry: { change: changeEntry(change) }, isBoundary: entry.isBoundary };
}

async function* wholeLog(
  versions: Versions,
  { from, without, paths }: LogStart,
  { patch }: LogOptions,
  { signal, output, cwd }: CliContext,
): AsyncGenerator<Told> {
  if (from.kind !== 'commit') return;
  const tips = [from.commit, ...(without?.kind === 'commit' ? [`^${without.commit}`] : [])];
  const absolute = paths.map((path) => resolve(cwd, path));
  const shown = (path: string): string => output.path(path);
  for await (const { facts, images, isBoundary } of setLog(versions, tips, absolute, signal, shown))
    yield { ...toldImages(facts, images, patch), isBoundary };
}

/** One line for all images, or every change of each. */
function toldImages(facts: CommitFacts, images: readonly ComparedImage[], patch: boolean): Told {
  const diffs = images.filter((image) => image.kind === 'diff');
  const unreadable = images.filter((image) => image.kind === 'unreadable');
  const { text } = summarise(diffs);
  const problems = unreadable.map(({ file, reason }) => printable(`${file}: ${reason}`));
  const lines = patch ? diffs.flatMap(diffLines) : diffs.length > 0 ? [printable(text)] : [];
  const entries: Json = patch ? diffs.map(diffEntry) : diffs.map(({ path }) => path);
  return { facts, lines: [...lines, ...problems], entry: { summary: text, images: entries } };
}

async function print(
  told: AsyncIterable<Told>,
  { json, most }: LogOptions,
  { output }: CliContext,
): Promise<ExitCode> {
  let count = 0;
  let isCut = false;
  if (json) output.line('{"version":1, "commits": [');
  let waiting: string | undefined;
  for await (const { facts, lines, entry, isBoundary } of told) {
    if (waiting !== undefined) output.line(`${waiting},`);
    if (json)
      waiting = JSON.stringify({ ...commitEntry(facts), ...entry, ...(isBoundary && { boundary: true }) });
    else for (const line of [commitLine(facts), ...lines.map((text) => `    ${text}`)]) output.line(line);
    isCut ||= isBoundary === true;
    if (++count >= most || output.isClosed) break;
  }
  if (waiting !== undefined) output.line(waiting);
  if (json) output.line(']}');
  if (count === 0) output.note('No commit changed these labels.');
  if (isCut)
    output.note('Older commits are not in this clone, which is shallow: git fetch --unshallow brings them.');
  return 0;
}
