import { basename } from 'node:path';
import { emptyDoc, type AnnotationDoc } from '../../core/annotation/document';
import { DIFF_SIDES, type DiffLabels, type DiffSideName } from '../../protocol/diffView';
import { loadImage, type ImageContent, type ImageLoader } from '../editor/imageContent';
import type { DiffEnd, DiffPair } from './request';
import { sameFile } from './sameFile';
import type { DiffPicture, DiffSource } from './source';

/** One side as it was read. */
export interface ReadSide {
  readonly end: DiffEnd;
  readonly labels: DiffLabels;
  /** The file that the picture is shown from; undefined when there is none. */
  readonly file: string | undefined;
  readonly image: ImageContent;
}

export type ReadPair = Readonly<Record<DiffSideName, ReadSide>>;

/** Reads both versions of an image, and their pictures: one when both are the same. Rejects with the signal's reason. */
export async function readPair(
  pair: DiffPair,
  source: DiffSource,
  loader: ImageLoader,
  page: number,
  signal: AbortSignal,
): Promise<ReadPair> {
  const ends = { before: pair.left, after: pair.right };
  const [before, after] = await Promise.all(
    DIFF_SIDES.map(async (side) => {
      const { revision, imagePath = pair.imagePath } = ends[side];
      const [labels, picture] = await Promise.all([
        source.read(revision, imagePath, signal),
        source.picture(revision, imagePath, signal),
      ]);
      return { end: ends[side], labels: noted(labels, picture), picture };
    }),
  );
  signal.throwIfAborted();
  if (!before || !after) throw new Error(`${basename(pair.imagePath)} has not two sides.`);
  const [first, second] = [fileOf(before.picture), fileOf(after.picture)];
  const isSame = first !== undefined && second !== undefined && (await sameFile(first, second, signal));
  const shown = await contentOf(after.picture, loader, page);
  const older = isSame ? shown : await contentOf(before.picture, loader, page);
  signal.throwIfAborted();
  return {
    before: { end: before.end, labels: before.labels, file: isSame ? second : first, image: older },
    after: { end: after.end, labels: after.labels, file: second, image: shown },
  };
}

function fileOf(picture: DiffPicture): string | undefined {
  return picture.kind === 'file' ? picture.path : undefined;
}

async function contentOf(picture: DiffPicture, loader: ImageLoader, page: number): Promise<ImageContent> {
  if (picture.kind === 'file') return loadImage(picture.path, loader, page);
  return { kind: 'missing', reason: picture.reason, widthPx: 0, heightPx: 0 };
}

function noted(labels: DiffLabels, picture: DiffPicture): DiffLabels {
  if (labels.kind !== 'labels' || picture.kind !== 'file' || picture.note === undefined) return labels;
  return { ...labels, notes: [...labels.notes, picture.note] };
}

/** The document of a side, or one that says nothing. */
export function docIn({ labels }: ReadSide): AnnotationDoc {
  return labels.kind === 'labels' ? labels.doc : emptyDoc({ file: '', widthPx: 0, heightPx: 0 });
}
