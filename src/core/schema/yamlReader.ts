import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Node,
  type Scalar,
} from 'yaml';
import type { Problem } from '../problem';
import { didYouMean } from './closest';

/** A value in the file, and where to point when something is wrong with it. */
export interface Field {
  readonly node: Node | null;
  /** Offset in the text. */
  readonly at: number;
}

/** Words that readers of YAML 1.1 (PyYAML among them) take for true or false. */
const YAML_11_BOOLEAN = /^(?:yes|no|on|off)$/i;

/**
 * Reads values out of a YAML tree with hand-written expectations. What does not fit is reported with its line
 * and column and read as undefined, so that the rest of the file still counts.
 */
export class YamlReader {
  readonly problems: Problem[] = [];
  readonly #doc: Document;
  readonly #lines: LineCounter;

  constructor(doc: Document, lines: LineCounter) {
    this.#doc = doc;
    this.#lines = lines;
  }

  report(severity: Problem['severity'], code: string, message: string, at: number): void {
    const { line, col } = this.#lines.linePos(at);
    this.problems.push({ severity, code, message, line: Math.max(1, line), column: Math.max(1, col) });
  }

  error(field: Field, code: string, message: string): undefined {
    this.report('error', code, message, field.at);
  }

  warn(field: Field, code: string, message: string): void {
    this.report('warning', code, message, field.at);
  }

  /** The value behind an alias. */
  field(node: unknown, fallbackAt: number): Field {
    const own = node as Node | null;
    const at = own?.range?.[0] ?? fallbackAt;
    return { node: isAlias(own) ? (own.resolve(this.#doc) ?? null) : own, at };
  }

  /** The members of a mapping by key; unknown keys are reported and left out. */
  members(field: Field, what: string, known: readonly string[]): ReadonlyMap<string, Field> | undefined {
    if (!isMap(field.node)) return this.#wrongType(field, what, `a mapping (${known.join(', ')})`);
    const found = new Map<string, Field>();
    for (const { key, value } of field.node.items) {
      const keyField = this.field(key, field.at);
      const name = isScalar(keyField.node) ? String(keyField.node.value) : '';
      if (known.includes(name)) found.set(name, this.field(value, keyField.at));
      else
        this.warn(
          keyField,
          'unknown-key',
          `${what} has no key "${name}"${didYouMean(name, known) || `; it can have ${known.join(', ')}.`}`,
        );
    }
    return found;
  }

  isMapping(field: Field): boolean {
    return isMap(field.node);
  }

  /** True for `key:` with nothing after it, and for null. */
  isEmpty(field: Field): boolean {
    return field.node === null || (isScalar(field.node) && field.node.value === null);
  }

  /** The items of a list; an empty value counts as an empty list. */
  items(field: Field, what: string): readonly Field[] {
    if (this.isEmpty(field)) return [];
    if (!isSeq(field.node)) {
      this.#wrongType(field, what, 'a list');
      return [];
    }
    return field.node.items.map((item) => this.field(item, field.at));
  }

  /** The items of a list, or the one value that stands in its place. */
  oneOrMore(field: Field, what: string): readonly Field[] {
    return isScalar(field.node) && !this.isEmpty(field) ? [field] : this.items(field, what);
  }

  /** Text on one line. Numbers and booleans are taken as they are written, with a warning. */
  name(field: Field, what: string): string | undefined {
    const text = this.#written(field, what, true);
    if (text === undefined) return undefined;
    if (text.trim() === '') return this.error(field, 'empty', `${what} is empty.`);
    if (/[\u0000-\u001f\u007f]/.test(text))
      return this.error(field, 'control-character', `${what} contains a line break or control character.`);
    return text;
  }

  text(field: Field, what: string): string | undefined {
    return this.#written(field, what, false);
  }

  boolean(field: Field, what: string): boolean | undefined {
    const value = isScalar(field.node) ? field.node.value : undefined;
    return typeof value === 'boolean' ? value : this.#wrongType(field, what, 'true or false');
  }

  number(field: Field, what: string): number | undefined {
    const value = isScalar(field.node) ? field.node.value : undefined;
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.#wrongType(field, what, 'a number');
  }

  oneOf<T extends string>(field: Field, what: string, choices: readonly T[]): T | undefined {
    const text = isScalar(field.node) ? String(field.node.source ?? field.node.value) : undefined;
    const choice = choices.find((known) => known === text);
    if (choice !== undefined) return choice;
    const hint = text === undefined ? '' : didYouMean(text, choices);
    return this.error(field, 'wrong-value', `${what} must be ${choices.join(' or ')}${hint || '.'}`);
  }

  #written(field: Field, what: string, isName: boolean): string | undefined {
    if (!isScalar(field.node)) return this.#wrongType(field, what, 'text');
    const { value } = field.node;
    const source = field.node.source ?? String(value);
    if (value === null) return this.#emptyText(field, what, source);
    if (typeof value !== 'string' && isName)
      this.warn(field, 'not-text', `${what} ${source} is read as the text "${source}". Put it in quotes.`);
    else if (isName && isPlain(field.node) && YAML_11_BOOLEAN.test(source))
      this.warn(
        field,
        'yaml-boolean',
        `${what} ${source} means ${/^(y|on)/i.test(source) ? 'true' : 'false'} to older YAML readers such as Python's; here it is the text "${source}". Put it in quotes.`,
      );
    return typeof value === 'string' ? value : source;
  }

  #emptyText(field: Field, what: string, source: string): undefined {
    const detail =
      source === '' ? `is empty (text that begins with # must be in quotes).` : `is ${source}, not text.`;
    return this.error(field, 'empty', `${what} ${detail}`);
  }

  #wrongType(field: Field, what: string, expected: string): undefined {
    return this.error(field, 'wrong-type', `${what} must be ${expected}, not ${kindOf(field.node)}.`);
  }
}

function isPlain(scalar: Scalar): boolean {
  return scalar.type === 'PLAIN';
}

function kindOf(node: Node | null): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'empty';
  return typeof node.value === 'string' ? `the text "${node.value.slice(0, 40)}"` : String(node.value);
}
