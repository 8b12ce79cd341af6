/**
 * Marks the pixels that hang together, over their sides, with one of them: a stack of stretches of rows (Smith,
 * 1979). `wanted`: one byte per pixel, not 0 = may be reached. Nothing is marked when the first one may not.
 */
export function flood(wanted: Uint8Array, widthPx: number, heightPx: number, first: number): Uint8Array {
  const marks = new Uint8Array(wanted.length);
  const stack = [first];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (wanted[at] === 0 || marks[at] === 1) continue;
    const row = Math.floor(at / widthPx);
    let from = at;
    let to = at + 1;
    while (from > row * widthPx && wanted[from - 1] !== 0) from--;
    while (to < (row + 1) * widthPx && wanted[to] !== 0) to++;
    marks.fill(1, from, to);
    if (row > 0) pushStretches(stack, wanted, marks, from - widthPx, to - widthPx);
    if (row + 1 < heightPx) pushStretches(stack, wanted, marks, from + widthPx, to + widthPx);
  }
  return marks;
}

/** The beginning of each stretch that can be reached and was not yet. */
function pushStretches(
  stack: number[],
  wanted: Uint8Array,
  marks: Uint8Array,
  from: number,
  to: number,
): void {
  let isIn = false;
  for (let at = from; at < to; at++) {
    const isOpen = wanted[at] !== 0 && marks[at] === 0;
    if (isOpen && !isIn) stack.push(at);
    isIn = isOpen;
  }
}
