/** Strokes that read on any picture: a light or coloured line with a dark rim. */

export interface StrokeLook {
  readonly color: string;
  /** Device pixels. */
  readonly width: number;
  /** Width of the rim on either side, device pixels. */
  readonly rim: number;
  readonly dash?: readonly number[];
}

const RIM = 'rgba(0, 0, 0, 0.65)';

/** Strokes the current path of the context. */
export function strokeTwoTone(ctx: CanvasRenderingContext2D, look: StrokeLook): void {
  ctx.lineJoin = 'round';
  ctx.setLineDash([]);
  ctx.strokeStyle = RIM;
  ctx.lineWidth = look.width + 2 * look.rim;
  ctx.stroke();
  ctx.setLineDash([...(look.dash ?? [])]);
  ctx.strokeStyle = look.color;
  ctx.lineWidth = look.width;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A square or round grip: light with a dark rim and a ring of the shape's colour. Sizes: device pixels. */
export function drawGrip(
  ctx: CanvasRenderingContext2D,
  grip: { readonly x: number; readonly y: number; readonly size: number; readonly isRound: boolean },
  colors: { readonly fill: string; readonly ring: string },
): void {
  const { x, y, size, isRound } = grip;
  const disc = (side: number, color: string): void => {
    ctx.fillStyle = color;
    ctx.beginPath();
    if (isRound) ctx.arc(x, y, side / 2, 0, 2 * Math.PI);
    else ctx.rect(Math.round(x - side / 2), Math.round(y - side / 2), Math.round(side), Math.round(side));
    ctx.fill();
  };
  const step = Math.max(1, size / 8);
  disc(size + 2 * step, RIM);
  disc(size, colors.ring);
  disc(size - 3 * step, colors.fill);
}
