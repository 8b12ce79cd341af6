import { isObject, type Json, type JsonObject } from '../../json/json';
import { stringEnd } from './jsonTree';

/** Where one object of a list stands, and its members that are numbers or texts, as they are written. */
export interface CocoEntry {
  readonly start: number;
  readonly end: number;
  /** As written: `7`, `"a7"`. */
  readonly id: string | undefined;
  readonly imageId: string | undefined;
}

/** The list of a COCO file and where it stands. */
export interface CocoList {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly CocoEntry[];
}

/** Where everything stands in a COCO file: found in one pass, so that one image's part is at hand at once. */
export interface CocoIndex {
  readonly images: CocoList;
  readonly annotations: CocoList;
  readonly categories: CocoList;
  /** Places in `images` by `file_name`, with `/` between parts. */
  readonly imageByName: ReadonlyMap<string, number>;
  /** Places in `annotations`, by the image's id as it is written. */
  readonly byImage: ReadonlyMap<string, readonly number[]>;
  /** The highest id of annotations that is a whole number; 0 when there is none. */
  readonly maxId: number;
}

const LISTS = ['images', 'annotations', 'categories'] as const;
type ListName = (typeof LISTS)[number];

/** Undefined when one of the lists is missing. The text must be valid JSON. */
export function cocoIndex(text: string): CocoIndex | undefined {
  const lists = new Scan(text).run();
  const [images, annotations, categories] = LISTS.map((name) => lists.get(name));
  if (!images || !annotations || !categories) return undefined;
  const imageByName = new Map<string, number>();
  images.entries.forEach((entry, i) => {
    const name = nameIn(text, entry);
    if (name !== undefined && !imageByName.has(slashed(name))) imageByName.set(slashed(name), i);
  });
  const byImage = new Map<string, number[]>();
  let maxId = 0;
  annotations.entries.forEach(({ id, imageId }, i) => {
    const known = byImage.get(imageId ?? '');
    if (known) known.push(i);
    else byImage.set(imageId ?? '', [i]);
    const number = Number(id);
    if (Number.isSafeInteger(number) && number > maxId) maxId = number;
  });
  return { images, annotations, categories, imageByName, byImage, maxId };
}

/** `file_name` of an image: by its first place in the text where that is plain, else by reading the object. */
function nameIn(text: string, entry: CocoEntry): string | undefined {
  const source = text.slice(entry.start, entry.end);
  const plain = /^\{[^{}[\]\\]*"file_name"\s*:\s*"([^"\\]*)"[^{}[\]\\]*\}$/.exec(source)?.[1];
  if (plain !== undefined && source.split('"file_name"').length === 2) return plain;
  const name = objectAt(text, entry)?.['file_name'];
  return typeof name === 'string' ? name : undefined;
}

export function slashed(name: string): string {
  return name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** The object of an entry; undefined when it is none. */
export function objectAt(
  text: string,
  { start, end }: { start: number; end: number },
): JsonObject | undefined {
  const value = JSON.parse(text.slice(start, end)) as Json;
  return isObject(value) ? value : undefined;
}

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;

/** One pass over the text that looks at keys of the top and of the objects in its lists only. */
class Scan {
  readonly #text: string;
  readonly #lists = new Map<ListName, CocoList>();
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): ReadonlyMap<ListName, CocoList> {
    let key = '';
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === QUOTE) key = this.#string();
      else if (code === OPEN_ARRAY && this.#depth === 1 && isListName(key)) this.#list(key);
      else if (code === OPEN_OBJECT || code === OPEN_ARRAY) this.#depth++;
      else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) this.#depth--;
    }
    return this.#lists;
  }

  /** The text of a string at the top; its place is then that of the closing quote. */
  #string(): string {
    const start = this.#at;
    this.#at = stringEnd(this.#text, start) - 1;
    return this.#depth === 1 ? this.#text.slice(start + 1, this.#at) : '';
  }

  #list(name: ListName): void {
    const start = this.#at;
    const entries: CocoEntry[] = [];
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === OPEN_OBJECT) entries.push(this.#entry());
      else if (code === OPEN_ARRAY) this.#skip();
      else if (code === QUOTE) this.#at = stringEnd(this.#text, this.#at) - 1;
      else if (code === CLOSE_ARRAY) break;
    }
    this.#lists.set(name, { start, end: this.#at + 1, entries });
  }

  /** Leaves the place at the closing bracket. */
  #entry(): CocoEntry {
    const text = this.#text;
    const start = this.#at;
    let [id, imageId]: (string | undefined)[] = [];
    for (this.#at++; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) this.#skip();
      else if (code === CLOSE_OBJECT) break;
      else if (code === QUOTE) {
        const from = this.#at;
        this.#at = stringEnd(text, from) - 1;
        if (text.startsWith('"id"', from)) id = this.#scalar() ?? id;
        else if (text.startsWith('"image_id"', from)) imageId = this.#scalar() ?? imageId;
      }
    }
    return { start, end: this.#at + 1, id, imageId };
  }

  /** Of the key that ends here, its value when it is a number or a text; the place is then its last character. */
  #scalar(): string | undefined {
    const found = /\s*:\s*(-?[\d.eE+-]+|"(?:[^"\\]|\\.)*")/y;
    found.lastIndex = this.#at + 1;
    const match = found.exec(this.#text);
    if (!match) return undefined;
    this.#at = found.lastIndex - 1;
    return match[1];
  }

  /** Over an object or array, to its closing bracket. */
  #skip(): void {
    const text = this.#text;
    let depth = 0;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === QUOTE) this.#at = stringEnd(text, this.#at) - 1;
      else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
      else if ((code === CLOSE_OBJECT || code === CLOSE_ARRAY) && --depth === 0) return;
    }
  }
}

function isListName(key: string): key is ListName {
  return LISTS.some((name) => name === key);
}
