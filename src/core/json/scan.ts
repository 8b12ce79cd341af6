/** What a look at JSON text finds that `JSON.parse` does not tell. Offsets are UTF-16 units. */
export interface JsonScan {
  /** The first thing that is not JSON (RFC 8259); undefined when the text is well formed. */
  readonly error: { readonly offset: number; readonly message: string } | undefined;
  /** Start of each element of the top-level object's array `arrayKey`. */
  readonly elements: readonly number[];
  /** Keys that stand twice in one object: `JSON.parse` would keep only the last. */
  readonly duplicates: readonly { readonly key: string; readonly offset: number }[];
  /** Numbers that a double cannot hold (over 2^53, or beyond 1e308), as [start, end). */
  readonly unsafeNumbers: readonly (readonly [start: number, end: number])[];
}

interface Level {
  readonly type: 'object' | 'array';
  readonly keys: Set<string> | undefined;
  expect: 'key' | 'colon' | 'value' | 'comma';
  /** Nothing has come yet: a closing bracket is allowed where a value or key is expected. */
  fresh: boolean;
  key: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Unrolled, so that a string of many megabytes needs no backtracking stack. */
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;
/** Nesting beyond this is refused: no sidecar needs it, and recursion elsewhere must stay bounded. */
export const MAX_DEPTH = 200;

/** Walks JSON text without recursion; time linear in its length. */
export function scanJson(text: string, arrayKey: string): JsonScan {
  return new Scanner(text, arrayKey).run();
}

class Scanner {
  readonly #text: string;
  readonly #arrayKey: string;
  readonly #stack: Level[] = [];
  readonly #elements: number[] = [];
  readonly #duplicates: { key: string; offset: number }[] = [];
  readonly #unsafe: [number, number][] = [];
  #at = 0;
  #done = false;

  constructor(text: string, arrayKey: string) {
    this.#text = text;
    this.#arrayKey = arrayKey;
  }

  run(): JsonScan {
    let message: string | undefined;
    while (message === undefined) {
      this.#match(SPACE);
      if (this.#at >= this.#text.length) break;
      message = this.#done ? 'something follows the end of the JSON value' : this.#step();
    }
    if (message === undefined && !this.#done)
      message = 'the text ends in the middle of a value: the file is truncated';
    return {
      error: message === undefined ? undefined : { offset: this.#at, message },
      elements: this.#elements,
      duplicates: this.#duplicates,
      unsafeNumbers: this.#unsafe,
    };
  }

  /** Takes one token; returns what is wrong with it, if anything. */
  #step(): string | undefined {
    const level = this.#stack.at(-1);
    const char = this.#text[this.#at];
    if (level && level.expect === 'colon') return this.#punctuation(':', level, 'value');
    if (level && level.expect === 'comma') return char === ',' ? this.#comma(level) : this.#close(level);
    if (level?.fresh && (char === ']' || char === '}')) return this.#close(level);
    if (level && level.expect === 'key') return this.#key(level);
    return this.#value(level);
  }

  #punctuation(wanted: string, level: Level, next: Level['expect']): string | undefined {
    if (this.#text[this.#at] !== wanted) return `expected "${wanted}"`;
    this.#at++;
    level.expect = next;
    return undefined;
  }

  #comma(level: Level): undefined {
    this.#at++;
    level.expect = level.type === 'object' ? 'key' : 'value';
    level.fresh = false;
    return undefined;
  }

  #close(level: Level): string | undefined {
    const wanted = level.type === 'object' ? '}' : ']';
    if (this.#text[this.#at] !== wanted) return `expected "," or "${wanted}"`;
    this.#at++;
    this.#stack.pop();
    return this.#afterValue();
  }

  #key(level: Level): string | undefined {
    const start = this.#at;
    const token = this.#match(STRING);
    if (!token) return 'expected a key in double quotes';
    level.key = JSON.parse(token) as string;
    if (level.keys?.has(level.key)) this.#duplicates.push({ key: level.key, offset: start });
    level.keys?.add(level.key);
    level.expect = 'colon';
    level.fresh = false;
    return undefined;
  }

  #value(level: Level | undefined): string | undefined {
    if (level?.type === 'array' && this.#stack.length === 2 && this.#stack[0]?.key === this.#arrayKey)
      this.#elements.push(this.#at);
    const char = this.#text[this.#at];
    if (char === '{' || char === '[') return this.#open(char);
    if (char === '"')
      return this.#match(STRING) ? this.#afterValue() : 'a string is not closed or has a bad escape';
    if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) return this.#number();
    return this.#match(WORD) ? this.#afterValue() : 'expected a value';
  }

  #open(char: '{' | '['): string | undefined {
    if (this.#stack.length >= MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
    this.#at++;
    const isObject = char === '{';
    this.#stack.push({
      type: isObject ? 'object' : 'array',
      keys: isObject ? new Set() : undefined,
      expect: isObject ? 'key' : 'value',
      fresh: true,
      key: '',
    });
    return undefined;
  }

  #number(): string | undefined {
    const start = this.#at;
    const token = this.#match(NUMBER);
    if (!token) return 'not a number as JSON writes it';
    const value = Number(token);
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      this.#unsafe.push([start, this.#at]);
    return this.#afterValue();
  }

  #afterValue(): undefined {
    const level = this.#stack.at(-1);
    if (level) level.expect = 'comma';
    else this.#done = true;
    return undefined;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return token;
  }
}
