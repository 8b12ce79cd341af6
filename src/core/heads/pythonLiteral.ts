/** A Python literal as data: dicts as maps (their keys may be numbers), lists, tuples and sets as arrays. */
export type PythonValue = string | number | boolean | null | readonly PythonValue[] | PythonDict;
export type PythonDict = ReadonlyMap<PythonValue, PythonValue>;

const MAX_DEPTH = 32;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  0: '\0',
};
const WORDS = new Map<string, PythonValue>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/**
 * Reads what Python's `ast.literal_eval` reads, as far as model metadata uses it: `{0: 'person', 1: "driver's"}`,
 * `[640, 640]`, `True`. Undefined when the text is anything else.
 */
export function readPythonLiteral(text: string): PythonValue | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#space();
    return this.#at === this.#text.length;
  }

  value(depth: number): PythonValue {
    if (depth > MAX_DEPTH) throw new SyntaxError('nested too deeply');
    this.#space();
    const next = this.#text[this.#at];
    if (next === '{') return this.#braces(depth);
    if (next === '[') return this.#sequence(']', depth);
    if (next === '(') return this.#tuple(depth);
    if (next === "'" || next === '"') return this.#strings();
    return this.#numberOrWord();
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #take(expected: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== expected) return false;
    this.#at++;
    return true;
  }

  #sequence(close: string, depth: number): PythonValue[] {
    this.#at++;
    const items: PythonValue[] = [];
    while (!this.#take(close)) {
      items.push(this.value(depth + 1));
      if (!this.#take(',') && this.#text[this.#at] !== close) throw new SyntaxError('expected a comma');
    }
    return items;
  }

  /** `(1)` is the number, `(1,)` the tuple. */
  #tuple(depth: number): PythonValue {
    const start = this.#at;
    const items = this.#sequence(')', depth);
    const single = items.length === 1 && !/,\s*\)$/.test(this.#text.slice(start, this.#at));
    return single ? (items[0] ?? null) : items;
  }

  #braces(depth: number): PythonValue {
    const start = this.#at++;
    const entries = new Map<PythonValue, PythonValue>();
    while (!this.#take('}')) {
      const key = this.value(depth + 1);
      if (!this.#take(':')) return this.#set(start, depth);
      entries.set(key, this.value(depth + 1));
      if (!this.#take(',') && this.#text[this.#at] !== '}') throw new SyntaxError('expected a comma');
    }
    return entries;
  }

  #set(start: number, depth: number): PythonValue {
    this.#at = start;
    return this.#sequence('}', depth);
  }

  /** Neighbouring strings join, as in Python. */
  #strings(): string {
    let joined = '';
    for (let next = this.#text[this.#at]; next === "'" || next === '"'; next = this.#text[this.#at]) {
      joined += this.#string(next);
      this.#space();
    }
    return joined;
  }

  #string(quote: string): string {
    let out = '';
    for (this.#at++; this.#text[this.#at] !== quote; this.#at++) {
      const char = this.#text[this.#at];
      if (char === undefined || char === '\n') throw new SyntaxError('unterminated string');
      out += char === '\\' ? this.#escape() : char;
    }
    this.#at++;
    return out;
  }

  #escape(): string {
    const char = this.#text[++this.#at] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[char];
    if (digits === undefined)
      return char === '\n' ? '' : (ESCAPES[char] ?? (/['"\\]/.test(char) ? char : `\\${char}`));
    const hex = this.#text.slice(this.#at + 1, this.#at + 1 + digits);
    const code = parseInt(hex, 16);
    if (!new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex) || code > 0x10ffff)
      throw new SyntaxError('bad escape');
    this.#at += digits;
    return String.fromCodePoint(code);
  }

  #numberOrWord(): PythonValue {
    const token = /^[-+\w.]+/.exec(this.#text.slice(this.#at, this.#at + 64))?.[0] ?? '';
    const word = WORDS.get(token);
    const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(token) ? Number(token) : undefined;
    if (word === undefined && number === undefined) throw new SyntaxError(`unexpected '${token}'`);
    this.#at += token.length;
    return word === undefined ? (number ?? null) : word;
  }
}
