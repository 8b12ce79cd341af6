import { numberOf, type Token, type YoloLine } from './yoloRows';

/** How a file writes its coordinates. */
export interface NumberStyle {
  /** Digits behind the point that the file has at most. */
  readonly decimals: number;
  /** Each number has as many, zeros at the end included. */
  readonly isPadded: boolean;
}

const MAX_DECIMALS = 12;
/** What rounding may move a coordinate by, doubled: pixels. A box's side is off by three halves of it at most. */
const STEP_PX = 0.0025;

/** Six decimals, as most tools write, where a file shows nothing. */
export function styleOf(lines: readonly YoloLine[]): NumberStyle {
  let [least, most] = [Infinity, 0];
  for (const { tokens } of lines.slice(0, 200))
    for (const token of tokens.slice(1)) {
      if (numberOf(token) === undefined || /e/i.test(token.text)) continue;
      const point = token.text.indexOf('.');
      const count = point < 0 ? 0 : token.text.length - point - 1;
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
  if (least === Infinity) return { decimals: 6, isPadded: true };
  return { decimals: Math.min(most, MAX_DECIMALS), isPadded: least === most && most > 1 };
}

/** The style for what takes the place of a number: its zeros at the end tell that it was padded. */
export function likeToken({ text }: Token, style: NumberStyle): NumberStyle {
  return /\.\d{2,}0$/.test(text) ? { ...style, isPadded: true } : style;
}

/** A share of a side of `sidePx` pixels, exact to a few thousandths of a pixel. */
export function printShare(share: number, sidePx: number, style: NumberStyle): string {
  const needed = Math.max(6, Math.ceil(Math.log10(sidePx / STEP_PX)));
  const digits = Math.min(MAX_DECIMALS, Math.max(needed, style.decimals));
  const fixed = snapped(share).toFixed(digits);
  if (style.isPadded) return fixed;
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** What arithmetic left a hair beside the border stands on the border: readers refuse what lies outside. */
function snapped(share: number): number {
  if (Math.abs(share) < 1e-9) return 0;
  return Math.abs(share - 1) < 1e-9 ? 1 : share;
}
