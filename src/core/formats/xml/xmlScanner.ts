import { decodeEntities } from './decodeEntities';
import type { XmlElement } from './xmlElement';
import { BrokenXml, type XmlFault } from './xmlFault';

/** No label format comes near it; recursion must not run out of stack. */
const MAX_DEPTH = 100;
const LT = 60;
const GT = 62;
const SLASH = 47;
const EQUALS = 61;
const BANG = 33;
const QUESTION = 63;
const WHITE = /[\r\n\t]/;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly XmlElement[] = [];

/**
 * Reads elements of XML 1.0 one by one out of a text. It does not validate, knows no document types and expands no
 * entities but XML's own five. Throws `BrokenXml` where an element cannot be understood.
 */
export class XmlScanner {
  readonly #text: string;
  readonly #faults: XmlFault[];
  at: number;

  constructor(text: string, at: number, faults: XmlFault[]) {
    this.#text = text;
    this.#faults = faults;
    this.at = at;
  }

  /** The element whose `<` is at the current place. */
  element(depth = 0): XmlElement {
    const start = this.at;
    if (depth > MAX_DEPTH) throw new BrokenXml(start, `elements are nested deeper than ${MAX_DEPTH}`);
    this.at++;
    const name = this.#name();
    const attributes = this.#attributes(name);
    if (this.#text.charCodeAt(this.at) === SLASH) {
      if (this.#text.charCodeAt(++this.at) !== GT)
        throw new BrokenXml(this.at, `"/" without ">" in <${name}>`);
      this.at++;
      return { name, attributes, children: NO_CHILDREN, text: '', start, end: this.at };
    }
    this.at++;
    return this.#content(name, attributes, start, depth);
  }

  /** Skips white space, comments, processing instructions and a document type. */
  skipMisc(): void {
    for (;;) {
      this.#space();
      if (this.#text.startsWith('<?', this.at)) this.#past('?>', 'a processing instruction');
      else if (this.#text.startsWith('<!--', this.at)) this.#past('-->', 'a comment');
      else if (this.#text.startsWith('<!DOCTYPE', this.at)) this.#docType();
      else return;
    }
  }

  #content(name: string, attributes: ReadonlyMap<string, string>, start: number, depth: number): XmlElement {
    let children: XmlElement[] | undefined;
    let text = '';
    for (;;) {
      const next = this.#text.indexOf('<', this.at);
      if (next < 0) throw new BrokenXml(start, `<${name}> is never closed`);
      if (next > this.at) text += this.#characters(this.at, next);
      this.at = next;
      const code = this.#text.charCodeAt(next + 1);
      if (code === SLASH) {
        this.#closing(name);
        return { name, attributes, children: children ?? NO_CHILDREN, text, start, end: this.at };
      }
      if (code === BANG || code === QUESTION) text += this.#aside();
      else (children ??= []).push(this.element(depth + 1));
    }
  }

  /** A comment or instruction, which say nothing, or CDATA. */
  #aside(): string {
    if (this.#text.startsWith('<!--', this.at)) this.#past('-->', 'a comment');
    else if (this.#text.startsWith('<?', this.at)) this.#past('?>', 'a processing instruction');
    else if (this.#text.startsWith('<![CDATA[', this.at)) {
      const from = this.at + '<![CDATA['.length;
      this.#past(']]>', 'a CDATA section');
      return this.#text.slice(from, this.at - ']]>'.length);
    } else throw new BrokenXml(this.at, '"<!" begins nothing that is known here');
    return '';
  }

  #closing(name: string): void {
    const from = this.at + 2;
    const end = from + name.length;
    if (!this.#text.startsWith(name, from) || !/[\s>]/.test(this.#text.charAt(end)))
      throw new BrokenXml(this.at, `</${name}> is expected here`);
    this.at = end;
    this.#space();
    if (this.#text.charCodeAt(this.at) !== GT) throw new BrokenXml(this.at, `</${name}> has no ">"`);
    this.at++;
  }

  #attributes(element: string): ReadonlyMap<string, string> {
    let attributes: Map<string, string> | undefined;
    for (;;) {
      this.#space();
      const code = this.#text.charCodeAt(this.at);
      if (code === GT || code === SLASH) return attributes ?? NO_ATTRIBUTES;
      if (!(code > 0)) throw new BrokenXml(this.at, `<${element} has no ">"`);
      const nameAt = this.at;
      const name = this.#name();
      const value = this.#attributeValue(name);
      if (attributes?.has(name))
        this.#faults.push({ offset: nameAt, message: `attribute ${name} stands twice` });
      else (attributes ??= new Map()).set(name, value);
    }
  }

  #attributeValue(name: string): string {
    this.#space();
    if (this.#text.charCodeAt(this.at) !== EQUALS)
      throw new BrokenXml(this.at, `attribute ${name} has no "="`);
    this.at++;
    this.#space();
    const quote = this.#text[this.at];
    if (quote !== '"' && quote !== "'") throw new BrokenXml(this.at, `attribute ${name} is not in quotes`);
    const from = ++this.at;
    const end = this.#text.indexOf(quote, from);
    if (end < 0) throw new BrokenXml(from, `attribute ${name} has no closing quote`);
    const raw = this.#text.slice(from, end);
    if (raw.includes('<')) throw new BrokenXml(from + raw.indexOf('<'), `"<" in attribute ${name}`);
    this.at = end + 1;
    return this.#resolved(WHITE.test(raw) ? raw.replace(/\r\n|[\r\n\t]/g, ' ') : raw, from);
  }

  #characters(from: number, to: number): string {
    const raw = this.#text.slice(from, to);
    return this.#resolved(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw, from);
  }

  #resolved(raw: string, from: number): string {
    if (!raw.includes('&')) return raw;
    return decodeEntities(raw, (entity, at) =>
      this.#faults.push({
        offset: from + at,
        message: `"${entity}" is no entity of XML; none is taken from a document type, so it stays as it is`,
      }),
    );
  }

  #name(): string {
    const from = this.at;
    while (isNameCode(this.#text.charCodeAt(this.at))) this.at++;
    if (this.at === from) throw new BrokenXml(from, 'a name is expected here');
    return this.#text.slice(from, this.at);
  }

  #space(): void {
    while (isSpaceCode(this.#text.charCodeAt(this.at))) this.at++;
  }

  #past(end: string, what: string): void {
    const at = this.#text.indexOf(end, this.at);
    if (at < 0) throw new BrokenXml(this.at, `${what} is never closed`);
    this.at = at + end.length;
  }

  /** Skipped, with all that is declared inside. */
  #docType(): void {
    const start = this.at;
    let depth = 0;
    for (const sign of this.#text.slice(start).matchAll(/<!--[\s\S]*?-->|"[^"]*"|'[^']*'|[<>[\]]/g)) {
      if (sign[0] === '<' || sign[0] === '[') depth++;
      else if (sign[0] === '>' || sign[0] === ']') depth--;
      if (depth > 0) continue;
      this.at = start + sign.index + 1;
      return;
    }
    throw new BrokenXml(start, 'the document type is never closed');
  }
}

function isSpaceCode(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** All but white space, control characters and the signs of markup; the rules of XML are narrower. */
function isNameCode(code: number): boolean {
  return (
    code > 32 && code !== LT && code !== GT && code !== SLASH && code !== EQUALS && code !== 34 && code !== 39
  );
}
