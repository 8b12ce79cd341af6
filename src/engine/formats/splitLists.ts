import { existsSync, mkdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { writeAtomic } from '../fs';
import { planSplits } from './assignSplits';
import { ConversionError } from './conversionError';
import type { SplitRequest } from './conversion';
import { CountingReport, type Follower, type ProblemList } from './countingReport';
import { namedFormat, theFormat } from './detectFormat';
import { openSource } from './openSource';
import type { Overlay } from './overlayFs';
import { TargetError } from './targetWriter';
import { trackedSet } from './trackedSet';

export interface SplitListsRequest {
  readonly source: string;
  readonly from?: string | undefined;
  readonly readOptions: Readonly<Record<string, string>>;
  readonly followLinks: boolean;
  readonly overlay?: Overlay | undefined;
  readonly split: SplitRequest;
  /** Where the lists go. */
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** Part of `--json`, so its names stay. */
export interface SplitLists {
  readonly from: string;
  readonly lists: readonly { readonly name: string; readonly path: string; readonly images: number }[];
  readonly problems: ProblemList;
}

/**
 * Writes which image belongs to which part: a text file for each, image paths relative to the folder of the lists, in
 * the order of the source. Throws `ConversionError`, `TargetError`, `FileError`, `UnreadableFile`, `Cancelled`.
 */
export async function splitLists(request: SplitListsRequest, follower: Follower): Promise<SplitLists> {
  const report = new CountingReport(follower);
  const { source, readOptions: options, followLinks, overlay } = request;
  const opened = openSource(source, { notice: report.problem.bind(report), options, followLinks, overlay });
  try {
    const format =
      request.from === undefined ? theFormat(opened.source, source).format : namedFormat(request.from);
    const places = new Map<string, string>();
    const set = trackedSet(format.read(opened.source, report), (image) => {
      report.throwIfCancelled();
      const origin = opened.origin(image.path, image.source);
      const isHere = origin && 'place' in origin;
      places.set(image.path, isHere ? relativePath(request.folder, origin.place) : image.path);
    });
    const plan = planSplits(set, request.split);
    const lists = request.split.parts.map(({ name }) => {
      const paths = [...places].filter(([path]) => plan.get(path) === name).map(([, place]) => place);
      return { name, path: join(request.folder, `${name}.txt`), paths };
    });
    await writeLists(lists, request);
    const told = lists.map(({ name, path, paths }) => ({ name, path, images: paths.length }));
    return { from: format.id, lists: told, problems: report.problems };
  } finally {
    opened.close();
  }
}

function relativePath(folder: string, place: string): string {
  return relative(folder, place).split(sep).join('/');
}

async function writeLists(
  lists: readonly { readonly path: string; readonly paths: readonly string[] }[],
  { force, dryRun, folder }: SplitListsRequest,
): Promise<void> {
  const there = lists.find(({ path }) => existsSync(path));
  if (there && !force) throw new TargetError(`${there.path} is there already. Use --force to replace it.`);
  const odd = lists.flatMap(({ paths }) => paths).find((path) => /[\r\n]/.test(path));
  if (odd !== undefined)
    throw new ConversionError(`A list has one path a line, and ${JSON.stringify(odd)} has a line break.`);
  if (dryRun) return;
  mkdirSync(folder, { recursive: true });
  for (const { path, paths } of lists) await writeAtomic(path, paths.map((each) => `${each}\n`).join(''));
}
