import { relative, sep } from 'node:path';
import { imageMatcher, type ImageMatch } from '../../core/formats/importMatch';
import type { LabeledImage, LabelSet } from '../../core/formats/labelSet';
import { concurrently } from '../concurrently';
import { dataSets, type DataSets } from '../dataset/dataSets';
import { scanFolder } from '../dataset/images';
import { checkOptions } from './checkOptions';
import { CountingReport, type Follower, type ProblemList } from './countingReport';
import { namedFormat, theFormat } from './detectFormat';
import { importImage, type ImageOutcome, type ImportMode } from './importImage';
import { importSchema, type SchemaOutcome } from './importSchema';
import { openSource } from './openSource';

export interface ImportRequest {
  readonly source: string;
  /** The folder whose images get the labels. */
  readonly folder: string;
  readonly from?: string | undefined;
  readonly readOptions: Readonly<Record<string, string>>;
  readonly followLinks: boolean;
  readonly mode: ImportMode;
  /** Labels made for a smaller or larger copy of the image are scaled to it. */
  readonly scale: boolean;
  readonly dryRun: boolean;
  /** The git program, which is asked where sidecars may live. */
  readonly git?: string | undefined;
}

/** What an import did; part of `--json`, so its names stay. */
export interface ImportResult {
  readonly from: string;
  readonly reason?: string;
  readonly folder: string;
  readonly dryRun: boolean;
  readonly isCancelled: boolean;
  readonly images: {
    readonly inSource: number;
    /** Sidecars that were written (or would be). */
    readonly written: number;
    readonly unchanged: number;
    readonly skipped: number;
    readonly unmatched: number;
    readonly ambiguous: number;
    /** Not imported because of a problem: another size, labels that cannot be read. */
    readonly failed: number;
  };
  readonly annotations: {
    readonly inSource: number;
    readonly added: number;
    /** The same class and shape were there already. */
    readonly same: number;
    /** In images that were not written. */
    readonly left: number;
    /** Own annotations that were replaced. */
    readonly replaced: number;
  };
  readonly byClass: Readonly<Record<string, number>>;
  readonly schema: SchemaOutcome;
  readonly problems: ProblemList;
}

const AT_ONCE = 8;

interface Counts {
  readonly images: { -readonly [K in keyof ImportResult['images']]: number };
  readonly annotations: { -readonly [K in keyof ImportResult['annotations']]: number };
  readonly byClass: Map<string, number>;
}

/**
 * Puts labels of any format into the sidecars of the images below a folder. Each sidecar is written whole; when it is
 * cancelled, those written so far stay, and doing it again goes on. Throws `ConversionError`, `FileError` and
 * `UnreadableFile` before anything is written.
 */
export async function importLabels(request: ImportRequest, follower: Follower): Promise<ImportResult> {
  const report = new CountingReport(follower);
  const { readOptions: options, followLinks } = request;
  const notice = report.problem.bind(report);
  const opened = openSource(request.source, { notice, options, followLinks, images: request.folder });
  try {
    const found =
      request.from === undefined
        ? theFormat(opened.source, request.source)
        : { format: namedFormat(request.from), reason: undefined };
    checkOptions(options, found.format.readOptions, found.format.id);
    const set = found.format.read(opened.source, report);
    const { format, reason } = found;
    const about = { from: format.id, ...(reason !== undefined && { reason }) };
    return { ...about, ...(await importSet(set, request, report)), problems: report.problems };
  } finally {
    opened.close();
  }
}

async function importSet(
  set: LabelSet,
  request: ImportRequest,
  report: CountingReport,
): Promise<Omit<ImportResult, 'from' | 'problems'>> {
  const sets = dataSets({ git: request.git });
  const counts = freshCounts();
  const labels = new Set<string>();
  const matched = await matcherOf(request.folder, sets);
  const isCancelled = await eachImage(set, report, async (image, index) => {
    count(counts, image, labels);
    report.progress(index + 1, set.imageCount, 'Importing labels');
    const path = oneMatch(matched(image), image, counts, report);
    if (path === undefined) return;
    const target = { folder: request.folder, path };
    tally(counts, image, await importImage(image, target, request, sets, report));
  });
  const schema = await importSchema(set.schema, labels, request, sets, report);
  const { folder, dryRun } = request;
  const byClass = Object.fromEntries([...counts.byClass].sort(([, a], [, b]) => b - a));
  return {
    folder,
    dryRun,
    isCancelled,
    images: counts.images,
    annotations: counts.annotations,
    byClass,
    schema,
  };
}

function freshCounts(): Counts {
  return {
    images: { inSource: 0, written: 0, unchanged: 0, skipped: 0, unmatched: 0, ambiguous: 0, failed: 0 },
    annotations: { inSource: 0, added: 0, same: 0, left: 0, replaced: 0 },
    byClass: new Map(),
  };
}

/** True when it was cancelled; what had begun is done. */
async function eachImage(
  set: LabelSet,
  report: CountingReport,
  work: (image: LabeledImage, index: number) => Promise<void>,
): Promise<boolean> {
  let index = 0;
  let isCancelled = false;
  function* until(): Generator<LabeledImage> {
    for (const image of set.images) {
      isCancelled = report.isCancelled();
      if (isCancelled) return;
      yield image;
    }
  }
  await concurrently(until(), AT_ONCE, (image) => work(image, index++));
  return isCancelled;
}

/** Finds each image's file once: two images of the source never write one sidecar. */
async function matcherOf(
  folder: string,
  { schemas }: DataSets,
): Promise<(image: LabeledImage) => ImageMatch> {
  const { images } = await scanFolder(folder, schemas);
  const match = imageMatcher(images.map((path) => relative(folder, path).split(sep).join('/')));
  const taken = new Map<string, string>();
  return ({ path }) => {
    const found = match(path);
    if (found.kind !== 'one') return found;
    const other = taken.get(found.path);
    if (other !== undefined) return { kind: 'several', paths: [`${found.path}, which ${other} has already`] };
    taken.set(found.path, path);
    return found;
  };
}

function oneMatch(
  match: ImageMatch,
  { path, doc }: LabeledImage,
  { images, annotations }: Counts,
  report: CountingReport,
): string | undefined {
  if (match.kind === 'one') return match.path;
  annotations.left += doc.annotations.length;
  if (match.kind === 'none') {
    images.unmatched++;
    const message = 'No image of the folder has this path or name; its labels were not imported.';
    report.problem({ severity: 'warning', code: 'import-unmatched', message, path });
  } else {
    images.ambiguous++;
    const message = `This may be ${match.paths.slice(0, 5).join(' or ')}; its labels were not imported. Give the images paths that differ.`;
    report.problem({ severity: 'warning', code: 'import-ambiguous', message, path });
  }
  return undefined;
}

function count({ images, annotations }: Counts, { doc }: LabeledImage, labels: Set<string>): void {
  images.inSource++;
  annotations.inSource += doc.annotations.length;
  for (const { label } of doc.annotations) labels.add(label);
}

function tally({ images, annotations, byClass }: Counts, { doc }: LabeledImage, outcome: ImageOutcome): void {
  images[outcome.kind]++;
  if (!('added' in outcome)) annotations.left += doc.annotations.length;
  else {
    annotations.same += outcome.same;
    annotations.added += outcome.added.length;
    annotations.replaced += outcome.replaced;
    for (const { label } of outcome.added) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  }
}
