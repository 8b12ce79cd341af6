import type { DisplaySettings } from './display';

export type Tone = Pick<DisplaySettings, 'brightness' | 'contrast' | 'gamma' | 'invert'>;

/**
 * What brightness, contrast, gamma and invert make of a brightness from 0 to 1, in this order. Contrast turns the
 * curve about mid-grey: its slope is tan((contrast + 1) * 45 degrees), so -1 is flat and 1 is a step.
 */
export function toneCurve({ brightness, contrast, gamma, invert }: Tone): (fraction: number) => number {
  const slope = contrast === 0 ? 1 : Math.tan(((contrast + 1) * Math.PI) / 4);
  const power = 1 / gamma;
  return (fraction) => {
    const turned = slope === 1 && brightness === 0 ? fraction : (fraction - 0.5) * slope + 0.5 + brightness;
    const held = Math.min(1, Math.max(0, turned));
    const lifted = power === 1 ? held : held ** power;
    return invert ? 1 - lifted : lifted;
  };
}

/** True when the curve leaves every brightness as it is. */
export function isPlainTone({ brightness, contrast, gamma, invert }: Tone): boolean {
  return brightness === 0 && contrast === 0 && gamma === 1 && !invert;
}
