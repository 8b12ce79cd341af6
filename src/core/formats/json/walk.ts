import type { BigText } from './bigText';
import type { ScanError } from './scanError';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Digits that a double surely holds. */
const SAFE_DIGITS = 15;
const NO_NUMBER = NaN;
/** Nesting beyond this is refused: no label file needs it, and recursion elsewhere must stay bounded. */
const MAX_DEPTH = 200;
/** One value may be as long as this; strings have an end, too. */
const MAX_VALUE_UNITS = 256 * 1024 * 1024;

class Stop extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Walks over JSON values by their brackets and quotes alone. It does not check what it walks over, and does not
 * recurse. The text comes in windows; what is needed again is taken along into the next one.
 */
export class JsonWalk {
  /** Of the object walked over last: the values of its own members that are asked for. */
  readonly numbers: Float64Array;
  readonly #text: BigText;
  readonly #keys: readonly string[];
  #window: string;
  #base = 0;
  #at = 0;
  /** The next quote and the next "]" at or after where they were looked for, so that nobody looks again. */
  #quote = -1;
  #close = -1;
  /** What is open, the kind of bracket for each depth. */
  readonly #open = new Uint8Array(MAX_DEPTH + 1);

  constructor(text: BigText, numberKeys: readonly string[]) {
    this.#text = text;
    this.#keys = numberKeys.map((key) => JSON.stringify(key));
    this.numbers = new Float64Array(numberKeys.length);
    this.#window = text.window(0);
  }

  /** Where it stands, in the text's units. */
  get offset(): number {
    return this.#base + this.#at;
  }

  /** Runs the steps up to the first that fails, and tells where and why. */
  trying(steps: () => void): ScanError | undefined {
    try {
      steps();
      return undefined;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { offset: error.offset, message: error.message };
    }
  }

  fail(message: string): never {
    throw new Stop(this.offset, message);
  }

