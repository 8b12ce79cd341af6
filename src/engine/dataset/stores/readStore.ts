import { basename } from 'node:path';
import { openFile } from '../../../core/formats/inPlace/fileText';
import type { KnownRow } from '../../../core/formats/inPlace/adoptIds';
import type { FileContext } from '../../../core/formats/inPlace/labelFile';
import type { AnnotationDoc, ImageFacts } from '../../../core/annotation/document';
import type { Problem } from '../../../core/problem';
import { FileError } from '../../fileError';
import { sha256OfText } from '../../fs';
import { DISK, type Files } from '../files';
import type { SidecarRead } from '../sidecarRead';
import type { LabelStore } from './labelStore';

/** What a store holds; `known` rows keep the ids they had. Never rejects for what is on disk. */
export async function readStore(
  store: LabelStore,
  known: readonly KnownRow[] = [],
  files: Files = DISK,
): Promise<{ readonly read: SidecarRead; readonly known: readonly KnownRow[] }> {
  const { path, problem } = store;
  if (problem) return { read: broken(path, problem), known };
  try {
    const text = await (store.file.isShared ? sharedText(path, files) : files.readText(path));
    return understood(store, text, await contextOf(store, undefined, files), known);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.kind === 'missing') return { read: { kind: 'absent', path }, known };
    const reason: Problem = { severity: 'error', code: `file-${error.kind}`, message: error.message };
    return { read: broken(path, reason), known };
  }
}

/** The text of a file for many images, read again only when it changed: each of them asks for it. */
async function sharedText(path: string, files: Files): Promise<string> {
  const stamp = await files.stampOf(path);
  const key = stamp === undefined ? undefined : `${path}|${stamp}`;
  const known = shared.find((each) => each.key === key);
  const text = known?.text ?? (await files.readText(path));
  const others = shared.filter((each) => each.files !== files);
  shared = key === undefined ? others : [{ files, key, text }, ...others].slice(0, MOST_SHARED);
  return text;
}

/** Two, so that two versions of one file can be compared image by image. */
const MOST_SHARED = 2;
let shared: readonly { readonly files: Files; readonly key: string; readonly text: string }[] = [];

function broken(path: string, problem: Problem): SidecarRead {
  return { kind: 'broken', path, hash: `broken:${problem.message}`, problem };
}

/** The context with the size of the image as it is, else as it is taken for; 0 where it cannot be told. */
export async function contextOf(
  { imagePath, context }: LabelStore,
  otherwise?: ImageFacts,
  files: Files = DISK,
): Promise<FileContext> {
  const header = await files.imageHeader(imagePath);
  const { widthPx = 0, heightPx = 0 } = header ?? otherwise ?? {};
  return { ...context, image: { file: basename(imagePath), widthPx, heightPx } };
}

function understood(
  { file, path }: LabelStore,
  text: string,
  context: FileContext,
  known: readonly KnownRow[],
): { readonly read: SidecarRead; readonly known: readonly KnownRow[] } {
  const opened = openFile(file, text, context, known);
  if (!opened.ok) return { read: broken(path, opened.problem), known };
  if (!opened.hasImage) return { read: { kind: 'absent', path }, known: [] };
  const { doc, problems, lineOf } = opened;
  const hash = partHash(file.isShared, text, doc, opened.known);
  return { read: { kind: 'ok', path, hash, doc, problems, lineOf }, known: opened.known };
}

/** Tells one content from another; of a file for many images only this image's part counts. */
export function partHash(
  isShared: boolean,
  text: string,
  { image, tags, state }: AnnotationDoc,
  known: readonly KnownRow[],
): string {
  if (!isShared) return sha256OfText(text);
  const rows = known.map(({ key, annotation: { id: _, ...rest } }) => [key, rest]);
  return sha256OfText(JSON.stringify([image, tags, state ?? null, rows]));
}
