import type { Json } from './json';
import type { JsonScan } from './scan';

/** Two private-use characters before digits mark a number kept as its source text; no real string looks so. */
const MARK = '\uE000\uE001';

/**
 * Parses JSON text without losing numbers that a double cannot hold: they arrive as strings that begin with a
 * private mark, and `printJson` writes the same digits again.
 */
export function parseExact(text: string, scan: JsonScan): Json {
  if (scan.unsafeNumbers.length === 0) return JSON.parse(text) as Json;
  let marked = '';
  let from = 0;
  for (const [start, end] of scan.unsafeNumbers) {
    marked += `${text.slice(from, start)}"${MARK}${text.slice(start, end)}"`;
    from = end;
  }
  return JSON.parse(marked + text.slice(from)) as Json;
}

/** JSON on one line with a space after `:` and `,`, as Python's `json.dumps` writes it. */
export function printJson(value: Json): string {
  if (typeof value === 'string') return printString(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => printJson(item)).join(', ')}]`;
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printJson(item)}`);
  return `{${members.join(', ')}}`;
}

const KEPT_NUMBER = new RegExp(`^${MARK}(-?\\d[\\d.eE+-]*)$`);

function printString(value: string): string {
  return KEPT_NUMBER.exec(value)?.[1] ?? JSON.stringify(value);
}
