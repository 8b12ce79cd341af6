import { containerEnd, stringEnd } from '../jsonTree';

/** Where a value stands in a JSON text that `JSON.parse` has accepted (UTF-16 units). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MemberSpan {
  /** Of the key's opening quote. */
  readonly start: number;
  readonly value: Span;
}

/** The value that begins at or behind `at`. Its parts are not looked at: label files have millions of numbers. */
export function spanFrom(text: string, at: number): Span {
  const start = skipSpace(text, at);
  return { start, end: endOf(text, start) };
}

/**
 * The members of an object, one level deep; of equal keys the last one. Undefined when the value is none. `ended`:
 * finds where the value of a key ends that begins there.
 */
export function membersOf(
  text: string,
  { start }: Span,
  ended: (key: string, start: number) => number = (_, at) => endOf(text, at),
): ReadonlyMap<string, MemberSpan> | undefined {
  if (text[start] !== '{') return undefined;
  const members = new Map<string, MemberSpan>();
  for (let at = skipSpace(text, start + 1); text[at] === '"';) {
    const end = stringEnd(text, at);
    const key = keyOf(text.slice(at, end));
    const from = skipSpace(text, skipSpace(text, end) + 1);
    const value = { start: from, end: ended(key, from) };
    members.set(key, { start: at, value });
    at = skipComma(text, value.end);
  }
  return members;
}

/** One member's value, without the others being held; of equal keys the last one. */
export function memberOf(text: string, { start }: Span, key: string): Span | undefined {
  if (text[start] !== '{') return undefined;
  const quoted = JSON.stringify(key);
  let found: Span | undefined;
  for (let at = skipSpace(text, start + 1); text[at] === '"'; at = skipComma(text, at)) {
    const end = stringEnd(text, at);
    const value = spanFrom(text, skipSpace(text, end) + 1);
    if (isKey(text, at, end, quoted)) found = value;
    at = value.end;
  }
  return found;
}

/** Only an escape can say the same with other characters. */
function isKey(text: string, start: number, end: number, quoted: string): boolean {
  if (end - start === quoted.length) return text.startsWith(quoted, start);
  if (end - start < quoted.length) return false;
  const own = text.slice(start, end);
  return own.includes('\\') && JSON.stringify(JSON.parse(own)) === quoted;
}

/** What a key says, from quote to quote. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

/** The items of an array, one level deep. Undefined when the value is none. */
export function itemsOf(text: string, { start }: Span): readonly Span[] | undefined {
  if (text[start] !== '[') return undefined;
  const items: Span[] = [];
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const item = { start: at, end: endOf(text, at) };
    // Only text that is no JSON has nothing here.
    if (item.end === at) break;
    items.push(item);
    at = skipComma(text, item.end);
  }
  return items;
}

/** Where the value that begins there ends. */
export function endOf(text: string, start: number): number {
  const char = text[start];
  if (char === '"') return stringEnd(text, start);
  if (char === '{' || char === '[') return containerEnd(text, start);
  let end = start;
  while (end < text.length && !endsScalar(text.charCodeAt(end))) end++;
  return end;
}

/** White space, a comma or a closing bracket. */
function endsScalar(code: number): boolean {
  return code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d;
}

export function skipComma(text: string, at: number): number {
  const next = skipSpace(text, at);
  return text[next] === ',' ? skipSpace(text, next + 1) : next;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/**
 * True when two values say the same: order of members and white space do not count. Numbers that a double cannot tell
 * apart are compared by their digits.
 */
export function sameSpan(textA: string, a: Span, textB: string, b: Span): boolean {
  const [x, y] = [textA.slice(a.start, a.end), textB.slice(b.start, b.end)];
  if (x === y) return true;
  const [p, q] = [membersOf(textA, a), membersOf(textB, b)];
  if (p && q)
    return (
      p.size === q.size &&
      [...p].every(([key, { value }]) => {
        const other = q.get(key)?.value;
        return other !== undefined && sameSpan(textA, value, textB, other);
      })
    );
  const [list, others] = [itemsOf(textA, a), itemsOf(textB, b)];
  if (list && others)
    return (
      list.length === others.length && list.every((item, i) => sameSpan(textA, item, textB, others[i] ?? b))
    );
  return !p && !q && !list && !others && sameScalar(x, y);
}

function sameScalar(x: string, y: string): boolean {
  const [a, b] = [JSON.parse(x) as unknown, JSON.parse(y) as unknown];
  return a === b && (typeof a !== 'number' || Math.abs(a) <= Number.MAX_SAFE_INTEGER);
}
