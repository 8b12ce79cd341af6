import { basename } from 'node:path';
import { addCocoCategory } from '../../../core/formats/inPlace/cocoClasses';
import { openCoco } from '../../../core/formats/inPlace/openCoco';
import { addYoloName, type AddedName } from '../../../core/formats/inPlace/yoloNames';
import { readTextFile, writeAtomic } from '../../fs';
import type { LabelStore } from './labelStore';

/** Adds a class to the file that lists those of a store, leaving everything else of it as it is. Throws a sentence. */
export async function addStoreClass({ file, classesPath }: LabelStore, name: string): Promise<void> {
  if (classesPath === undefined) return;
  const text = await readTextFile(classesPath);
  const added = withClass(file.id, classesPath, text, name);
  if (!added.ok) throw new Error(`${classesPath}: ${added.message}`);
  if (added.text !== text) await writeAtomic(classesPath, added.text);
}

function withClass(id: LabelStore['file']['id'], path: string, text: string, name: string): AddedName {
  if (id === 'yolo' && /\.ya?ml$/i.test(basename(path))) return addYoloName(text, name);
  return id === 'coco' ? addCategory(text, name) : addLine(text, name);
}

function addCategory(source: string, name: string): AddedName {
  const open = openCoco(source);
  if ('code' in open) return { ok: false, message: open.message };
  if (open.classes.idOf.has(name)) return { ok: true, text: source };
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { ok: true, text: mark + addCocoCategory(open.text, open.index, name).slice(mark.length) };
}

/** A list of names, one per line: the next line. */
function addLine(text: string, name: string): { readonly ok: true; readonly text: string } {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  if (lines.includes(name)) return { ok: true, text };
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const content = text.trimEnd();
  const tail = text.slice(content.length);
  return { ok: true, text: content === '' ? `${name}${eol}` : `${content}${eol}${name}${tail}` };
}
