import type { Json } from '../../../json/json';
import type { JsonSource } from './jsonSource';
import { endOf, membersOf, skipComma, skipSpace, type Span } from './shallowJson';

/** Told of each object in a list of the top level, under the list's name; '' for a list that is the top itself. */
export type RowVisitor = (list: string, row: Json, span: Span) => void;

/**
 * Throws what `JSON.parse` throws when the text is no JSON. Rows are parsed one by one and let go, so that a file of
 * hundreds of megabytes is never held as values: with each of them taken for an empty object, the rest is parsed, too.
 * The source knows its lists then.
 */
export function checkJson(source: JsonSource, visit?: RowVisitor): void {
  try {
    new Walk(source, visit).run();
  } catch {
    JSON.parse(source.text);
  }
}

class Walk {
  readonly #source: JsonSource;
  readonly #text: string;
  readonly #visit: RowVisitor | undefined;
  readonly #lists: (readonly [list: Span, items: readonly Span[]])[] = [];
  /** What is not in rows. */
  readonly #rest: string[] = [];
  #restFrom = 0;

  constructor(source: JsonSource, visit: RowVisitor | undefined) {
    this.#source = source;
    this.#text = source.text;
    this.#visit = visit;
  }

  run(): void {
    const { top } = this.#source;
    if (this.#text[top.start] === '[') this.#list('', top.start);
    const members = membersOf(this.#text, top, (key, start) => this.#value(key, start));
    JSON.parse([...this.#rest, this.#text.slice(this.#restFrom)].join('{}'));
    this.#source.know(members, this.#lists);
  }

  /** Where the value of a member ends. */
  #value(key: string, start: number): number {
    return this.#text[start] === '[' ? this.#list(key, start) : endOf(this.#text, start);
  }

  #list(name: string, start: number): number {
    const text = this.#text;
    const items: Span[] = [];
    let at = skipSpace(text, start + 1);
    while (at < text.length && text[at] !== ']') {
      const end = text[at] === '{' ? this.#row(name, at) : endOf(text, at);
      // Only text that is no JSON has nothing here.
      if (end === at) break;
      items.push({ start: at, end });
      at = skipComma(text, end);
    }
    this.#lists.push([{ start, end: at + 1 }, items]);
    return at + 1;
  }

  /** Where the object ends: it is looked for only in objects that have others in them. */
  #row(name: string, start: number): number {
    const text = this.#text;
    let end = text.indexOf('}', start) + 1;
    let row: Json | undefined;
    if (end > 0 && text.slice(start + 1, end).indexOf('{') < 0) row = parsed(text.slice(start, end));
    if (row === undefined) {
      end = endOf(text, start);
      row = JSON.parse(text.slice(start, end)) as Json;
    }
    this.#rest.push(text.slice(this.#restFrom, start));
    this.#restFrom = end;
    this.#visit?.(name, row, { start, end });
    return end;
  }
}

/** Undefined for a bracket in a text: the object ends later. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
