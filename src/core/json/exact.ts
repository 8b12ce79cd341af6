import type { Json } from './json';
import { MAX_DEPTH, scanJson, type JsonScan } from './scan';
import { surveyJson } from './survey';

/** Two private-use characters before digits mark a number kept as its source text; no real string looks so. */
const MARK = '\uE000\uE001';

/**
 * Parses JSON text without losing numbers that a double cannot hold: they arrive as strings that begin with a
 * private mark, and `printJson` writes the same digits again.
 */
function parseExact(text: string, scan: JsonScan): Json {
  let marked = '';
  let from = 0;
  for (const [start, end] of scan.unsafeNumbers) {
    marked += `${text.slice(from, start)}"${MARK}${text.slice(start, end)}"`;
    from = end;
  }
  return JSON.parse(marked + text.slice(from)) as Json;
}

/** JSON text with what `JSON.parse` does not tell; `value` is undefined when `scan` has an error. */
export function readJson(
  text: string,
  arrayKey: string,
): { readonly scan: JsonScan; readonly value: Json | undefined } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { scan: scanJson(text, arrayKey), value: undefined };
  }
  const scan = surveyJson(text, arrayKey, MAX_DEPTH);
  if (scan.error) return { scan, value: undefined };
  return { scan, value: scan.unsafeNumbers.length === 0 ? value : parseExact(text, scan) };
}

/** JSON on one line with a space after `:` and `,`, as Python's `json.dumps` writes it. */
export function printJson(value: Json): string {
  if (typeof value === 'string') return printString(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return printArray(value as readonly Json[]);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printJson(item)}`);
  return `{${members.join(', ')}}`;
}

/** Coordinates make up most of a sidecar: numbers alone are joined at once. */
function printArray(items: readonly Json[]): string {
  const isPlain = items.every((item) => typeof item === 'number' && Number.isFinite(item));
  return `[${isPlain ? items.join(', ') : items.map(printJson).join(', ')}]`;
}

const KEPT_NUMBER = new RegExp(`^${MARK}(-?\\d[\\d.eE+-]*)$`);

function printString(value: string): string {
  const kept = value.startsWith(MARK) ? KEPT_NUMBER.exec(value)?.[1] : undefined;
  return kept ?? JSON.stringify(value);
}
