import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelConfig } from './config';
import { isImageRef } from './imageRef';
import type { TaskRange, TaskSource } from './taskFile';
import { valueKind } from './values';

/*
 * The flat exports: one record for an annotation, with the keys of the task's data, the answers by the names of their
 * controls, and facts about the annotation. Which regions belong together, relations and origins are not in them.
 * Source: HumanSignal/label-studio-sdk: converter/converter.py (`convert_to_json_min`), converter/exports/csv2.py,
 * converter/utils.py (`prettify_result`).
 */

/** Keys that every record has for facts of its annotation. */
export const RECORD_KEYS: ReadonlySet<string> = new Set([
  'id',
  'annotator',
  'annotation_id',
  'created_at',
  'updated_at',
  'lead_time',
  'agreement',
  'history',
]);

/** A record, and the line that it begins on. */
export interface PlacedRecord {
  readonly record: JsonObject;
  readonly line: number;
}

/** Records as tasks: those of one task together, each an annotation. */
export class RecordTasks implements TaskSource {
  readonly path: string;
  readonly ranges: readonly TaskRange[];
  readonly #tasks: readonly JsonObject[];

  constructor(
    path: string,
    records: readonly PlacedRecord[],
    controls: ReadonlySet<string>,
    config: LabelConfig | undefined,
  ) {
    this.path = path;
    const groups = new Map<string, PlacedRecord[]>();
    for (const [i, placed] of records.entries()) {
      const { id } = placed.record;
      const key = id === undefined || id === null || id === '' ? `row ${i}` : String(id);
      const group = groups.get(key);
      if (group) group.push(placed);
      else groups.set(key, [placed]);
    }
    const all = [...groups.values()];
    this.#tasks = all.map((group) => taskOf(group, controls, config));
    this.ranges = all.map(([first], i) => ({ start: first?.line ?? 1, end: i }));
  }

  task({ end }: TaskRange): JsonObject | undefined {
    return this.#tasks[end];
  }

  at(line: number): { readonly line: number } {
    return { line };
  }

  placeOf({ start }: TaskRange): { readonly line: number } {
    return { line: start };
  }
}

function taskOf(
  group: readonly PlacedRecord[],
  controls: ReadonlySet<string>,
  config: LabelConfig | undefined,
): JsonObject {
  const [first] = group;
  const record = first?.record ?? {};
  const data = Object.entries(record).filter(([key]) => !RECORD_KEYS.has(key) && !controls.has(key));
  return {
    ...(record['id'] !== undefined && record['id'] !== '' && { id: record['id'] }),
    data: Object.fromEntries(data.map(([key, value]) => [key.replace(/^_data_(?=.)/, ''), value])),
    annotations: group.flatMap((each) => annotationOf(each.record, controls, config) ?? []),
    ...(record['agreement'] !== undefined &&
      record['agreement'] !== '' && { agreement: record['agreement'] }),
  };
}

/** A task that nobody annotated has a record too, without an annotation's id. */
function annotationOf(
  record: JsonObject,
  controls: ReadonlySet<string>,
  config: LabelConfig | undefined,
): JsonObject | undefined {
  const id = record['annotation_id'];
  const result = [...controls].flatMap((name) => resultsOf(name, record[name], config));
  if ((id === undefined || id === null || id === '') && result.length === 0) return undefined;
  const about = ['annotator', 'created_at', 'updated_at', 'lead_time', 'history'].flatMap((key) => {
    const value = record[key];
    return value === undefined || value === null || value === '' ? [] : [[key, value] as const];
  });
  return {
    ...(id !== undefined && id !== null && id !== '' && { id }),
    ...Object.fromEntries(about),
    result,
  };
}

/** The results that a value was made from: one text, an object, or a list of them. */
function resultsOf(
  name: string,
  value: Json | undefined,
  config: LabelConfig | undefined,
): readonly JsonObject[] {
  if (value === undefined || value === null || value === '') return [];
  const control = config?.controls.find((each) => each.name === name);
  const list = isArray(value) ? value : [value];
  return list.flatMap((each): readonly JsonObject[] => {
    const type = control?.type ?? typeOf(each);
    const to = control?.toNames[0] ?? 'image';
    if (!isObject(each)) {
      const text = typeof each === 'string' ? each : JSON.stringify(each);
      return [
        {
          from_name: name,
          to_name: to,
          type,
          value: type === 'textarea' ? { text: [text] } : { choices: [text] },
        },
      ];
    }
    const { original_width: width, original_height: height, ...rest } = each;
    return [
      {
        from_name: name,
        to_name: to,
        type,
        ...(width !== undefined && { original_width: width }),
        ...(height !== undefined && { original_height: height }),
        value: rest,
      },
    ];
  });
}

/** The type of an answer by what stands in it. */
function typeOf(value: Json): string {
  if (!isObject(value)) return 'choices';
  const keys = Object.keys(value);
  const labels = keys.find((key) => key.endsWith('labels') && isArray(value[key]));
  if (labels !== undefined) return labels;
  const named = ['taxonomy', 'rating', 'number', 'datetime', 'choices'].find(
    (key) => value[key] !== undefined,
  );
  return valueKind('', value) ?? named ?? (value['text'] === undefined ? 'choices' : 'textarea');
}

/** True for what is an answer and no datum: `{"choices": [...]}`, or a list of regions. */
export function isAnswer(value: Json | undefined): boolean {
  const [first] = isArray(value) ? value : [value];
  if (!isObject(first)) return false;
  const keys = Object.keys(first);
  return (
    keys.some((key) => key.endsWith('labels')) ||
    ['choices', 'taxonomy', 'rating', 'number', 'datetime', 'original_width'].some((key) =>
      keys.includes(key),
    )
  );
}

const USUAL_NAMES =
  /^(?:choices?|class(?:es|ification)?|label|labels|category|categories|tags?|answer|sentiment)$/i;

/**
 * Which columns are answers, when no config says: those whose values can only be answers, and one of texts: the only
 * one that is left beside the image, else the one with a usual name. `told`: the columns that the user names, with
 * commas between.
 */
export function answerColumns(
  records: readonly PlacedRecord[],
  told: string | undefined,
): { readonly columns: ReadonlySet<string>; readonly unclear: readonly string[] } {
  const sure = new Set<string>(told === undefined ? [] : told.split(','));
  const texts = new Map<string, boolean>();
  for (const { record } of records)
    for (const [key, value] of Object.entries(record)) {
      if (RECORD_KEYS.has(key)) continue;
      if (isAnswer(value)) sure.add(key);
      const isText = typeof value === 'string' && !isImageRef(value) && !key.startsWith('_data_');
      const isEmpty = value === '' || value === null;
      texts.set(key, (texts.get(key) ?? true) && (isText || isEmpty));
    }
  const open = [...texts].filter(([key, isText]) => isText && !sure.has(key)).map(([key]) => key);
  const usual = open.filter((key) => USUAL_NAMES.test(key));
  const [only] = open.length === 1 ? open : usual;
  if (told !== undefined) return { columns: sure, unclear: [] };
  if (only !== undefined) sure.add(only);
  return { columns: sure, unclear: only === undefined && sure.size === 0 ? open : [] };
}
