import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { rounded, type Annotation } from '../../core/annotation/annotation';
import { compareIds, isBlank, sameValue, type AnnotationDoc } from '../../core/annotation/document';
import { printSidecar } from '../../core/annotation/sidecar';
import { mergeLabels } from '../../core/formats/importMerge';
import { sizeFit, type PixelSize } from '../../core/formats/importScale';
import type { LabeledImage } from '../../core/formats/labelSet';
import type { Report } from '../../core/formats/report';
import { kindOf } from '../../core/shapes/index';
import type { DataSets } from '../dataset/dataSets';
import { imageHeaderOf } from '../dataset/imageHeaderOf';
import { readLocated } from '../dataset/readSidecar';
import { FileError, fileError } from '../fileError';
import { tempPath, writeAtomic } from '../fs';

/** What becomes of labels that an image has already: more are added, they are replaced, or the image is left alone. */
export type ImportMode = 'merge' | 'replace' | 'skip-existing';

export type ImageOutcome =
  | { readonly kind: 'skipped' | 'failed' }
  | {
      readonly kind: 'written' | 'unchanged';
      readonly added: readonly Annotation[];
      readonly same: number;
      readonly replaced: number;
    };

export interface ImageTarget {
  readonly folder: string;
  /** Below the folder, with `/`. */
  readonly path: string;
}

export interface ImageOptions {
  readonly mode: ImportMode;
  readonly scale: boolean;
  readonly dryRun: boolean;
}

/** Brings one image's labels into its sidecar. Never rejects for what is wrong with one file: that is a problem. */
export async function importImage(
  image: LabeledImage,
  { folder, path }: ImageTarget,
  options: ImageOptions,
  { ownSidecars }: DataSets,
  report: Report,
): Promise<ImageOutcome> {
  const imagePath = join(folder, ...path.split('/'));
  const real = await imageHeaderOf(imagePath).catch(() => undefined);
  const incoming = fitted(image, basename(imagePath), real, options.scale, report);
  if (!incoming) return { kind: 'failed' };
  const location = await ownSidecars.locate(imagePath);
  const own = await readLocated(location);
  if (own.kind === 'broken') return failed(report, path, own.problem.message);
  const before = own.kind === 'ok' ? own.doc : undefined;
  if (before && !isBlank(before) && options.mode === 'skip-existing') return { kind: 'skipped' };
  const { doc, ...counts } = combined(before, incoming, options.mode);
  if (isUnchanged(before, doc, image)) return { kind: 'unchanged', ...counts };
  try {
    if (!options.dryRun) await save(location.path, printSidecar(doc), before === undefined);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return failed(report, path, error.message);
  }
  return { kind: 'written', ...counts };
}

function failed(report: Report, path: string, why: string): ImageOutcome {
  report.problem({ severity: 'error', code: 'import-failed', message: `Not imported: ${why}`, path });
  return { kind: 'failed' };
}

/** Nobody has looked at an image without labels: then there is no sidecar to be made. */
function isUnchanged(
  before: AnnotationDoc | undefined,
  doc: AnnotationDoc,
  { labelled }: LabeledImage,
): boolean {
  if (before) return sameValue(before, doc);
  return isBlank(doc) && !labelled;
}

interface Combined {
  readonly doc: AnnotationDoc;
  readonly added: readonly Annotation[];
  readonly same: number;
  readonly replaced: number;
}

function combined(before: AnnotationDoc | undefined, incoming: AnnotationDoc, mode: ImportMode): Combined {
  if (!before) return { doc: incoming, added: incoming.annotations, same: 0, replaced: 0 };
  if (mode === 'replace') return replaced(before, incoming);
  const { doc, added, same } = mergeLabels(before, incoming);
  const known = new Set(before.annotations);
  const fresh = added === 0 ? [] : doc.annotations.filter((annotation) => !known.has(annotation));
  return { doc, added: fresh, same, replaced: 0 };
}

/** Annotations that stay the same are no change; what cannot be understood is not thrown away. */
function replaced(before: AnnotationDoc, incoming: AnnotationDoc): Combined {
  const { added, same } = mergeLabels(before, incoming);
  const doc = { ...incoming, image: before.image, kept: [...before.kept, ...incoming.kept] };
  const isSame = added === 0 && same === before.annotations.length;
  const kept = isSame ? { ...doc, annotations: before.annotations } : doc;
  const fresh = isSame ? [] : incoming.annotations;
  return {
    doc: kept,
    added: fresh,
    same: isSame ? same : 0,
    replaced: isSame ? 0 : before.annotations.length,
  };
}

/** The labels as the image's sidecar holds them; undefined when they were made for another size, which is told. */
function fitted(
  { path, doc }: LabeledImage,
  file: string,
  real: PixelSize | undefined,
  scale: boolean,
  report: Report,
): AnnotationDoc | undefined {
  const fit = sizeFit(doc, real);
  const factors = fit === 'scaled' && scale && real ? factorsOf(doc, real) : undefined;
  if (fit !== 'same' && fit !== 'unknown' && !factors) {
    report.problem({ severity: 'error', code: 'import-size', message: sizeMessage(doc, real, fit), path });
    return undefined;
  }
  const size = real ?? doc.image;
  if (!(size.widthPx > 0 && size.heightPx > 0)) {
    const message = 'Neither the labels nor the image tell its size; the labels were not imported.';
    report.problem({ severity: 'error', code: 'import-size', message, path });
    return undefined;
  }
  const { extra } = doc.image;
  const image = { file, widthPx: size.widthPx, heightPx: size.heightPx, ...(extra && { extra }) };
  const annotations = doc.annotations.map((each) => rounded(factors ? scaled(each, factors) : each));
  return { ...doc, image, annotations: annotations.sort(compareIds) };
}

function factorsOf({ image }: AnnotationDoc, real: PixelSize): readonly [number, number] {
  return [real.widthPx / image.widthPx, real.heightPx / image.heightPx];
}

function scaled(annotation: Annotation, [x, y]: readonly [number, number]): Annotation {
  const { shape } = annotation;
  return { ...annotation, shape: kindOf(shape).scale(shape, x, y) };
}

function sizeMessage({ image }: AnnotationDoc, real: PixelSize | undefined, fit: string): string {
  const sizes = `The labels are for ${image.widthPx} x ${image.heightPx} pixels, the image has ${real?.widthPx ?? 0} x ${real?.heightPx ?? 0}`;
  if (fit === 'scaled') return `${sizes}; they were not imported. --scale fits them to it.`;
  const turned = 'they were made without its EXIF orientation and were not imported.';
  return `${sizes}; ${fit === 'turned' ? turned : 'they are for another picture and were not imported.'}`;
}

/** Where nothing was, a power cut can lose nothing: no sync, which would take most of the time. */
async function save(path: string, text: string, isNew: boolean): Promise<void> {
  if (!isNew) return writeAtomic(path, text);
  const temp = tempPath(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temp, text, { flag: 'wx' });
    await rename(temp, path);
  } catch (error) {
    await rm(temp, { force: true });
    throw fileError('Could not save', path, error);
  }
}
