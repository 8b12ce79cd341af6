import { readXml } from '../../xml/readXml';
import { childNamed, childText, finiteNumber, type XmlElement } from '../../xml/xmlElement';
import { withEdits, type TextEdit } from '../textEdits';
import { gapBefore, removeElement } from '../xmlEdits';
import type { AlignRow, Bounds } from './alignRows';
import type { Marks } from './markConflicts';
import { withMarks, type MergedText, type Prefer, type Variant } from './mergedText';
import { planRows } from './planRows';

interface Version {
  readonly text: string;
  readonly root: XmlElement;
}

/** Elements that are one value: an edge of one box beside an edge of another would be a third box. */
const WHOLE = new Set(['bndbox', 'polygon', 'segm', 'part', 'size']);

/**
 * Merges Pascal VOC's XML: objects by class and place, of each its elements, everything else by the elements' names.
 * An empty base stands for a file that both added.
 */
export function mergeVoc(base: string, ours: string, theirs: string, marks: Marks): MergedText {
  const [o, t] = [versionOf(ours), versionOf(theirs)];
  const b = base.trim() === '' ? undefined : versionOf(base);
  if (!o || !t || (base.trim() !== '' && !b)) return { ok: false, reason: 'a side is no Pascal VOC file' };
  return withMarks((prefer) => new VocMerge(b, o, t, prefer).run(), marks);
}

function versionOf(text: string): Version | undefined {
  const { root, faults } = readXml(text);
  return root?.name === 'annotation' && faults.length === 0 ? { text, root } : undefined;
}

/** Without the white space between elements. */
function exactOf({ text }: Version, { start, end }: XmlElement): string {
  return text
    .slice(start, end)
    .replace(/>\s+</g, '><')
    .replace(/>\s+|\s+</g, (gap) => gap.trim());
}

function rowOf(version: Version, element: XmlElement): AlignRow {
  const box = childNamed(element, 'bndbox');
  const edges = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => box && finiteNumber(childText(box, name)));
  const isWhole = edges.every((edge) => edge !== undefined);
  return {
    exact: exactOf(version, element),
    label: childText(element, 'name') ?? '',
    bounds: isWhole ? (edges as unknown as Bounds) : undefined,
  };
}

class VocMerge {
  readonly #base: Version | undefined;
  readonly #ours: Version;
  readonly #theirs: Version;
  readonly #prefer: Prefer;
  readonly #edits: TextEdit[] = [];
  #conflicts = 0;

  constructor(base: Version | undefined, ours: Version, theirs: Version, prefer: Prefer) {
    this.#base = base;
    this.#ours = ours;
    this.#theirs = theirs;
    this.#prefer = prefer;
  }

