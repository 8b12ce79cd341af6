import type { ScanError } from './scanError';
import type { BigText } from './bigText';
import { JsonWalk } from './walk';

/** Where the value of a key of the top-level object stands, [start, end). The top level's own list has the key ''. */
export interface TopMember {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly isList: boolean;
}

/** Hears where the elements of top-level lists stand. */
export interface ElementSink {
  /** Whether the elements of this list are wanted; else it is passed over. */
  wants(key: string): boolean;
  /**
   * One element, [start, end). `numbers`: the values of its own members that were asked for, NaN where there is none
   * or it is no plain whole number; the same array each time.
   */
  element(key: string, start: number, end: number, numbers: Float64Array): void;
  /** An element that begins at `start` cannot be followed to its end, and is passed over. */
  broken(key: string, start: number, error: ScanError): void;
}

export interface TopScan {
  readonly members: readonly TopMember[];
  /** What stopped the scan: all that stands before it has been told. */
  readonly error: ScanError | undefined;
}

/**
 * Finds the members of a JSON text's top level, and the elements of its lists, without parsing what is in them: that
 * is left to `JSON.parse` of single pieces. Numbers in lists are jumped over; the time is a small part of what parsing
 * takes, and memory does not grow with the text. Never throws over what the text holds.
 */
export function scanElements(text: BigText, numberKeys: readonly string[], sink: ElementSink): TopScan {
  const walk = new JsonWalk(text, numberKeys);
  const members: TopMember[] = [];
  const error = walk.trying(() => {
    if (walk.peek() === '[') readList(walk, '', members, sink);
    else readObject(walk, members, sink);
    if (walk.peek() !== '') walk.fail('something follows the end of the JSON value');
  });
  return { members, error };
}

function readObject(walk: JsonWalk, members: TopMember[], sink: ElementSink): void {
  walk.take('{', 'a JSON object or list is expected');
  if (walk.peek() === '}') return walk.take('}', '');
  for (;;) {
    const key = walk.key();
    walk.take(':', 'expected ":" after the key');
    if (walk.peek() === '[') readList(walk, key, members, sink);
    else readValue(walk, key, members);
    if (walk.peek() !== ',') break;
    walk.take(',', '');
  }
  walk.take('}', 'expected "," or "}"');
}

function readValue(walk: JsonWalk, key: string, members: TopMember[]): void {
  const start = walk.offset;
  walk.skip();
  members.push({ key, start, end: walk.offset, isList: false });
}

function readList(walk: JsonWalk, key: string, members: TopMember[], sink: ElementSink): void {
  const listStart = walk.offset;
  if (sink.wants(key)) readElements(walk, key, sink);
  else walk.skip();
  members.push({ key, start: listStart, end: walk.offset, isList: true });
}

function readElements(walk: JsonWalk, key: string, sink: ElementSink): void {
  walk.take('[', '');
  if (walk.peek() === ']') return walk.take(']', '');
  let repairs = 0;
  for (;;) {
    walk.peek();
    const start = walk.offset;
    const error = walk.trying(() => readElement(walk, key, start, sink));
    if (error) {
      sink.broken(key, start, error);
      const next = repairs++ < MOST_REPAIRS ? walk.nextElement(start) : undefined;
      if (next === undefined) walk.fail(error.message);
      walk.goTo(next);
    } else if (walk.peek() === ',') walk.take(',', '');
    else break;
  }
  walk.take(']', 'expected "," or "]"');
}

/** Every repair may have walked over the rest of the text once. */
const MOST_REPAIRS = 100;

function readElement(walk: JsonWalk, key: string, start: number, sink: ElementSink): void {
  walk.skip();
  const end = walk.offset;
  if (!walk.isBehindElement) walk.fail('expected "," or "]"');
  sink.element(key, start, end, walk.numbers);
}
