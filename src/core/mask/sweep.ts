/**
 * Where the horizontal line at `y` meets what a disc of radius `half` sweeps from a to b: the hull of what it meets
 * of the discs at both ends and of the rectangle between them. `out`: left and right x; left > right for nothing.
 */
export function capsuleAt(
  out: Float64Array,
  half: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  out[0] = Infinity;
  out[1] = -Infinity;
  const atA = half * half - (y - ay) * (y - ay);
  if (atA >= 0) widen(out, ax - Math.sqrt(atA), ax + Math.sqrt(atA));
  const atB = half * half - (y - by) * (y - by);
  if (atB >= 0) widen(out, bx - Math.sqrt(atB), bx + Math.sqrt(atB));
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return;
  const nx = (-dy / length) * half;
  const ny = (dx / length) * half;
  meetEdge(out, y, ax + nx, ay + ny, bx + nx, by + ny);
  meetEdge(out, y, ax - nx, ay - ny, bx - nx, by - ny);
}

/** The same for a square of side 2 * `half`, whose sides lie along the axes. */
export function squareSweepAt(
  out: Float64Array,
  half: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  out[0] = Infinity;
  out[1] = -Infinity;
  if (Math.abs(y - ay) <= half) widen(out, ax - half, ax + half);
  if (Math.abs(y - by) <= half) widen(out, bx - half, bx + half);
  const lower = ay < by ? half : -half;
  meetEdge(out, y, ax - half, ay + lower, bx - half, by + lower);
  meetEdge(out, y, ax + half, ay + lower, bx + half, by + lower);
  meetEdge(out, y, ax - half, ay - lower, bx - half, by - lower);
  meetEdge(out, y, ax + half, ay - lower, bx + half, by - lower);
}

function widen(out: Float64Array, left: number, right: number): void {
  if (left < (out[0] as number)) out[0] = left;
  if (right > (out[1] as number)) out[1] = right;
}

function meetEdge(out: Float64Array, y: number, ax: number, ay: number, bx: number, by: number): void {
  if (ay === by || y < Math.min(ay, by) || y > Math.max(ay, by)) return;
  const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
  widen(out, x, x);
}
