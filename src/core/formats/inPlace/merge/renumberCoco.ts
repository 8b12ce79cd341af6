import { withEdits, type TextEdit } from '../textEdits';
import type { JsonVersions } from './mergeJson';
import { itemsOf, membersOf, sameSpan, spanFrom, type Span } from './shallowJson';

/** A row of one of the lists: its id as it is written and where, and what it refers to. */
export interface CocoRow {
  readonly span: Span;
  readonly id: string | undefined;
  readonly members: ReadonlyMap<string, { readonly value: Span }>;
}

export type CocoListName = 'images' | 'categories' | 'annotations';
export type CocoRows = Readonly<Record<CocoListName, readonly CocoRow[]>>;

/**
 * Their COCO file with ids that do not clash: both sides count on from the same base, so both give the same ids to
 * different things. What they added under an id of ours gets a free one, and what refers to it follows; an image of
 * the same file, or a category of the same name, that both added is one and takes our id.
 */
export function renumberCoco({ base, ours, theirs }: JsonVersions): string {
  const [b, o, t] = [cocoRows(base), cocoRows(ours), cocoRows(theirs)];
  const edits: TextEdit[] = [];
  const images = freshIds('images', 'file_name', b, o, t, ours, theirs);
  const categories = freshIds('categories', 'name', b, o, t, ours, theirs);
  const set = (value: Span | undefined, ids: ReadonlyMap<string, string>): void => {
    const id = value && ids.get(theirs.slice(value.start, value.end));
    if (value && id !== undefined) edits.push({ ...value, text: id });
  };
  for (const { id, members } of added(t.images, b.images))
    if (id !== undefined) set(members.get('id')?.value, images);
  for (const { id, members } of added(t.categories, b.categories))
    if (id !== undefined) set(members.get('id')?.value, categories);
  for (const { members } of t.annotations) {
    set(members.get('image_id')?.value, images);
    set(members.get('category_id')?.value, categories);
  }
  const named = withEdits(theirs, edits);
  const rows = edits.length === 0 ? t : cocoRows(named);
  return withEdits(named, annotationEdits(b, o, rows, ours, named));
}

/** The rows of a file's lists, in one pass. */
export function cocoRows(text: string): CocoRows {
  const members = text.trim() === '' ? undefined : membersOf(text, spanFrom(text, 0));
  const entries = (name: CocoListName): readonly CocoRow[] => {
    const list = members?.get(name)?.value;
    return ((list && itemsOf(text, list)) ?? []).flatMap((span): CocoRow[] => {
      const own = membersOf(text, span);
      const id = own?.get('id')?.value;
      return own ? [{ span, members: own, id: id && text.slice(id.start, id.end) }] : [];
    });
  };
  return {
    images: entries('images'),
    categories: entries('categories'),
    annotations: entries('annotations'),
  };
}

function added(entries: readonly CocoRow[], base: readonly CocoRow[]): readonly CocoRow[] {
  const known = new Set(base.map(({ id }) => id));
  return entries.filter(({ id }) => id !== undefined && !known.has(id));
}

/** Ids of theirs, as they are written, that are to be others. */
function freshIds(
  list: CocoListName,
  nameKey: string,
  b: CocoRows,
  o: CocoRows,
  t: CocoRows,
  ours: string,
  theirs: string,
): ReadonlyMap<string, string> {
  const mine = added(o[list], b[list]);
  const nameOf = (text: string, { members }: CocoRow): string => {
    const value = members.get(nameKey)?.value;
    return value ? text.slice(value.start, value.end) : '';
  };
  const idByName = new Map(mine.map((entry) => [nameOf(ours, entry), entry.id ?? '']));
  const taken = new Set(mine.map(({ id }) => id));
  const next = counter([...b[list], ...o[list], ...t[list]]);
  const ids = new Map<string, string>();
  for (const entry of added(t[list], b[list])) {
    const name = nameOf(theirs, entry);
    const own = name === '' ? undefined : idByName.get(name);
    const id = entry.id ?? '';
    if (own !== undefined && own !== id) ids.set(id, own);
    else if (own === undefined && taken.has(id)) ids.set(id, next(id));
  }
  return ids;
}

/** Free ids: whole numbers behind all that are in use, or texts with a number at their end. */
function counter(entries: readonly CocoRow[]): (like: string) => string {
  const used = new Set(entries.map(({ id }) => id));
  let last = 0;
  for (const { id } of entries) {
    const value = Number(id);
    if (Number.isSafeInteger(value)) last = Math.max(last, value);
  }
  return (like) => {
    if (!like.startsWith('"')) return String(++last);
    for (let i = 2; ; i++) {
      const id = `${like.slice(0, -1)}-${i}"`;
      if (used.has(id)) continue;
      used.add(id);
      return id;
    }
  };
}

/** What both added under one id, and is not the same, gets another one in theirs. */
function annotationEdits(
  b: CocoRows,
  o: CocoRows,
  t: CocoRows,
  ours: string,
  theirs: string,
): readonly TextEdit[] {
  const mine = new Map(added(o.annotations, b.annotations).map((entry) => [entry.id, entry]));
  const next = counter([...b.annotations, ...o.annotations, ...t.annotations]);
  return added(t.annotations, b.annotations).flatMap(({ id, span, members }) => {
    const own = mine.get(id);
    const value = members.get('id')?.value;
    if (!own || !value || id === undefined || sameSpan(ours, own.span, theirs, span)) return [];
    return [{ ...value, text: next(id) }];
  });
}
