import { isObject, type Json, type JsonObject } from '../../../json/json';
import { checkJson } from './checkJson';
import type { JsonSource } from './jsonSource';
import { idRow } from './rulesOfFormats';
import { memberOf, type Span } from './shallowJson';

export type CocoListName = 'images' | 'categories' | 'annotations';

/** The objects of one list; ids and names are JSON as it is usually written, undefined where there is none. */
export interface CocoList {
  readonly spans: readonly Span[];
  readonly ids: readonly (string | undefined)[];
  /** `file_name` of images, `name` of categories. */
  readonly names: readonly (string | undefined)[];
  /** Of annotations. */
  readonly imageIds: readonly (string | undefined)[];
  readonly categoryIds: readonly (string | undefined)[];
}

export type CocoRows = Readonly<Record<CocoListName, CocoList>>;

/** What refers to what in a COCO file, in one pass. Throws what `JSON.parse` throws when it is no JSON. */
export function cocoRows(source: JsonSource): CocoRows {
  const lists = { images: emptyList(), categories: emptyList(), annotations: emptyList() };
  if (!source.isEmpty)
    checkJson(source, (name, row, span) => {
      if (name !== 'images' && name !== 'categories' && name !== 'annotations') return;
      if (isObject(row)) addRow(lists[name], NAME_KEYS[name], source.text, row, span);
    });
  for (const [name, { ids }] of Object.entries(lists)) knowRows(source, name, ids);
  return lists;
}

/** Their ids are known here, and need not be looked for. */
function knowRows(source: JsonSource, name: string, ids: Texts): void {
  const list = source.members(source.top)?.get(name)?.value;
  if (!list || source.text[list.start] !== '[') return;
  let at = 0;
  const rows = source
    .items(list)
    ?.map((item) => idRow(source.text, item, source.text[item.start] === '{' ? ids[at++] : undefined));
  if (rows && at === ids.length) source.knowRows(list, rows);
}

const NAME_KEYS = { images: 'file_name', categories: 'name', annotations: undefined } as const;

type Texts = (string | undefined)[];

function emptyList() {
  return {
    spans: [] as Span[],
    ids: [] as Texts,
    names: [] as Texts,
    imageIds: [] as Texts,
    categoryIds: [] as Texts,
  };
}

function addRow(
  list: ReturnType<typeof emptyList>,
  nameKey: string | undefined,
  text: string,
  row: JsonObject,
  span: Span,
): void {
  list.spans.push(span);
  list.ids.push(textOf(text, row, span, 'id'));
  if (nameKey !== undefined) list.names.push(textOf(text, row, span, nameKey));
  else {
    list.imageIds.push(textOf(text, row, span, 'image_id'));
    list.categoryIds.push(textOf(text, row, span, 'category_id'));
  }
}

/** What is written there; the usual form where that says the same, so that 7.0 is the id 7. */
function textOf(text: string, row: JsonObject, span: Span, key: string): string | undefined {
  const value: Json | undefined = Object.hasOwn(row, key) ? row[key] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  const own = memberOf(text, span, key);
  return own && text.slice(own.start, own.end);
}
