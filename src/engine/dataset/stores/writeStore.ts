import type { AnnotationDoc } from '../../../core/annotation/document';
import { saveFile } from '../../../core/formats/inPlace/fileText';
import type { KnownRow } from '../../../core/formats/inPlace/adoptIds';
import { FileError } from '../../fileError';
import { readTextFile, writeAtomic } from '../../fs';
import type { LabelStore } from './labelStore';
import { contextOf, partHash, readStore } from './readStore';

/** What stands in a store after a save. */
export interface WrittenStore {
  readonly hash: string;
  readonly known: readonly KnownRow[];
  lineOf(id: string): number | undefined;
}

/** Labels that were not written, because the file would not say what they say; the message tells why. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
}

/** The file's content for this image is no longer what the labels grew from: nothing was written. */
export const CHANGED = 'changed';

const turns = new Map<string, Promise<unknown>>();

/** One save after the other for one file: two images of one COCO file must not undo each other. */
function inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(path) ?? Promise.resolve()).then(work, work);
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (turns.get(path) === settled) turns.delete(path);
    });
  turns.set(path, settled);
  return turn;
}

/**
 * Puts the labels into the image's place in the file as it is on disk at this moment, leaving everything else of it as
 * it is. `baseHash`: what the labels grew from, undefined for nothing. Throws `NotWritten`, `FileError`.
 */
export function writeStore(
  store: LabelStore,
  doc: AnnotationDoc,
  known: readonly KnownRow[],
  baseHash: string | undefined,
): Promise<WrittenStore | typeof CHANGED> {
  return inTurn(store.path, async () => {
    const { file, path } = store;
    const now = await readStore(store, known);
    if (now.read.kind === 'broken') throw new NotWritten(`${path}: ${now.read.problem.message}`);
    if ((now.read.kind === 'ok' ? now.read.hash : undefined) !== baseHash) return CHANGED;
    const text = await textAt(path);
    const saved = saveFile(file, text, doc, await contextOf(store, doc.image), now.known);
    if (!saved.ok) throw new NotWritten(saved.problem.message);
    if (saved.text !== text) await writeAtomic(path, saved.text);
    const { known: rows, lineOf } = saved.opened;
    return { hash: partHash(file.isShared, saved.text, saved.opened.doc, rows), known: rows, lineOf };
  });
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof FileError && error.kind === 'missing') return undefined;
    throw error;
  }
}
