import type { Format, Target } from '../../core/formats/format';
import type { LabelSet } from '../../core/formats/labelSet';
import { lowered } from '../../core/formats/lower';
import { assignSplits } from './assignSplits';
import { checkOptions } from './checkOptions';
import { chooseWriter, placeOf, type Place } from './chooseWriter';
import { ConversionError } from './conversionError';
import type { ConversionRequest, ConversionResult, Refusal } from './conversion';
import { CountingReport, type Follower } from './countingReport';
import { namedFormat, theFormat } from './detectFormat';
import { ImagePlacer, type ImageMode } from './imagePlacer';
import { Ledger } from './ledger';
import { openSource, type OpenedSource } from './openSource';
import { clearLeftovers } from './staging';
import { PartFs, partOf } from './partFs';
import { PathTaken, type TargetWriter } from './targetWriter';
import { trackedSet } from './trackedSet';

/** What one conversion works with. */
interface Work {
  readonly request: ConversionRequest;
  readonly opened: OpenedSource;
  readonly to: Format & { readonly write: NonNullable<Format['write']> };
  readonly images: ImageMode;
  readonly report: CountingReport;
  readonly ledger: Ledger;
  readonly placer: ImagePlacer;
  readonly splits: Map<string, number>;
  /** Where images of the set are in the source; filled only when images are placed. */
  readonly found: Map<string, string>;
}

/**
 * Reads labels in one format and writes them in another, at once and in one walk. Nothing is at the target before all
 * of it is written and in + added = out + lost. Throws `ConversionError`, `TargetError`, `FileError`, `UnreadableFile`,
 * `Cancelled`; then the target is as it was.
 */
export function convert(request: ConversionRequest, follower: Follower): ConversionResult {
  const ledger = new Ledger();
  const report = new CountingReport(follower, ledger);
  const opened = openSource(request.source, {
    notice: (problem) => {
      report.problem(problem);
    },
    options: request.readOptions,
    followLinks: request.followLinks,
    overlay: request.overlay,
    images: request.imagesFolder,
  });
  try {
    const { format: from, reason } = sourceFormat(request, opened);
    const to = writable(request.to === undefined ? from : namedFormat(request.to));
    checkOptions(request.readOptions, from.readOptions, from.id);
    checkOptions(request.writeOptions, to.writeOptions, to.id);
    const work = { request, opened, to, report, ledger, ...freshWork(report, request, to) };
    const done = write(work, from.read(opened.source, report));
    const about = { from: from.id, ...(reason !== undefined && { reason }), to: to.id };
    return { ...about, ...done, splits: Object.fromEntries(work.splits), ...results(work) };
  } finally {
    opened.close();
  }
}

function freshWork(
  report: CountingReport,
  request: ConversionRequest,
  to: Format,
): Pick<Work, 'images' | 'placer' | 'splits' | 'found'> {
  const images = imageMode(request, to);
  return { images, placer: new ImagePlacer(report), splits: new Map(), found: new Map() };
}

function imageMode({ images }: ConversionRequest, to: Format): ImageMode {
  if (images === 'none' && to.needsImages)
    throw new ConversionError(
      `${to.title} is made of the images themselves: use --copy-images or --link-images.`,
    );
  return images ?? (to.needsImages ? 'copy' : 'none');
}

function sourceFormat(
  { from, source }: ConversionRequest,
  opened: OpenedSource,
): { readonly format: Format; readonly reason?: string } {
  return from === undefined ? theFormat(opened.source, source) : { format: namedFormat(from) };
}

function writable(format: Format): Work['to'] {
  const { write } = format;
  if (!write) throw new ConversionError(`${format.title} can be read, but is not written.`);
  return { ...format, write: (set, target) => write.call(format, set, target) };
}

type Done = Pick<ConversionResult, 'target' | 'notWritten' | 'files' | 'images' | 'imagesPlaced' | 'notes'>;

function write(work: Work, set: LabelSet): Done {
  const { request, to, images } = work;
  const place = placeOf(to, { target: request.target, images, isParted: isParted(request, to) });
  const notes = request.dryRun ? [] : clearLeftovers(place.path);
  const writer = chooseWriter(place, { ...request, images });
  try {
    writeLabels(work, set, writer);
    const notWritten = refusal(work);
    const mayPlace = images !== 'none' && notWritten === undefined;
    const imagesPlaced = mayPlace ? work.placer.place(writer, images, (path) => originOf(work, path)) : 0;
    if (notWritten === undefined) writer.commit();
    return { ...done(place, writer, work), ...(notWritten && { notWritten }), imagesPlaced, notes };
  } finally {
    writer.discard();
  }
}

function done(
  place: Place,
  writer: TargetWriter,
  { images }: Work,
): Pick<Done, 'target' | 'files' | 'images'> {
  return { target: place.path, files: writer.fileCount, images };
}

function writeLabels(work: Work, set: LabelSet, writer: TargetWriter): void {
  const { request, to, report, ledger } = work;
  const inParts = request.split ? assignSplits(set, request.split) : set;
  const followed = trackedSet(inParts, (image) => {
    report.throwIfCancelled();
    ledger.came(image);
    if (image.split !== undefined) work.splits.set(image.split, (work.splits.get(image.split) ?? 0) + 1);
  });
  const options = { family: to.family, ...(request.includeProposals && { proposals: 'include' as const }) };
  const holds = isParted(request, to) ? { ...to.holds, splits: true } : to.holds;
  const low = trackedSet(lowered(followed, holds, report, options), (image) => {
    ledger.lowered(image);
    if (work.images !== 'none' && image.source !== undefined) work.found.set(image.path, image.source);
  });
  try {
    if (isParted(request, to)) writeParts(work, low, writer);
    else to.write(low, targetOf(work, writer, work.placer.want));
  } catch (error) {
    if (!(error instanceof PathTaken)) throw error;
    throw new ConversionError(
      `Two images of the source have labels for one place in the target: ${error.path}. Rename one of them.`,
    );
  }
}

/** A format without splits gets a folder for each part. */
function isParted({ split }: ConversionRequest, to: Format): boolean {
  return split !== undefined && !to.holds.splits;
}

function writeParts(work: Work, low: LabelSet, writer: TargetWriter): void {
  // Walked once for the numbers of images, which are told beforehand.
  for (const _ of low.images) work.report.throwIfCancelled();
  for (const [part, count] of work.splits) {
    const fs = new PartFs(writer, part);
    const want: Target['image'] = (path, at) => {
      work.placer.want(path, fs.outer(at));
    };
    work.to.write(partOf(low, part, count), targetOf(work, fs, want));
  }
}

function targetOf({ request, report }: Work, fs: Target['fs'], image: Target['image']): Target {
  return { fs, options: request.writeOptions, image, report };
}

function originOf({ opened, found }: Work, path: string): ReturnType<OpenedSource['origin']> {
  return opened.origin(path, found.get(path));
}

function refusal({ request, report, ledger }: Work): Refusal | undefined {
  if (ledger.balance().mismatches.length > 0) return 'mismatch';
  const { error, warning } = report.problems.counts;
  if (request.strict && report.losses.length + error + warning > 0) return 'strict';
  return request.dryRun ? 'dry-run' : undefined;
}

function results({ ledger, report }: Work): Pick<ConversionResult, 'balance' | 'losses' | 'problems'> {
  return { balance: ledger.balance(), losses: report.losses, problems: report.problems };
}
