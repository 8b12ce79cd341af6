import { printJson } from '../../json/exact';
import type { Json } from '../../json/json';

/** Marks a number that is kept as its digits (see `json/exact.ts`). */
const MARK = '\uE000\uE001';

/** JSON without spaces, as small as COCO files are; numbers that a double cannot hold keep their digits. */
export function compactJson(value: Json): string {
  const text = JSON.stringify(value);
  return text.includes(MARK) ? printJson(value) : text;
}

/** Members of an object without the braces, each after a comma; '' without members. */
export function moreMembers(entries: readonly (readonly [key: string, value: Json])[]): string {
  return entries.map(([key, value]) => `,${JSON.stringify(key)}:${compactJson(value)}`).join('');
}
