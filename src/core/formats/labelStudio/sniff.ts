import type { ReadFs } from '../fs';
import { headOf } from '../lib/readTextOr';

/** What a JSON file of Label Studio's holds. */
export type TaskForm = 'tasks' | 'min';

const HEAD_BYTES = 65_536;

/** Tells by a file's beginning what it holds. */
export function sniffTasks(fs: ReadFs, path: string): TaskForm | undefined {
  const head = headOf(fs, path, HEAD_BYTES)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (head[0] !== '[' && head[0] !== '{') return undefined;
  const has = (key: string): boolean => head.includes(`"${key}"`);
  if (has('images') && has('categories')) return undefined;
  const hasData = /"data"\s*:\s*\{/.test(head);
  if (hasData && (has('annotations') || has('completions') || has('predictions') || isLarge(head)))
    return 'tasks';
  if (BARE_DATA.test(head)) return 'tasks';
  const isMin = has('annotation_id') && has('annotator');
  return isMin && !hasData ? 'min' : undefined;
}

/** A task that nobody has worked on yet. */
const BARE_DATA = /^\[?\s*\{[^{}]*"data"\s*:\s*\{\s*"(?:image|img|image_url|url|ocr|captioning|pages)"\s*:/;

/** `data` came first, and is longer than what was looked at; or results come before it. */
function isLarge(head: string): boolean {
  return head.length >= HEAD_BYTES / 2 || (/"result"\s*:\s*\[/.test(head) && /"from_name"/.test(head));
}
