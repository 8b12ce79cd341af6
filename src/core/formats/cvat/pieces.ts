/** One element right below the root of a CVAT file. */
export interface CvatPiece {
  readonly name: 'image' | 'track' | 'meta';
  readonly text: string;
  /** Lines of the file before it. */
  readonly linesBefore: number;
}

const OPENING = /<(image|track|meta)(?=[\s/>])/g;
/** Longer than any opening that a chunk's end may cut. */
const TAIL = 16;
/** An element beyond that is taken as broken. */
const MAX_PIECE = 64 * 1024 * 1024;

/**
 * Cuts a file's text into its images, tracks and meta, one after the other. Where the end of one is missing, it ends
 * where the next begins.
 */
export function* cvatPieces(chunks: Iterable<string>): Generator<CvatPiece> {
  const input = chunks[Symbol.iterator]();
  let text = '';
  let linesBefore = 0;
  let isOver = false;
  let searched = 0;
  const more = (): void => {
    const next = input.next();
    if (next.done) isOver = true;
    else text += next.value;
  };
  const drop = (count: number): void => {
    linesBefore += newlinesIn(text, count);
    text = text.slice(count);
    searched = 0;
  };
  for (;;) {
    OPENING.lastIndex = 0;
    const opening = OPENING.exec(text);
    if (!opening) {
      if (isOver) return;
      drop(Math.max(0, text.length - TAIL));
      more();
      continue;
    }
    if (opening.index > 0) drop(opening.index);
    const name = nameOf(opening[1]);
    const end = pieceEnd(text, name, isOver || text.length > MAX_PIECE, searched);
    if (end < 0) {
      searched = Math.max(0, text.length - TAIL);
      more();
      continue;
    }
    yield { name, text: text.slice(0, end), linesBefore };
    drop(end);
  }
}

function nameOf(found: string | undefined): CvatPiece['name'] {
  return found === 'image' || found === 'track' ? found : 'meta';
}

/** Where the element at the beginning of the text ends; -1 when more text is needed. */
function pieceEnd(text: string, name: string, isOver: boolean, from: number): number {
  const tagEnd = startTagEnd(text);
  if (tagEnd > 0 && text[tagEnd - 2] === '/') return tagEnd;
  const closing = tagEnd < 0 ? -1 : text.indexOf(`</${name}>`, Math.max(tagEnd, from));
  const stop = closing < 0 ? text.length : closing;
  const next = name === 'meta' ? -1 : text.indexOf(`<${name} `, Math.max(1, from));
  if (next > 0 && next < stop) return next;
  if (closing >= 0) return closing + name.length + 3;
  return isOver ? text.length : -1;
}

/** Offset after the `>` of the start tag at the beginning; quotes may hold a `>`. */
function startTagEnd(text: string): number {
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code !== 34 && code !== 39) continue;
    at = text.indexOf(text.charAt(at), at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function newlinesIn(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
