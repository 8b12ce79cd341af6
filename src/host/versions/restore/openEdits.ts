import { appendFile, readFile } from 'node:fs/promises';
import type { AnnotationDoc } from '../../../core/annotation/document';
import { parseSidecar, printSidecar } from '../../../core/annotation/sidecar';
import { diffDocs } from '../../../core/diff/docDiff';
import { editOf } from '../../../core/diff/editOf';
import type { Edit } from '../../../core/edit/edit';

/** What a restore made of an image that was open: its labels before and after. */
export interface OpenEdit {
  /** Absolute. */
  readonly imagePath: string;
  readonly before: AnnotationDoc;
  readonly after: AnnotationDoc;
}

/** Where they are kept: beside the journal of the files. */
export function openEditsPath(journalPath: string): string {
  return `${journalPath}.open`;
}

/** Keeps one on the disk, since nothing else of an unsaved edit outlives a reload of the window. */
export async function keepOpenEdit(
  journalPath: string,
  { imagePath, before, after }: OpenEdit,
): Promise<void> {
  const line = JSON.stringify({ imagePath, before: printSidecar(before), after: printSidecar(after) });
  await appendFile(openEditsPath(journalPath), `${line}\n`);
}

/** Those that were kept, in their order; what cannot be understood is left out. */
export async function keptOpenEdits(journalPath: string): Promise<readonly OpenEdit[]> {
  const text = await readFile(openEditsPath(journalPath), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => parsed(line) ?? []);
}

/** What takes the edit back again, and nothing that was done since. */
export function takingBack(label: string, { before, after }: OpenEdit): Edit {
  return editOf(label, diffDocs(after, before));
}

/** The last line of a window that was killed may be half of one. */
function parsed(line: string): OpenEdit | undefined {
  try {
    const value = JSON.parse(line) as Partial<Record<keyof OpenEdit, unknown>> | null;
    if (typeof value?.imagePath !== 'string') return undefined;
    const [before, after] = [docOf(value.before), docOf(value.after)];
    return before && after && { imagePath: value.imagePath, before, after };
  } catch {
    return undefined;
  }
}

function docOf(text: unknown): AnnotationDoc | undefined {
  const read = typeof text === 'string' ? parseSidecar(text) : undefined;
  return read?.ok ? read.doc : undefined;
}
