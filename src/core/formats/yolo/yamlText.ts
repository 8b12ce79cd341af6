import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';

const MAX_CHARACTERS = 4_000_000;
const MAX_DEPTH = 100;

/** A YAML text as a tree, or in words why it is not read. Aliases are followed one by one, never expanded. */
export function parseYaml(text: string): Document | string {
  if (text.length > MAX_CHARACTERS) return `it has more than ${MAX_CHARACTERS} characters`;
  if (isTooDeep(text)) return 'it is nested hundreds deep';
  try {
    const doc = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return doc as unknown as Document;
  } catch (error) {
    // Thousands of levels exhaust the reader's stack.
    return error instanceof Error ? error.message : String(error);
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return /(?:[-?:][ \t]+){100}/.test(text);
}

/** A node, or what its alias stands for. */
export function resolved(node: unknown, doc: Document): Node | undefined {
  const own = node as Node | null | undefined;
  return (isAlias(own) ? own.resolve(doc) : own) ?? undefined;
}

/** The members of a mapping in order, the last of equal keys; undefined when it is none. */
export function membersOf(node: unknown, doc: Document): ReadonlyMap<string, Node | undefined> | undefined {
  const own = resolved(node, doc);
  if (!isMap(own)) return undefined;
  const members = new Map<string, Node | undefined>();
  for (const { key, value } of own.items) {
    const text = scalarText(key, doc);
    if (text !== undefined) members.set(text, resolved(value, doc));
  }
  return members;
}

export function itemsOf(node: unknown, doc: Document): readonly (Node | undefined)[] | undefined {
  const own = resolved(node, doc);
  return isSeq(own) ? own.items.map((item) => resolved(item, doc)) : undefined;
}

/** A scalar as it is written: `no` and `1.0` stay text. Undefined for what is none, and for nothing at all. */
export function scalarText(node: unknown, doc: Document): string | undefined {
  const own = resolved(node, doc);
  if (!isScalar(own) || own.value === null || own.value === undefined) return undefined;
  if (typeof own.value === 'string') return own.value;
  return own.source ?? String(own.value);
}

/** A whole number from 0. */
export function wholeOf(node: unknown, doc: Document): number | undefined {
  const text = scalarText(node, doc);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const PLAIN = /^[A-Za-z_][\w ]*[\w]$|^[A-Za-z]$/;
/** Plain words that some reader of YAML takes for something else than text. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Text as a YAML scalar that every reader of YAML 1.1 and 1.2 takes for that text. */
export function printScalar(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text;

  return JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
