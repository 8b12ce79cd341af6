import { listEdits } from '../jsonPatch';
import { jsonStyleOf, type JsonStyle } from '../jsonStyle';
import { withEdits, type TextEdit } from '../textEdits';
import type { JsonRule, RowRule } from './jsonRules';
import type { JsonSource } from './jsonSource';
import type { Prefer, Variant } from './mergedText';
import { planRows } from './planRows';
import { sameSpan, type MemberSpan, type Span } from './shallowJson';

/** Three versions of a JSON file, each accepted by `JSON.parse`; an empty base is no version. */
export interface JsonVersions {
  readonly base: JsonSource;
  readonly ours: JsonSource;
  readonly theirs: JsonSource;
}

/**
 * Merges JSON as edits of our text: members each for itself, rows by what they are. What comes from theirs keeps its
 * characters, so that no number is printed anew.
 */
export function mergeJson(versions: JsonVersions, rule: JsonRule, prefer: Prefer): Variant {
  const merge = new JsonMerge(versions, prefer);
  const { base, ours, theirs } = versions;
  merge.value(base.isEmpty ? undefined : base.top, ours.top, theirs.top, rule);
  return { text: withEdits(ours.text, merge.edits), conflicts: merge.conflicts };
}

type Members = ReadonlyMap<string, MemberSpan>;
const NO_MEMBERS: Members = new Map();

class JsonMerge {
  readonly edits: TextEdit[] = [];
  conflicts = 0;
  readonly #versions: JsonVersions;
  readonly #text: Readonly<Record<keyof JsonVersions, string>>;
  readonly #isSameEol: boolean;
  readonly #prefer: Prefer;
  readonly #style: JsonStyle;

  constructor(versions: JsonVersions, prefer: Prefer) {
    const { base, ours, theirs } = versions;
    this.#versions = versions;
    this.#text = { base: base.text, ours: ours.text, theirs: theirs.text };
    this.#isSameEol = ours.text.includes('\r\n') === theirs.text.includes('\r\n');
    this.#prefer = prefer;
    this.#style = jsonStyleOf(ours.text);
  }

