/**
 * Undoes the filters of PNG (specification, section 9) in place. `data`: rows of one filter byte and `rowBytes`
 * bytes, from `from`. `step`: bytes of a pixel, 1 at least. False for a filter that there is none of.
 */
export function unfilter(
  data: Uint8Array,
  from: number,
  rows: number,
  rowBytes: number,
  step: number,
): boolean {
  for (let r = 0; r < rows; r++) {
    const at = from + r * (rowBytes + 1) + 1;
    const up = r === 0 ? -1 : at - rowBytes - 1;
    if (!unfilterRow(data, at, up, rowBytes, step, data[at - 1] as number)) return false;
  }
  return true;
}

function unfilterRow(
  data: Uint8Array,
  at: number,
  up: number,
  rowBytes: number,
  step: number,
  filter: number,
): boolean {
  if (filter === 1) {
    for (let i = step; i < rowBytes; i++)
      data[at + i] = (data[at + i] as number) + (data[at + i - step] as number);
  } else if (filter === 2 && up >= 0) {
    for (let i = 0; i < rowBytes; i++) data[at + i] = (data[at + i] as number) + (data[up + i] as number);
  } else if (filter === 3) {
    for (let i = 0; i < rowBytes; i++) {
      const left = i < step ? 0 : (data[at + i - step] as number);
      const above = up < 0 ? 0 : (data[up + i] as number);
      data[at + i] = (data[at + i] as number) + ((left + above) >> 1);
    }
  } else if (filter === 4) {
    for (let i = 0; i < rowBytes; i++) {
      const left = i < step ? 0 : (data[at + i - step] as number);
      const above = up < 0 ? 0 : (data[up + i] as number);
      const corner = up < 0 || i < step ? 0 : (data[up + i - step] as number);
      data[at + i] = (data[at + i] as number) + paeth(left, above, corner);
    }
  }
  return filter <= 4;
}

function paeth(left: number, above: number, corner: number): number {
  const p = left + above - corner;
  const [a, b, c] = [Math.abs(p - left), Math.abs(p - above), Math.abs(p - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
