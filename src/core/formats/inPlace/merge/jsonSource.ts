import { withEdits, type TextEdit } from '../textEdits';
import type { AlignRow } from './alignRows';
import type { RowRule } from './jsonRules';
import { itemsOf, membersOf, type MemberSpan, type Span } from './shallowJson';

/** A list of a text, and which of its items are not what they were in the text it was made from. */
interface KnownList {
  readonly items: readonly Span[];
  readonly before?: {
    readonly list: Span;
    readonly source: JsonSource;
    readonly changed: ReadonlySet<number>;
  };
}

/**
 * A JSON text and what was found in it before: label files are long, and a merge asks for the same lists again and
 * again.
 */
export class JsonSource {
  readonly text: string;
  /** The whole value, without the white space around it. */
  readonly top: Span;
  readonly #members = new Map<number, ReadonlyMap<string, MemberSpan>>();
  readonly #lists = new Map<number, KnownList>();
  readonly #rows = new Map<number, readonly AlignRow[]>();

  constructor(text: string) {
    this.text = text;
    this.top = { start: text.length - text.trimStart().length, end: text.trimEnd().length };
  }

  /** A text without a value: the file was not there. */
  get isEmpty(): boolean {
    return this.top.start >= this.top.end;
  }

  /** Like `membersOf`. */
  members(span: Span): ReadonlyMap<string, MemberSpan> | undefined {
    return this.#members.get(span.start) ?? membersOf(this.text, span);
  }

  /** Like `itemsOf`. */
  items(span: Span): readonly Span[] | undefined {
    return this.#lists.get(span.start)?.items ?? itemsOf(this.text, span);
  }

  /** The items of a list as rows. */
  rows(list: Span, rule: RowRule): readonly AlignRow[] {
    const rows = this.#rows.get(list.start) ?? this.#newRows(list, rule);
    if (this.#lists.has(list.start)) this.#rows.set(list.start, rows);
    return rows;
  }

  #newRows(list: Span, rule: RowRule): readonly AlignRow[] {
    const items = this.items(list) ?? [];
    const before = this.#lists.get(list.start)?.before;
    if (!before) return items.map((item) => rule.row(this.text, item));
    const rows = before.source.rows(before.list, rule).slice();
    for (const i of before.changed) rows[i] = rule.row(this.text, items[i] ?? list);
    return rows;
  }

  /** Remembers what was found on another way. */
  know(
    members: ReadonlyMap<string, MemberSpan> | undefined,
    lists: readonly (readonly [list: Span, items: readonly Span[]])[],
  ): void {
    if (members) this.#members.set(this.top.start, members);
    for (const [list, items] of lists) this.#lists.set(list.start, { items });
  }

  knowRows(list: Span, rows: readonly AlignRow[]): void {
    this.#rows.set(list.start, rows);
  }

  /** The text with edits within items of its lists; what is known of it is known of the new one. */
  edited(edits: readonly TextEdit[]): JsonSource {
    const made = new JsonSource(withEdits(this.text, edits));
    const known = this.#members.get(this.top.start);
    if (!known) return made;
    const moved = new Moved(edits);
    const members = new Map<string, MemberSpan>();
    for (const [key, member] of [...known].sort(([, a], [, b]) => a.start - b.start)) {
      const start = moved.place(member.start);
      const from = moved.place(member.value.start);
      const items = this.#lists.get(member.value.start)?.items;
      if (items) made.#lists.set(from, this.#movedList(member.value, items, moved));
      members.set(key, { start, value: { start: from, end: moved.place(member.value.end) } });
    }
    made.#members.set(made.top.start, members);
    return made;
  }

  #movedList(list: Span, old: readonly Span[], moved: Moved): KnownList {
    const changed = new Set<number>();
    const items = old.map((item, i) => {
      const start = moved.place(item.start);
      const passed = moved.passed;
      const end = moved.place(item.end);
      if (moved.passed > passed) changed.add(i);
      return { start, end };
    });
    return { items, before: { list, source: this, changed } };
  }
}

/** Where places of a text lie behind edits. Places are asked for in rising order. */
class Moved {
  /** Edits that lie before the place that was asked for last. */
  passed = 0;
  readonly #sorted: readonly TextEdit[];
  #by = 0;

  constructor(edits: readonly TextEdit[]) {
    this.#sorted = [...edits].sort((a, b) => a.start - b.start);
  }

  place(at: number): number {
    for (let edit = this.#sorted[this.passed]; edit && edit.end <= at; edit = this.#sorted[++this.passed])
      this.#by += edit.text.length - (edit.end - edit.start);
    return at + this.#by;
  }
}