  value(base: Span | undefined, ours: Span, theirs: Span, rule: JsonRule): void {
    const { ours: o, theirs: t } = this.#text;
    const both = (bracket: string): boolean => o[ours.start] === bracket && t[theirs.start] === bracket;
    // What is merged part by part anyway is not compared as a whole before: label files are long.
    if (!(rule.members && both('{')) && !(rule.rows && both('['))) {
      if (this.#same('ours', ours, 'theirs', theirs) || this.#same('base', base, 'theirs', theirs)) return;
      if (this.#same('base', base, 'ours', ours)) return this.#replace(ours, theirs);
    }
    const { base: was, ours: is, theirs: there } = this.#versions;
    const [mine, other] = [is.members(ours), there.members(theirs)];
    if (mine && other)
      return this.#members((base && was.members(base)) ?? NO_MEMBERS, ours, mine, other, rule);
    if (rule.rows && both('[')) return this.#rows(base, ours, theirs, rule.rows);
    this.#clash(() => this.#replace(ours, theirs));
  }

  #same(a: keyof JsonVersions, x: Span | undefined, b: keyof JsonVersions, y: Span): boolean {
    return x !== undefined && sameSpan(this.#text[a], x, this.#text[b], y);
  }

  #replace(ours: Span, theirs: Span): void {
    this.edits.push({ ...ours, text: this.#taken(theirs) });
  }

  #taken({ start, end }: Span): string {
    const text = this.#text.theirs.slice(start, end);
    return this.#isSameEol ? text : text.replace(/\r?\n/g, this.#style.eol);
  }

  #clash(takeTheirs: () => void): void {
    this.conflicts++;
    if (this.#prefer === 'theirs') takeTheirs();
  }

  #members(base: Members, span: Span, ours: Members, theirs: Members, rule: JsonRule): void {
    const removed = new Set<string>();
    const added: string[] = [];
    const done = new Set<string>();
    for (const group of rule.together ?? []) {
      for (const key of group) done.add(key);
      this.#group(group, base, ours, theirs, removed, added);
    }
    for (const key of new Set([...ours.keys(), ...theirs.keys()]))
      if (!done.has(key))
        this.#member(key, base.get(key), ours.get(key), theirs.get(key), rule, removed, added);
    this.#listEdits(span, [...ours], removed, added);
  }

  #member(
    key: string,
    base: MemberSpan | undefined,
    ours: MemberSpan | undefined,
    theirs: MemberSpan | undefined,
    rule: JsonRule,
    removed: Set<string>,
    added: string[],
  ): void {
    const members = rule.members ?? {};
    const own = Object.hasOwn(members, key) ? members[key] : undefined;
    const add = (): void =>
      void (theirs && added.push(this.#taken({ start: theirs.start, end: theirs.value.end })));
    if (ours && theirs) return this.value(base?.value, ours.value, theirs.value, own ?? {});
    if (!base) return ours ? undefined : add();
    if (ours) {
      if (this.#same('base', base.value, 'ours', ours.value)) removed.add(key);
      else this.#clash(() => removed.add(key));
    } else if (theirs && !this.#same('base', base.value, 'theirs', theirs.value)) this.#clash(add);
  }

  /** All members of the group from one side. */
  #group(
    group: readonly string[],
    base: Members,
    ours: Members,
    theirs: Members,
    removed: Set<string>,
    added: string[],
  ): void {
    const same = (a: keyof JsonVersions, x: Members, b: keyof JsonVersions, y: Members): boolean =>
      group.every((key) => {
        const [one, other] = [x.get(key), y.get(key)];
        return one && other ? this.#same(a, one.value, b, other.value) : one === other;
      });
    if (same('ours', ours, 'theirs', theirs) || same('base', base, 'theirs', theirs)) return;
    const take = (): void => {
      for (const key of group) {
        const [mine, other] = [ours.get(key), theirs.get(key)];
        if (mine && other) {
          if (!this.#same('ours', mine.value, 'theirs', other.value)) this.#replace(mine.value, other.value);
        } else if (mine) removed.add(key);
        else if (other) added.push(this.#taken({ start: other.start, end: other.value.end }));
      }
    };
    if (same('base', base, 'ours', ours)) take();
    else this.#clash(take);
  }

  #listEdits(
    span: Span,
    members: readonly (readonly [string, MemberSpan])[],
    removed: ReadonlySet<string>,
    added: readonly string[],
  ): void {
    const sorted = [...members].sort(([, a], [, b]) => a.start - b.start);
    const parts = sorted.map(([, { start, value }]) => ({ start, end: value.end }));
    const places = new Set(sorted.flatMap(([key], i) => (removed.has(key) ? [i] : [])));
    this.#edit(span, parts, places, added);
  }

  #edit(span: Span, parts: readonly Span[], removed: ReadonlySet<number>, added: readonly string[]): void {
    if (removed.size + added.length === 0) return;
    this.edits.push(...listEdits(this.#text.ours, span, parts, removed, added, this.#style));
  }

  #rows(base: Span | undefined, ours: Span, theirs: Span, rowRule: RowRule): void {
    const versions = this.#versions;
    const items = {
      base: (base && versions.base.items(base)) ?? [],
      ours: versions.ours.items(ours) ?? [],
      theirs: versions.theirs.items(theirs) ?? [],
    };
    const rowsOf = (side: keyof JsonVersions, list: Span | undefined) =>
      list ? versions[side].rows(list, rowRule) : [];
    const at = (side: keyof JsonVersions, i: number): Span => items[side][i] ?? { start: 0, end: 0 };
    const plan = planRows(
      rowsOf('base', base),
      rowsOf('ours', ours),
      rowsOf('theirs', theirs),
      (a, i, b, j) => this.#same(a, at(a, i), b, at(b, j)),
    );
    const removed = new Set(plan.removed);
    const added = plan.added.map((t) => this.#taken(at('theirs', t)));
    for (const { ours: o, theirs: t } of plan.replaced) this.#replace(at('ours', o), at('theirs', t));
    for (const { base: b, ours: o, theirs: t } of plan.both)
      this.value(b === undefined ? undefined : at('base', b), at('ours', o), at('theirs', t), rowRule.rule);
    for (const o of plan.removedThere) this.#clash(() => removed.add(o));
    for (const t of plan.removedHere) this.#clash(() => added.push(this.#taken(at('theirs', t))));
    this.#edit(ours, items.ours, removed, added);
  }
}
