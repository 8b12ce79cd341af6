import assert from 'node:assert/strict';
import { apply, type Edit } from '../../src/core/edit/edit';
import { refusedEdit } from '../../src/core/formats/inPlace/refuse';
import { openFile, saveFile, type OpenedFile } from '../../src/core/formats/inPlace/fileText';
import type { FileContext, LabelFile } from '../../src/core/formats/inPlace/labelFile';

/** Opens a text that must be readable. */
export function opened(file: LabelFile, text: string, context: FileContext): OpenedFile {
  const read = openFile(file, text, context, []);
  assert.ok(read.ok, read.ok ? '' : read.problem.message);
  return read;
}

/** The text after an edit of what it says. */
export function edited(
  file: LabelFile,
  text: string,
  context: FileContext,
  edit: (read: OpenedFile) => Edit,
): string {
  const read = opened(file, text, context);
  const wanted = edit(read);
  assert.equal(refusedEdit(file, wanted, context), undefined);
  const saved = saveFile(file, text, apply(read.doc, wanted).doc, context, read.known);
  assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
  return saved.text;
}

/** The lines that differ: `-` and `+` before them, in their order. */
export function lineDiff(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [
    ...a.slice(start, a.length - end).map((line) => `-${line}`),
    ...b.slice(start, b.length - end).map((line) => `+${line}`),
  ];
}
