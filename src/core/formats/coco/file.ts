import type { Json, JsonObject } from '../../json/json';
import { isArray } from '../../json/json';
import { UnreadableFile, type ReadFs } from '../fs';
import { openBigText, type BigText } from '../json/bigText';
import { parseLenient } from '../json/lenient';
import { NumberList } from '../json/numberList';
import { Places } from '../json/places';
import { scanElements, type ElementSink, type TopMember } from '../json/scanElements';
import type { FileProblem, Report } from '../report';

/** Where the elements of one list of the file stand, and what their `id` and `image_id` are (NaN: no plain number). */
export class ElementTable {
  readonly starts = new NumberList();
  readonly ends = new NumberList();
  readonly ids = new NumberList();
  readonly imageIds = new NumberList();

  get length(): number {
    return this.starts.length;
  }

  /** An id of the element is no plain number: it may be one that a double cannot hold. */
  isOdd(element: number): boolean {
    return (
      Number.isNaN(this.ids.at(element)) ||
      (this.imageIds.length > 0 && Number.isNaN(this.imageIds.at(element)))
    );
  }
}

/** A COCO file, of which only the places of the elements are known; they are parsed when they are needed. */
export interface CocoFile {
  readonly path: string;
  readonly text: BigText;
  readonly images: ElementTable;
  readonly annotations: ElementTable;
  readonly categories: readonly Json[];
  /** The top level's other members: `info`, `licenses` and what nobody knows. */
  readonly rest: JsonObject;
  /** Keys of the top level; '' alone when the file is a bare list: detection results. */
  readonly keys: ReadonlySet<string>;
  /** A problem at a place of the text; of the whole file without one. */
  problem(severity: FileProblem['severity'], code: string, message: string, offset?: number): void;
  /** Parses an element; undefined when it is no JSON, which is a problem unless `tells` is false. `exact`: large numbers keep their digits. */
  parse(text: string, offset: number, exact: boolean, tells?: boolean): Json | undefined;
}

const NUMBER_KEYS = ['id', 'image_id'];

/** Finds what is in a COCO file. What cannot be read becomes problems; undefined when nothing can. */
export function openCocoFile(
  fs: ReadFs,
  path: string,
  report: Report,
  wholeBytes?: number,
): CocoFile | undefined {
  try {
    return scanned(path, openBigText(fs, path, wholeBytes), report);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    report.problem({ severity: 'error', code: 'unreadable-file', message: error.message, path });
    return undefined;
  }
}

function scanned(path: string, text: BigText, report: Report): CocoFile {
  const places = new Places(text);
  const problem: CocoFile['problem'] = (severity, code, message, offset) =>
    report.problem({ severity, code, message, path, ...(offset !== undefined && places.at(offset)) });
  const parse: CocoFile['parse'] = (source, offset, exact, tells = true) =>
    parsed(source, offset, exact, tells ? problem : () => undefined);
  const sink = new Tables(problem);
  const { members, error } = scanElements(text, NUMBER_KEYS, sink);
  if (error)
    problem(
      'error',
      'coco-syntax',
      `Not valid JSON: ${error.message}. What stands before it is read.`,
      error.offset,
    );
  const top = topOf(members, text, parse);
  const { categories = [], ...rest } = top;
  if (!isArray(categories)) problem('error', 'coco-syntax', '"categories" must be a list.');
  return {
    ...{ path, text, problem, parse, rest },
    ...{ images: sink.images, annotations: sink.annotations },
    categories: isArray(categories) ? categories : [],
    keys: new Set(members.map(({ key }) => key)),
  };
}

function topOf(members: readonly TopMember[], text: BigText, parse: CocoFile['parse']): JsonObject {
  const entries = members
    .filter(({ key, isList }) => !(isList && LISTS.has(key)))
    .map(({ key, start, end }) => [key, parse(text.slice(start, end), start, true) ?? null] as const);
  return Object.fromEntries(entries);
}

function parsed(
  text: string,
  offset: number,
  exact: boolean,
  problem: CocoFile['problem'],
): Json | undefined {
  const read = parseLenient(text, exact);
  if (!read.ok) {
    problem('error', 'coco-syntax', `This is not valid JSON and was passed over: ${read.message}.`, offset);
    return undefined;
  }
  if (read.hadNaN)
    problem(
      'warning',
      'coco-nan',
      'NaN and Infinity are no JSON; they were read as null. Write numbers, or leave the key out.',
      offset,
    );
  return read.value;
}

/** The lists of which only the places are kept. */
const LISTS: ReadonlySet<string> = new Set(['images', 'annotations', '']);

class Tables implements ElementSink {
  readonly images = new ElementTable();
  readonly annotations = new ElementTable();
  readonly #problem: CocoFile['problem'];

  constructor(problem: CocoFile['problem']) {
    this.#problem = problem;
  }

  wants(key: string): boolean {
    return LISTS.has(key);
  }

  element(key: string, start: number, end: number, numbers: Float64Array): void {
    const table = key === 'images' ? this.images : this.annotations;
    table.starts.push(start);
    table.ends.push(end);
    table.ids.push(numbers[0] ?? NaN);
    if (key !== 'images') table.imageIds.push(numbers[1] ?? NaN);
  }

  broken(key: string, start: number, { message }: { readonly message: string }): void {
    const where = key === '' ? 'list' : `"${key}"`;
    this.#problem(
      'error',
      'coco-syntax',
      `This element of ${where} is not valid JSON and was passed over: ${message}.`,
      start,
    );
  }
}