  /** Stands elsewhere from now on. */
  goTo(offset: number): void {
    if (offset >= this.#base && offset <= this.#base + this.#window.length) this.#at = offset - this.#base;
    else this.#load(offset);
    this.#quote = this.#close = -1;
  }

  /** The place of the next object that follows another one in a list, behind `offset`; undefined where none does. */
  nextElement(offset: number): number | undefined {
    this.goTo(offset);
    for (;;) {
      const [gap] = /[}\]]\s*,\s*(?=\{)/.exec(this.#window.slice(this.#at)) ?? [];
      if (gap !== undefined) return this.offset + this.#window.indexOf(gap, this.#at) - this.#at + gap.length;
      const next = this.#base + this.#window.length;
      if (next >= this.#text.length) return undefined;
      this.#load(Math.max(this.offset + 1, next - GAP_UNITS));
    }
  }

  /** The next character that is no white space, '' at the end. */
  peek(): string {
    const code = this.#next();
    return code === -1 ? '' : String.fromCharCode(code);
  }

  /** True when a comma or the end of a list comes next. */
  get isBehindElement(): boolean {
    const code = this.#next();
    return code === COMMA || code === CLOSE_ARRAY;
  }

  #next(): number {
    for (;;) {
      const code = this.#at < this.#window.length ? this.#window.charCodeAt(this.#at) : this.#code();
      if (code > 0x20 || code === -1) return code;
      this.#at++;
    }
  }

  take(wanted: string, message: string): void {
    if (this.peek() !== wanted) this.fail(this.#code() === -1 ? TRUNCATED : message);
    this.#at++;
  }

  /** A member's key. */
  key(): string {
    if (this.peek() !== '"') this.fail(this.#code() === -1 ? TRUNCATED : 'expected a key in double quotes');
    const end = this.#closingQuote();
    const raw = this.#text.slice(this.offset, this.#base + end + 1);
    try {
      const key = JSON.parse(raw) as string;
      this.#at = end + 1;
      return key;
    } catch {
      return this.fail('the key is no JSON text');
    }
  }

  /** Walks over one value of any kind. */
  skip(): void {
    const first = this.#next();
    this.numbers.fill(NO_NUMBER);
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) this.#skipNested();
    else if (first === QUOTE) this.#at = this.#closingQuote() + 1;
    else this.#skipWord();
  }

  #skipWord(): void {
    const start = this.offset;
    for (;;) {
      const code = this.#code();
      const ends =
        code <= 0x20 ||
        code === COMMA ||
        code === CLOSE_ARRAY ||
        code === CLOSE_OBJECT ||
        code === COLON ||
        code === OPEN_ARRAY ||
        code === OPEN_OBJECT ||
        code === QUOTE;
      if (ends) break;
      this.#at++;
    }
    if (this.offset === start) this.fail(this.#code() === -1 ? TRUNCATED : 'expected a value');
  }

  #skipNested(): void {
    let depth = 0;
    let keyDue = false;
    for (;;) {
      const code = this.#at < this.#window.length ? this.#window.charCodeAt(this.#at) : this.#code();
      if (code === QUOTE) {
        const end = this.#closingQuote();
        if (keyDue) this.#noteMember(end);
        else this.#at = end + 1;
        keyDue = false;
        continue;
      }
      if (code === OPEN_ARRAY && this.#jumpList()) {
        if (depth === 0) return;
        continue;
      }
      if (code === -1) this.fail(TRUNCATED);
      this.#at++;
      if (code === COMMA) keyDue = depth === 1;
      else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
        if (depth >= MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`);
        this.#open[depth] = code + 2;
        keyDue = ++depth === 1 && code === OPEN_OBJECT;
      } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
        if (this.#open[--depth] !== code)
          this.fail('a bracket closes what another kind of bracket has opened');
        if (depth === 0) return;
      }
    }
  }

  /** Jumps over a list without texts and lists in it, and tells whether it was one. */
  #jumpList(): boolean {
    const from = this.#at;
    if (this.#close < from) this.#close = placeOf(this.#window, ']', from);
    const end = this.#close;
    if (end === Infinity) return this.#grow() ? this.#jumpList() : false;
    if (this.#quote < from) this.#quote = placeOf(this.#window, '"', from);
    if (this.#quote < end || this.#window.lastIndexOf('[', end) !== from) return false;
    this.#at = end + 1;
    return true;
  }

  /** Stands on a member's key that ends at `end`; keeps its value when that is a number that was asked for. */
  #noteMember(end: number): void {
    const length = end + 1 - this.#at;
    const which = this.#keys.length > 0 ? this.#keyAt(length) : -1;
    this.#at = end + 1;
    if (which < 0) return;
    this.numbers[which] = NO_NUMBER;
    if (this.#next() !== COLON) return;
    this.#at++;
    this.#next();
    this.numbers[which] = this.#wholeNumber();
  }

  /** Which of the wanted keys stands here, so long with its quotes; -1 for any other. */
  #keyAt(length: number): number {
    for (let i = 0; i < this.#keys.length; i++) {
      const key = this.#keys[i] as string;
      if (key.length === length && this.#window.startsWith(key, this.#at)) return i;
    }
    return -1;
  }

  /** The number that stands here, which is then passed over; NaN, and it stays, when it is none or not a plain one. */
  #wholeNumber(): number {
    if (this.#window.length - this.#at < SAFE_DIGITS + 2) this.#grow();
    let value = 0;
    let at = this.#at;
    for (; at < this.#window.length; at++) {
      const code = this.#window.charCodeAt(at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + code - ZERO;
    }
    const digits = at - this.#at;
    const next = at < this.#window.length ? this.#window.charCodeAt(at) : COMMA;
    const isPlain = next === COMMA || next === CLOSE_OBJECT || next <= 0x20;
    const hasSign = digits > 1 && this.#window.charCodeAt(this.#at) === ZERO;
    if (digits === 0 || digits > SAFE_DIGITS || !isPlain || hasSign) return NO_NUMBER;
    this.#at = at;
    return value;
  }

  /** Where the text that begins here ends: a quote after an even number of backslashes. */
  #closingQuote(): number {
    let end = this.#window.indexOf('"', this.#at + 1);
    for (;;) {
      if (end < 0) {
        const had = this.#window.length - this.#at;
        if (!this.#grow()) this.fail('a text is not closed: the file is truncated');
        end = this.#window.indexOf('"', Math.max(this.#at + 1, this.#at + had));
        continue;
      }
      let before = end - 1;
      while (this.#window.charCodeAt(before) === BACKSLASH) before--;
      if ((end - before) % 2 === 1) return end;
      end = this.#window.indexOf('"', end + 1);
    }
  }

  /** The character here, -1 at the end. */
  #code(): number {
    if (this.#at >= this.#window.length && !this.#grow()) return -1;
    return this.#window.charCodeAt(this.#at);
  }

  /** Takes what is left of the window and puts the next one behind it; false at the end of the text. */
  #grow(): boolean {
    const next = this.#base + this.#window.length;
    if (next >= this.#text.length) return false;
    if (this.#window.length - this.#at > MAX_VALUE_UNITS) this.fail('one value is too long to be read');
    const more = this.#text.window(next);
    if (more === '') return false;
    this.#window = this.#window.slice(this.#at) + more;
    this.#base += this.#at;
    this.#at = 0;
    this.#quote = this.#close = -1;
    return true;
  }

  #load(offset: number): void {
    this.#window = this.#text.window(offset);
    this.#base = offset;
    this.#at = 0;
  }
}

/** White space between two elements is shorter. */
const GAP_UNITS = 1024;
const TRUNCATED = 'the text ends in the middle of a value: the file is truncated';

function placeOf(text: string, wanted: string, from: number): number {
  const place = text.indexOf(wanted, from);
  return place < 0 ? Infinity : place;
}
