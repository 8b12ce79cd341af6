/** A small generator with a seed, so that every run shows the same. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A made-up photo of round and square parts on a bench, as a `blob:` address. */
export async function drawPicture(widthPx: number, heightPx: number): Promise<string> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('This browser gives no 2D canvas to draw on.');
  paintBench(ctx, widthPx, heightPx);
  for (const part of partsOf(widthPx, heightPx)) paintPart(ctx, part);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}

export interface Part {
  readonly round: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the parts lie, image pixels; the scenes label some of them. */
export function partsOf(widthPx: number, heightPx: number): readonly Part[] {
  const random = seeded(7);
  const [columns, rows] = [5, 4];
  return Array.from({ length: columns * rows }, (_, i) => {
    const width = (widthPx / columns) * (0.35 + 0.4 * random());
    const height = (heightPx / rows) * (0.35 + 0.4 * random());
    const x = ((i % columns) + 0.1 + 0.2 * random()) * (widthPx / columns);
    const y = (Math.floor(i / columns) + 0.1 + 0.2 * random()) * (heightPx / rows);
    return { round: i % 3 !== 0, x, y, width, height };
  });
}

function paintBench(ctx: OffscreenCanvasRenderingContext2D, widthPx: number, heightPx: number): void {
  const light = ctx.createRadialGradient(
    widthPx * 0.3,
    heightPx * 0.2,
    50,
    widthPx / 2,
    heightPx / 2,
    widthPx * 0.8,
  );
  light.addColorStop(0, '#b99b76');
  light.addColorStop(1, '#574330');
  ctx.fillStyle = light;
  ctx.fillRect(0, 0, widthPx, heightPx);
  const random = seeded(3);
  ctx.globalAlpha = 0.12;
  for (let i = 0; i < 160; i++) {
    ctx.fillStyle = random() < 0.5 ? '#2a1d10' : '#e6cba4';
    ctx.fillRect(0, random() * heightPx, widthPx, 1 + random() * 3);
  }
  ctx.globalAlpha = 1;
}

function paintPart(ctx: OffscreenCanvasRenderingContext2D, { round, x, y, width, height }: Part): void {
  ctx.save();
  ctx.shadowColor = 'rgba(0, 0, 0, 0.55)';
  ctx.shadowBlur = 14;
  ctx.shadowOffsetX = ctx.shadowOffsetY = 6;
  const metal = ctx.createLinearGradient(x, y, x + width, y + height);
  for (const [at, color] of [
    [0, '#e8edf2'],
    [0.5, '#8b949e'],
    [1, '#4b535c'],
  ] as const)
    metal.addColorStop(at, color);
  ctx.fillStyle = metal;
  ctx.beginPath();
  if (round) ctx.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, 7);
  else ctx.roundRect(x, y, width, height, 8);
  ctx.fill();
  ctx.restore();
  ctx.fillStyle = '#3a2c1e';
  ctx.beginPath();
  ctx.ellipse(x + width / 2, y + height / 2, width / 6, height / 6, 0, 0, 7);
  ctx.fill();
}
