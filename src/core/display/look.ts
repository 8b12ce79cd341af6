import { claheMaps, ClaheRow, type ClaheMaps } from './clahe';
import { ColorRows, GreyRows, type Rows } from './lookRows';
import type { DisplaySettings } from './display';
import type { SampleGrid, SampleInfo } from './samples';
import { luminance, scalarRow } from './scalar';
import { colors, levelCount, levelFractions, levelsOf, sampleFractions, tones } from './tables';
import { isPlainTone } from './tone';
import { fullWindow, shownWindow } from './window';

/** Where samples lie in their picture: the first one's centre and the steps to the next, parts of width and height. */
export interface SamplePlace {
  readonly u: number;
  readonly v: number;
  readonly du: number;
  readonly dv: number;
}

/** How samples become what is seen. */
export interface PictureLook {
  /** Encoded 8-bit pictures can be shown as they are. */
  readonly isPlain: boolean;
  /** Every place is mapped in its own way, which takes several times as long. */
  readonly isAdaptive: boolean;
  /**
   * Maps samples to RGBA, row by row, 4 bytes a pixel; `rgba` may be the samples themselves. The colour that pixels
   * had stays where they are seen through.
   */
  apply(grid: SampleGrid, rgba: Uint8ClampedArray, place: SamplePlace): void;
}

/** Adaptive equalization looks at squares of about this many pixels of the reduced copy, and at most 8 x 8 of them. */
const REGION_PX = 48;
const MAX_REGIONS = 8;
const CLIP_LIMIT = 3;

/**
 * The look that a picture gets: window, adaptive equalization, brightness, contrast, gamma, invert, colours, in this
 * order. One channel, or false colours for a colour picture (of its luminance), make it a picture of one number per
 * pixel. Without a reduced copy (`overview`) there is no adaptive equalization.
 */
export function pictureLook(
  display: DisplaySettings,
  samples: SampleInfo,
  overview?: SampleGrid,
): PictureLook {
  const isPlain = isPlainLook(display, samples);
  const fractions = sampleFractions(display, samples);
  const isGrey = samples.channels === 1 || display.channel !== 'all' || display.colormap !== 'grey';
  const levels = levelCount(samples);
  const toLevel = display.clahe && overview ? levelsOf(fractions, levels) : undefined;
  const shown = tones(toLevel ? levelFractions(levels) : fractions, display);
  const maps = toLevel && overview && knownEqualization(overview, display, samples, toLevel, isGrey);
  const adaptive = maps && toLevel && { toLevel, row: new ClaheRow(maps) };
  const rows = isGrey
    ? new GreyRows(display.channel, colors(shown, display), adaptive)
    : new ColorRows(shown, adaptive, levels);
  return {
    isPlain,
    isAdaptive: adaptive !== undefined,
    apply: (grid, rgba, place) => applyRows(rows, grid, rgba, place),
  };
}

/** True when 8-bit samples are shown exactly as they are. */
export function isPlainLook(display: DisplaySettings, samples: SampleInfo): boolean {
  const [window, full] = [shownWindow(display, samples), fullWindow(samples)];
  const hasFullWindow =
    window.function === 'linear' && window.low === full.low && window.high === full.high && samples.slope > 0;
  const { channel, colormap, clahe } = display;
  const isWhole = channel === 'all' && colormap === 'grey' && !clahe;
  return samples.depth === 8 && hasFullWindow && !samples.invert && isPlainTone(display) && isWhole;
}

function applyRows(rows: Rows, grid: SampleGrid, rgba: Uint8ClampedArray, place: SamplePlace): void {
  rows.begin(grid, rgba);
  for (let y = 0; y < grid.heightPx; y++) rows.run(y, place.u, place.du, place.v + y * place.dv);
}

const known = new WeakMap<SampleGrid, { readonly key: string; readonly maps: ClaheMaps }>();

/** The maps depend on window and channel only: while another slider is moved they stay. */
function knownEqualization(
  overview: SampleGrid,
  display: DisplaySettings,
  samples: SampleInfo,
  toLevel: Uint16Array,
  isGrey: boolean,
): ClaheMaps {
  const key = JSON.stringify([shownWindow(display, samples), display.channel, isGrey, samples]);
  const before = known.get(overview);
  if (before?.key === key) return before.maps;
  const maps = equalization(overview, display, toLevel, levelCount(samples), isGrey);
  known.set(overview, { key, maps });
  return maps;
}

function equalization(
  overview: SampleGrid,
  { channel }: DisplaySettings,
  toLevel: Uint16Array,
  levels: number,
  isGrey: boolean,
): ClaheMaps {
  const { widthPx, heightPx } = overview;
  const data = new Uint16Array(widthPx * heightPx);
  const row = new Uint16Array(widthPx);
  for (let y = 0; y < heightPx; y++) {
    if (isGrey) greyLevels(overview, y, channel, toLevel, row);
    else colorLevels(overview, y, toLevel, row);
    data.set(row, y * widthPx);
  }
  const regions = (length: number): number =>
    Math.min(MAX_REGIONS, Math.max(1, Math.round(length / REGION_PX)));
  const options = { columns: regions(widthPx), rows: regions(heightPx), levels, clipLimit: CLIP_LIMIT };
  return claheMaps({ data, widthPx, heightPx }, options);
}

function greyLevels(
  grid: SampleGrid,
  y: number,
  channel: DisplaySettings['channel'],
  toLevel: Uint16Array,
  row: Uint16Array,
): void {
  scalarRow(grid, y, channel, row);
  for (let x = 0; x < row.length; x++) row[x] = toLevel[row[x] as number] as number;
}

/** Luminance levels of a row of colours. */
function colorLevels(
  { data, channels }: SampleGrid,
  y: number,
  toLevel: Uint16Array,
  row: Uint16Array,
): void {
  const level = (i: number): number => toLevel[data[i] as number] as number;
  for (let x = 0, i = y * row.length * channels; x < row.length; x++, i += channels)
    row[x] = luminance(level(i), level(i + 1), level(i + 2));
}
