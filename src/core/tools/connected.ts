import { SpanBuilder } from '../mask/spanBuilder';
import { endsUpTo, hasPixel, NO_SPANS, rowFrom, rowTo, type Spans } from '../mask/spans';

/** The set pixels that hang together with one of them over pixels' sides; nothing when that one is not set. */
export function connectedTo(spans: Spans, column: number, row: number): Spans {
  if (!hasPixel(spans, column, row)) return NO_SPANS;
  const isReached = new Uint8Array(spans.xs.length);
  const from = rowFrom(spans, row);
  const first = endsUpTo(spans, from, rowTo(spans, row), column) - 1;
  const stack: [place: number, row: number][] = [[first, row]];
  isReached[first] = 1;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [place, y] = next;
    for (const beside of [y - 1, y + 1])
      for (const touched of touching(spans, beside, spans.xs[place] ?? 0, spans.xs[place + 1] ?? 0)) {
        if (isReached[touched] === 1) continue;
        isReached[touched] = 1;
        stack.push([touched, beside]);
      }
  }
  return onlyReached(spans, isReached);
}

/** Places in `xs` of a row's spans that share a column with [left, right). */
function touching(spans: Spans, row: number, left: number, right: number): readonly number[] {
  const from = rowFrom(spans, row);
  const to = rowTo(spans, row);
  const places: number[] = [];
  let place = endsUpTo(spans, from, to, left);
  if ((place - from) % 2 === 1) place--;
  for (; place < to && (spans.xs[place] ?? 0) < right; place += 2)
    if ((spans.xs[place + 1] ?? 0) > left) places.push(place);
  return places;
}

function onlyReached(spans: Spans, isReached: Uint8Array): Spans {
  const { y, heightPx, xs } = spans;
  const made = new SpanBuilder(y, heightPx, xs.length);
  for (let row = y; row < y + heightPx; row++) {
    for (let place = rowFrom(spans, row); place < rowTo(spans, row); place += 2)
      if (isReached[place] === 1) made.add(xs[place] ?? 0, xs[place + 1] ?? 0);
    made.endRow();
  }
  return made.finish();
}
