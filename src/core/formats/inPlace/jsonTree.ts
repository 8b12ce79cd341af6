import type { Json } from '../../json/json';

/** A JSON value with its place in the text (UTF-16 units), and its parts. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  /** Of an object: the last one of equal keys. */
  readonly members?: ReadonlyMap<string, JsonMember>;
  /** Of an array. */
  readonly items?: readonly JsonNode[];
}

export interface JsonMember {
  /** Of the key's opening quote. */
  readonly start: number;
  readonly value: JsonNode;
}

/** Deeper values are one node without parts: nothing of what is edited lies that deep. */
const MAX_DEPTH = 40;

/** The tree of a text that `JSON.parse` has accepted, or of one value in it that begins at `start`. */
export function jsonTree(text: string, start = 0): JsonNode {
  return new TreeReader(text, start).value(0);
}

/** The value of a node. */
export function valueAt(text: string, { start, end }: JsonNode): Json {
  return JSON.parse(text.slice(start, end)) as Json;
}

class TreeReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(depth: number): JsonNode {
    this.#skipSpace();
    const start = this.#at;
    const char = this.#text[start];
    if (char === '"') this.#at = stringEnd(this.#text, start);
    else if (char !== '{' && char !== '[') this.#skipWord();
    else if (depth >= MAX_DEPTH) this.#at = containerEnd(this.#text, start);
    else return char === '{' ? this.#object(start, depth) : this.#array(start, depth);
    return { start, end: this.#at };
  }

  #object(start: number, depth: number): JsonNode {
    const members = new Map<string, JsonMember>();
    this.#at++;
    for (this.#skipSpace(); this.#text[this.#at] === '"'; this.#skipComma()) {
      const keyStart = this.#at;
      this.#at = stringEnd(this.#text, keyStart);
      const key = JSON.parse(this.#text.slice(keyStart, this.#at)) as string;
      this.#skipSpace();
      this.#at++;
      members.set(key, { start: keyStart, value: this.value(depth + 1) });
    }
    this.#at++;
    return { start, end: this.#at, members };
  }

  #array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#skipSpace();
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      items.push(this.value(depth + 1));
      this.#skipComma();
    }
    this.#at++;
    return { start, end: this.#at, items };
  }

  #skipComma(): void {
    this.#skipSpace();
    if (this.#text[this.#at] === ',') this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #skipWord(): void {
    while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Behind the closing quote of the string that begins at `start`. */
export function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** Behind the bracket that closes the object or array that begins at `start`. */
export function containerEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1;
  }
  return text.length;
}
