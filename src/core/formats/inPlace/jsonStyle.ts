import { isArray, isObject, type Json } from '../../json/json';
import type { JsonNode } from './jsonTree';

/** How a JSON file is laid out. */
export interface JsonStyle {
  /** One level of indentation. */
  readonly unit: string;
  readonly eol: string;
  /** Behind a colon, and behind a comma on one line. */
  readonly colon: string;
  readonly comma: string;
}

const SAMPLE_CHARS = 20_000;

export function jsonStyleOf(text: string): JsonStyle {
  const head = text.slice(0, SAMPLE_CHARS);
  const indent = /[[{]\r?\n([ \t]+)/.exec(head)?.[1];
  return { unit: indent ?? '  ', eol: /\r?\n/.exec(head)?.[0] ?? '\n', ...spacingOf(head) };
}

/** The spaces of a sample's first colon and comma on a line; like each other where one is missing. */
function spacingOf(sample: string): Pick<JsonStyle, 'colon' | 'comma'> {
  const colon = /"\s*:( ?)[^\s]/.exec(sample)?.[1];
  const comma = /[\d"\]}el],( ?)[^\s]/.exec(sample)?.[1];
  return { colon: colon ?? ' ', comma: comma ?? colon ?? ' ' };
}

/** The style with the spaces that are used in one value. */
export function styleLike(text: string, node: JsonNode | undefined, style: JsonStyle): JsonStyle {
  if (!node) return style;
  const sample = text.slice(node.start, Math.min(node.end, node.start + SAMPLE_CHARS));
  return /"\s*: ?[^\s]/.test(sample) ? { ...style, ...spacingOf(sample) } : style;
}

/** Is the value laid out over several lines, its first part on a line of its own? */
export function isBlock(text: string, node: JsonNode | undefined): boolean | undefined {
  const first = node && firstPart(node);
  return first === undefined ? undefined : text.slice(node?.start, first).includes('\n');
}

function firstPart({ items, members }: JsonNode): number | undefined {
  return items ? items[0]?.start : members?.values().next().value?.start;
}

/** The white space at the beginning of the line on which an offset lies. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, Math.min(offset, start + 200)))?.[0] ?? '';
}

/**
 * Prints a value as a value of its kind is laid out in the file: `like` is that one, and `block` tells what holds where
 * there is none. `indent` is that of the line on which the value begins.
 */
export function printLike(
  value: Json,
  text: string,
  like: JsonNode | undefined,
  style: JsonStyle,
  indent: string,
  block: boolean,
): string {
  const own = isBlock(text, like) ?? block;
  const inner = indent + style.unit;
  if (isArray(value)) {
    const sample = like?.items?.[0];
    const parts = value.map((item) => printLike(item, text, sample, style, own ? inner : indent, own));
    return wrapped('[', ']', parts, style, indent, own);
  }
  if (!isObject(value)) return JSON.stringify(value);
  const keys = orderedKeys(Object.keys(value), like);
  const parts = keys.map((key) => {
    const sample = like?.members?.get(key)?.value;
    const printed = printLike(value[key] ?? null, text, sample, style, own ? inner : indent, own);
    return `${JSON.stringify(key)}:${style.colon}${printed}`;
  });
  return wrapped('{', '}', parts, style, indent, own);
}

/** As they stand in the other object; what that one has not comes behind. */
function orderedKeys(keys: readonly string[], like: JsonNode | undefined): readonly string[] {
  const known = [...(like?.members?.keys() ?? [])];
  const place = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  return [...keys].sort((a, b) => place(a) - place(b));
}

function wrapped(
  open: string,
  close: string,
  parts: readonly string[],
  { unit, eol, comma }: JsonStyle,
  indent: string,
  block: boolean,
): string {
  if (parts.length === 0) return open + close;
  if (!block) return open + parts.join(`,${comma}`) + close;
  return `${open}${eol}${parts.map((part) => indent + unit + part).join(`,${eol}`)}${eol}${indent}${close}`;
}
