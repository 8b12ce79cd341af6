import { withEdits, type TextEdit } from '../textEdits';
import type { CocoList, CocoRows } from './cocoRows';
import type { JsonSource } from './jsonSource';
import type { JsonVersions } from './mergeJson';
import { memberOf, sameSpan, type Span } from './shallowJson';

/** What refers to what in each of the three versions. */
export type CocoVersions = Readonly<Record<keyof JsonVersions, CocoRows>>;

/** Other ids by the ids that are in use. */
type Ids = ReadonlyMap<string, string>;

/**
 * Their COCO file with ids that do not clash: both sides count on from the same base, so both give the same ids to
 * different things. What they added under an id of ours gets a free one, and what refers to it follows; an image of
 * the same file, or a category of the same name, that both added is one and takes our id.
 */
export function renumberCoco({ ours, theirs }: JsonVersions, rows: CocoVersions): JsonSource {
  const { base: b, ours: o, theirs: t } = rows;
  const images = freshIds(b.images, o.images, t.images);
  const categories = freshIds(b.categories, o.categories, t.categories);
  const edits = [
    ...ownIdEdits(theirs.text, t.images, images, added(t.images, b.images)),
    ...ownIdEdits(theirs.text, t.categories, categories, added(t.categories, b.categories)),
  ];
  const byRow = referenceEdits(theirs.text, t.annotations, images, categories);
  for (const [row, edit] of annotationEdits(ours.text, theirs.text, rows, byRow))
    byRow.set(row, [...(byRow.get(row) ?? []), edit]);
  for (const own of byRow.values()) edits.push(...own);
  return edits.length === 0 ? theirs : theirs.edited(edits);
}

/** Places in a list of what the base has not. */
function added({ ids }: CocoList, base: CocoList): readonly number[] {
  const known = new Set(base.ids);
  return ids.flatMap((id, i) => (id === undefined || known.has(id) ? [] : [i]));
}

function ownIdEdits(
  text: string,
  { spans, ids }: CocoList,
  fresh: Ids,
  places: readonly number[],
): readonly TextEdit[] {
  return places.flatMap((i) => edited(text, spans[i], 'id', fresh.get(ids[i] ?? '')));
}

function edited(
  text: string,
  row: Span | undefined,
  key: string,
  to: string | undefined,
): readonly TextEdit[] {
  const value = row && to !== undefined ? memberOf(text, row, key) : undefined;
  return value && to !== undefined ? [{ ...value, text: to }] : [];
}

/** By the place of the annotation that refers. */
function referenceEdits(
  text: string,
  { spans, imageIds, categoryIds }: CocoList,
  images: Ids,
  categories: Ids,
): Map<number, readonly TextEdit[]> {
  const byRow = new Map<number, readonly TextEdit[]>();
  if (images.size + categories.size === 0) return byRow;
  spans.forEach((span, i) => {
    const edits = [
      ...edited(text, span, 'image_id', images.get(imageIds[i] ?? '')),
      ...edited(text, span, 'category_id', categories.get(categoryIds[i] ?? '')),
    ];
    if (edits.length > 0) byRow.set(i, edits);
  });
  return byRow;
}

/** Ids of theirs that are to be others. */
function freshIds(b: CocoList, o: CocoList, t: CocoList): Ids {
  const mine = added(o, b);
  const idByName = new Map(mine.map((i) => [o.names[i] ?? '', o.ids[i] ?? '']));
  const taken = new Set(mine.map((i) => o.ids[i]));
  const next = counter([b, o, t]);
  const ids = new Map<string, string>();
  for (const i of added(t, b)) {
    const [name, id] = [t.names[i] ?? '', t.ids[i] ?? ''];
    const own = name === '' ? undefined : idByName.get(name);
    if (own !== undefined && own !== id) ids.set(id, own);
    else if (own === undefined && taken.has(id)) ids.set(id, next(id));
  }
  return ids;
}

/** Free ids: whole numbers behind all that are in use, or texts with a number at their end. */
function counter(lists: readonly CocoList[]): (like: string) => string {
  const used = new Set<string | undefined>();
  let last = 0;
  for (const { ids } of lists)
    for (const id of ids) {
      const value = Number(id);
      if (Number.isSafeInteger(value)) last = Math.max(last, value);
      else used.add(id);
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

/** What both added under one id, and is not the same once it refers to the same, gets another one in theirs. */
function annotationEdits(
  ours: string,
  theirs: string,
  { base: b, ours: o, theirs: t }: CocoVersions,
  references: ReadonlyMap<number, readonly TextEdit[]>,
): readonly (readonly [row: number, edit: TextEdit])[] {
  const mine = new Map(added(o.annotations, b.annotations).map((i) => [o.annotations.ids[i], i]));
  const both = added(t.annotations, b.annotations).filter((i) => mine.has(t.annotations.ids[i]));
  if (both.length === 0) return [];
  const next = counter([b.annotations, o.annotations, t.annotations]);
  return both.flatMap((i) => {
    const id = t.annotations.ids[i];
    const [own, span] = [o.annotations.spans[mine.get(id) ?? -1], t.annotations.spans[i]];
    if (!own || !span || id === undefined) return [];
    const row = rowText(theirs, span, references.get(i));
    if (sameSpan(ours, own, row, { start: 0, end: row.length })) return [];
    return edited(theirs, span, 'id', next(id)).map((edit) => [i, edit] as const);
  });
}

function rowText(text: string, { start, end }: Span, edits: readonly TextEdit[] = []): string {
  const own = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return withEdits(text.slice(start, end), own);
}
