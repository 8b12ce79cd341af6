import type { ColormapName } from './display';

type Stop = readonly [red: number, green: number, blue: number];

/**
 * Colours at even steps from 0 to 1, 0 to 255. Our own numbers in the manner of the well-known maps: viridis and
 * inferno grow evenly in lightness, turbo is a rainbow with an even middle, hot and bone are made by formulas.
 */
const STOPS: Readonly<Record<'viridis' | 'inferno' | 'turbo', readonly Stop[]>> = {
  viridis: [
    [68, 2, 86],
    [70, 42, 122],
    [60, 78, 138],
    [48, 104, 142],
    [38, 130, 142],
    [32, 156, 136],
    [58, 182, 118],
    [116, 206, 84],
    [182, 222, 44],
    [253, 230, 36],
  ],
  inferno: [
    [0, 0, 4],
    [24, 12, 60],
    [70, 12, 102],
    [116, 26, 110],
    [162, 44, 98],
    [204, 66, 72],
    [234, 100, 38],
    [250, 148, 10],
    [246, 204, 56],
    [252, 254, 164],
  ],
  turbo: [
    [48, 18, 59],
    [66, 78, 192],
    [68, 134, 248],
    [38, 190, 220],
    [32, 228, 166],
    [96, 250, 98],
    [174, 250, 54],
    [228, 212, 56],
    [252, 158, 46],
    [240, 92, 18],
    [196, 38, 4],
    [122, 4, 3],
  ],
};

/** 256 colours, red, green and blue of each in turn. */
export function colormapTable(name: ColormapName): Uint8Array {
  const colorAt = COLORS[name];
  const table = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i++)
    colorAt(i / 255).forEach((part, channel) => (table[3 * i + channel] = Math.round(255 * part)));
  return table;
}

const grey = (at: number): Stop => [at, at, at];

/** Black over red and yellow to white. */
const hot = (at: number): Stop => [clamp(at / 0.375), clamp((at - 0.375) / 0.375), clamp((at - 0.75) / 0.25)];

/** Grey with a tinge of blue in the dark: seven parts of grey and one of `hot` with red and blue exchanged. */
function bone(at: number): Stop {
  const [red, green, blue] = hot(at);
  return [(7 * at + blue) / 8, (7 * at + green) / 8, (7 * at + red) / 8];
}

function between(stops: readonly Stop[]): (at: number) => Stop {
  return (at) => {
    const place = at * (stops.length - 1);
    const index = Math.min(stops.length - 2, Math.floor(place));
    const [from, to] = [stops[index] as Stop, stops[index + 1] as Stop];
    const mix = (channel: 0 | 1 | 2): number =>
      (from[channel] + (to[channel] - from[channel]) * (place - index)) / 255;
    return [mix(0), mix(1), mix(2)];
  };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

const COLORS: Readonly<Record<ColormapName, (at: number) => Stop>> = {
  grey,
  hot,
  bone,
  viridis: between(STOPS.viridis),
  inferno: between(STOPS.inferno),
  turbo: between(STOPS.turbo),
};
