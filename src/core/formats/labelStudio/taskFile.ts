import { isObject, type JsonObject } from '../../json/json';
import type { ReadFs } from '../fs';
import { openBigText, type BigText } from '../json/bigText';
import { parseLenient } from '../json/lenient';
import { Places, type Place } from '../json/places';
import { scanElements } from '../json/scanElements';
import { whenReadable } from '../lib/readText';
import type { Report } from '../report';

/** A task, or what stands in its place, in a file: [start, end) of its text. */
export interface TaskRange {
  readonly start: number;
  readonly end: number;
}

/** Where tasks come from. */
export interface TaskSource {
  readonly path: string;
  readonly ranges: readonly TaskRange[];
  /** A task; undefined, and a problem if wanted, for what is none. */
  task(range: TaskRange, report?: Pick<Report, 'problem'>): JsonObject | undefined;
  at(offset: number): { readonly line: number };
  /** Where a text first stands in a task; where the task begins when it does not. */
  placeOf(range: TaskRange, text: string | undefined): { readonly line: number };
}

/** Numbers that a double may not hold; most tasks have none, and are parsed the quick way. */
const MAY_BE_LONG = /(?<![\d.])\d{16}|\de[+]?\d{3}/i;
/** A task is needed twice, for the survey and when it is walked: so much text of them is held as values. */
const HELD_CHARS = 40_000_000;

/**
 * A file of tasks, a list of them or a single one. The tasks are found by their brackets and parsed one by one: a
 * broken one costs itself alone, and memory does not grow with the file.
 */
export class TaskFile implements TaskSource {
  readonly path: string;
  readonly ranges: readonly TaskRange[];
  readonly isList: boolean;
  readonly #text: BigText;
  readonly #places: Places;
  /** Tasks that are parsed already, by where they begin, as far as there is room. */
  readonly #parsed = new Map<number, JsonObject>();
  #roomChars = HELD_CHARS;

  constructor(path: string, text: BigText, report: Pick<Report, 'problem'>) {
    this.path = path;
    this.#text = text;
    this.#places = new Places(text);
    const ranges: TaskRange[] = [];
    const tell = (offset: number, message: string): void =>
      report.problem({
        severity: 'error',
        code: 'labelstudio-json',
        message,
        path,
        ...this.#places.at(offset),
      });
    const scan = scanElements(text, [], {
      wants: (key) => key === '',
      element: (_key, start, end) => void ranges.push({ start, end }),
      broken: (_key, start, error) =>
        tell(error.offset, `This task is no JSON (${error.message}); it begins at ${start} and is left out.`),
    });
    this.isList = text.window(0).trimStart().startsWith('[');
    if (scan.error)
      tell(
        scan.error.offset,
        `The file is no JSON from here on: ${scan.error.message}. What stands before it is read.`,
      );
    else if (!this.isList && text.length > 0) ranges.push({ start: 0, end: text.length });
    this.ranges = ranges;
  }

  /** A task; undefined, and a problem if wanted, for what is none. */
  task(range: TaskRange, report?: Pick<Report, 'problem'>): JsonObject | undefined {
    const known = this.#parsed.get(range.start);
    if (known) return known;
    const text = this.#text.slice(range.start, range.end);
    const read = parseLenient(text, MAY_BE_LONG.test(text));
    if (read.ok && isObject(read.value)) {
      const value = isBare(read.value) ? { data: read.value } : read.value;
      if (this.#roomChars >= text.length && !this.#parsed.has(range.start)) {
        this.#roomChars -= text.length;
        this.#parsed.set(range.start, value);
      }
      return value;
    }
    const message = read.ok
      ? 'This is no task: it is not an object. It is left out.'
      : `This task is no JSON: ${read.message}. It is left out.`;
    report?.problem({
      severity: 'error',
      code: 'labelstudio-task',
      message,
      path: this.path,
      ...this.at(range.start),
    });
    return undefined;
  }

  at(offset: number): Place {
    return this.#places.at(offset);
  }

  /** Where a text first stands in a task; where the task begins when it does not. */
  placeOf({ start, end }: TaskRange, text: string | undefined): Place {
    const at = text === undefined ? -1 : this.#text.slice(start, end).indexOf(text);
    return this.#places.at(start + Math.max(0, at));
  }
}

/** An import may list data alone. */
function isBare(value: JsonObject): boolean {
  return !['data', 'annotations', 'completions', 'predictions', 'annotation_id'].some((key) => key in value);
}

export function openTasks(fs: ReadFs, path: string, report: Report): TaskFile | undefined {
  const text = whenReadable(report, path, () => openBigText(fs, path));
  return text && new TaskFile(path, text, report);
}