  run(): Variant {
    this.#attributes();
    this.#children(this.#base?.root, this.#ours.root, this.#theirs.root, ({ name }) => name !== 'object');
    this.#objects();
    return { text: withEdits(this.#ours.text, this.#edits), conflicts: this.#conflicts };
  }

  #clash(takeTheirs: () => void): void {
    this.#conflicts++;
    if (this.#prefer === 'theirs') takeTheirs();
  }

  /** Of the root: `verified`. */
  #attributes(): void {
    const tag = (version: Version | undefined): string | undefined =>
      version?.text.slice(version.root.start, version.text.indexOf('>', version.root.start) + 1);
    const [b, o = '', t = ''] = [tag(this.#base), tag(this.#ours), tag(this.#theirs)];
    const { start } = this.#ours.root;
    const take = (): void => void this.#edits.push({ start, end: start + o.length, text: t });
    if (o === t || b === t) return;
    if (b === o) take();
    else this.#clash(take);
  }

  #same(a: Version | undefined, x: XmlElement | undefined, b: Version, y: XmlElement): boolean {
    return a !== undefined && x !== undefined && exactOf(a, x) === exactOf(b, y);
  }

  #element(base: XmlElement | undefined, ours: XmlElement, theirs: XmlElement): void {
    const [b, o, t] = [this.#base, this.#ours, this.#theirs];
    if (this.#same(o, ours, t, theirs) || this.#same(b, base, t, theirs)) return;
    if (this.#same(b, base, o, ours)) return this.#replace(ours, theirs);
    if (WHOLE.has(ours.name) || ours.children.length === 0 || theirs.children.length === 0)
      return this.#clash(() => this.#replace(ours, theirs));
    this.#children(base, ours, theirs, () => true);
  }

  #taken({ start, end }: XmlElement): string {
    const text = this.#theirs.text.slice(start, end).replaceAll('\r\n', '\n');
    return this.#ours.text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  }

  #replace(ours: XmlElement, theirs: XmlElement): void {
    this.#edits.push({ start: ours.start, end: ours.end, text: this.#taken(theirs) });
  }

  #remove(element: XmlElement): void {
    this.#edits.push(removeElement(this.#ours.text, element));
  }

  /** Children by name, and by their number among those of the name. */
  #children(
    base: XmlElement | undefined,
    ours: XmlElement,
    theirs: XmlElement,
    isMeant: (element: XmlElement) => boolean,
  ): void {
    const [b, o, t] = [base, ours, theirs].map((element) => named(element?.children.filter(isMeant) ?? []));
    const added: XmlElement[] = [];
    for (const name of new Set([...(o?.keys() ?? []), ...(t?.keys() ?? [])])) {
      const [was, mine, other] = [b?.get(name), o?.get(name), t?.get(name)];
      if (mine && other) this.#element(was, mine, other);
      else if (mine && was) {
        if (this.#same(this.#base, was, this.#ours, mine)) this.#remove(mine);
        else this.#clash(() => this.#remove(mine));
      } else if (other && !was) added.push(other);
      else if (other && !this.#same(this.#base, was, this.#theirs, other))
        this.#clash(() => added.push(other));
    }
    this.#append(ours, ours.children.filter(isMeant).at(-1) ?? ours.children.at(-1), added);
  }

  #append(parent: XmlElement, last: XmlElement | undefined, added: readonly XmlElement[]): void {
    if (added.length === 0) return;
    const { text } = this.#ours;
    const at = last?.end ?? text.lastIndexOf('</', parent.end);
    const gap = last ? gapBefore(text, last) : '';
    this.#edits.push({ start: at, end: at, text: added.map((each) => gap + this.#taken(each)).join('') });
  }

  #objects(): void {
    const [b, o, t] = [this.#base?.root, this.#ours.root, this.#theirs.root].map(
      (root) => root?.children.filter(({ name }) => name === 'object') ?? [],
    );
    const elements = { base: b ?? [], ours: o ?? [], theirs: t ?? [] };
    const rows = {
      base: elements.base.map((each) => rowOf(this.#base ?? this.#ours, each)),
      ours: elements.ours.map((each) => rowOf(this.#ours, each)),
      theirs: elements.theirs.map((each) => rowOf(this.#theirs, each)),
    };
    const plan = planRows(
      rows.base,
      rows.ours,
      rows.theirs,
      (x, i, y, j) => rows[x][i]?.exact === rows[y][j]?.exact,
    );
    const mine = (i: number): XmlElement => elements.ours[i] ?? this.#ours.root;
    const other = (i: number): XmlElement => elements.theirs[i] ?? this.#theirs.root;
    for (const i of plan.removed) this.#remove(mine(i));
    for (const { ours, theirs } of plan.replaced) this.#replace(mine(ours), other(theirs));
    for (const { base, ours, theirs } of plan.both)
      this.#element(elements.base[base ?? -1], mine(ours), other(theirs));
    for (const i of plan.removedThere) this.#clash(() => this.#remove(mine(i)));
    const added = plan.added.map(other);
    for (const i of plan.removedHere) this.#clash(() => added.push(other(i)));
    this.#append(this.#ours.root, elements.ours.at(-1) ?? this.#ours.root.children.at(-1), added);
  }
}

function named(elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> {
  const counts = new Map<string, number>();
  return new Map(
    elements.map((element) => {
      const count = (counts.get(element.name) ?? 0) + 1;
      counts.set(element.name, count);
      return [`${element.name} ${count}`, element];
    }),
  );
}
