import type { StoredValues } from './storedValues';

/** YBR_FULL as RGB (PS3.3 C.7.6.3.1.2); `top` is the greatest sample, 255 or 65535. */
export function ybrToRgb(ybr: StoredValues, top: number): StoredValues {
  const rgb = top > 255 ? new Uint16Array(ybr.length) : new Uint8Array(ybr.length);
  const middle = (top + 1) / 2;
  const fit = (value: number): number => Math.min(top, Math.max(0, Math.round(value)));
  for (let i = 0; i + 2 < ybr.length; i += 3) {
    const y = ybr[i] as number;
    const cb = (ybr[i + 1] as number) - middle;
    const cr = (ybr[i + 2] as number) - middle;
    rgb[i] = fit(y + 1.402 * cr);
    rgb[i + 1] = fit(y - 0.344136 * cb - 0.714136 * cr);
    rgb[i + 2] = fit(y + 1.772 * cb);
  }
  return rgb;
}
