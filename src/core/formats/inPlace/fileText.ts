import type { AnnotationDoc } from '../../annotation/document';
import { findAnnotation } from '../../annotation/find';
import type { Problem } from '../../problem';
import { adoptIds, type KnownRow } from './adoptIds';
import { changesFor, docOf, saysSame } from './changes';
import type { FileContext, LabelFile, ReadFile } from './labelFile';
import { lineAt } from './textEdits';

/** A label file as a document, and its rows with their ids for the next time. */
export interface OpenedFile {
  readonly ok: true;
  readonly doc: AnnotationDoc;
  readonly known: readonly KnownRow[];
  readonly problems: readonly Problem[];
  readonly hasImage: boolean;
  /** 1-based. */
  lineOf(id: string): number | undefined;
}

/** Reads a file; rows that were known before (`known`) keep their ids. */
export function openFile(
  file: LabelFile,
  text: string,
  context: FileContext,
  known: readonly KnownRow[],
): OpenedFile | { readonly ok: false; readonly problem: Problem } {
  const read = file.read(text, context);
  if (!read.ok) return read;
  return opened(text, read, adoptIds(read.rows, known, context.name));
}

function opened(text: string, read: ReadFile, ids: readonly string[]): OpenedFile {
  const starts = new Map(ids.map((id, i) => [id, read.rows[i]?.start ?? 0]));
  return {
    ok: true,
    doc: docOf(read, ids),
    known: read.rows.map(({ key, annotation }, i) => ({
      id: ids[i] ?? '',
      annotation,
      ...(key !== undefined && { key }),
    })),
    problems: read.problems,
    hasImage: read.hasImage,
    lineOf: (id) => {
      const start = starts.get(id);
      return start === undefined ? undefined : lineAt(text, start);
    },
  };
}

export type SavedFile =
  | { readonly ok: true; readonly text: string; readonly opened: OpenedFile }
  /** Nothing may be written: what would stand there would say something else than the document. */
  | { readonly ok: false; readonly problem: Problem };

/**
 * The text that says what the document says, with as little changed as can be; `text` is what stands there, undefined
 * for nothing, and `known` what its rows are called. What it will be read as is compared before anything is written.
 */
export function saveFile(
  file: LabelFile,
  text: string | undefined,
  doc: AnnotationDoc,
  context: FileContext,
  known: readonly KnownRow[],
): SavedFile {
  const before = text === undefined ? undefined : file.read(text, context);
  if (before && !before.ok) return before;
  const ids = before ? adoptIds(before.rows, known, context.name) : [];
  const changes = changesFor(file, before, ids, doc);
  if (text !== undefined && before && !changes) return { ok: true, text, opened: opened(text, before, ids) };
  const none = { updated: new Map(), removed: new Set<number>(), added: [] };
  const written = file.write(text, before, changes ?? none, context);
  const after = file.read(written.text, context);
  if (!after.ok) return after;
  const kept = ids.filter((_, i) => !changes?.removed.has(i));
  const all = [...kept, ...(changes?.added ?? []).map(({ id }) => id)];
  const wrong = difference(file, after, all, doc);
  if (wrong !== undefined) return { ok: false, problem: unfaithful(file.title(context), wrong) };
  return { ok: true, text: written.text, opened: opened(written.text, after, all) };
}

/** What is read back may be this far from what was drawn: pixels. */
const WRITTEN_PX = 0.0101;

function difference(
  file: LabelFile,
  after: ReadFile,
  ids: readonly string[],
  doc: AnnotationDoc,
): string | undefined {
  if (after.rows.length !== ids.length)
    return `it would hold ${after.rows.length} annotations in place of ${ids.length}`;
  const lost = after.rows.findIndex(({ annotation }, i) => {
    const wanted = findAnnotation(doc, ids[i] ?? '');
    return !wanted || !saysSame(file, annotation, wanted, WRITTEN_PX);
  });
  return lost < 0 ? undefined : `annotation ${ids[lost] ?? ''} would be read back differently`;
}

function unfaithful(title: string, why: string): Problem {
  const message = `Nothing was written, because a ${title} file cannot say this: ${why}. Switch to sidecars to keep it.`;
  return { severity: 'error', code: 'not-written', message };
}
