import { chunksOf, type PngChunks } from './chunks';
import { inflated } from './inflate';
import { CHANNELS, type PngKind, type PngSamples } from './samples';
import { unfilter } from './unfilter';

const KINDS: Readonly<Record<number, PngKind>> = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'greyAlpha',
  6: 'rgba',
};
const DEPTHS: Readonly<Record<PngKind, readonly number[]>> = {
  grey: [1, 2, 4, 8, 16],
  palette: [1, 2, 4, 8],
  greyAlpha: [8, 16],
  rgb: [8, 16],
  rgba: [8, 16],
};
/** A map of 20,000 x 20,000 pixels is still read. */
const MOST_SAMPLES = 500_000_000;

interface Layout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kind: PngKind;
  readonly bits: number;
  readonly isInterlaced: boolean;
}

/** One of Adam7's passes, or the whole image: which pixels it has. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

/**
 * The samples of a PNG, exactly as they are stored (W3C PNG, third edition: every colour type and depth, interlaced
 * or not). Never throws: a sentence that says why it cannot be read.
 */
export function decodePng(bytes: Uint8Array): PngSamples | string {
  const chunks = chunksOf(bytes);
  if (typeof chunks === 'string') return chunks;
  const layout = layoutOf(chunks.header);
  if (typeof layout === 'string') return layout;
  const passes = (layout.isInterlaced ? ADAM7 : WHOLE).map((pass) => sized(layout, pass));
  const total = passes.reduce(
    (sum, { rows, rowBytes }) => sum + (rowBytes > 0 ? rows * (rowBytes + 1) : 0),
    0,
  );
  const data = inflated(chunks.pixels, total);
  if (typeof data === 'string') return data;
  return read(layout, passes, data, chunks);
}

function layoutOf(header: Uint8Array): Layout | string {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [widthPx, heightPx] = [view.getUint32(0), view.getUint32(4)];
  const [bits = 0, colorType = -1, , , interlace = 0] = header.subarray(8);
  const kind = KINDS[colorType];
  if (!kind || !DEPTHS[kind].includes(bits))
    return `it says colour type ${colorType} with ${bits} bits, which PNG does not have`;
  if (interlace > 1) return `it says interlace method ${interlace}, which PNG does not have`;
  if (widthPx === 0 || heightPx === 0) return 'it has no pixels';
  if (widthPx * heightPx * CHANNELS[kind] > MOST_SAMPLES)
    return `it says ${widthPx} x ${heightPx} pixels; at most ${MOST_SAMPLES / 1e6} million values are read`;
  return { widthPx, heightPx, kind, bits, isInterlaced: interlace === 1 };
}

interface SizedPass extends Pass {
  readonly columns: number;
  readonly rows: number;
  /** 0 for a pass without pixels, which has no filter bytes either. */
  readonly rowBytes: number;
}

function sized({ widthPx, heightPx, kind, bits }: Layout, pass: Pass): SizedPass {
  const columns = Math.max(0, Math.ceil((widthPx - pass.x) / pass.stepX));
  const rows = Math.max(0, Math.ceil((heightPx - pass.y) / pass.stepY));
  const rowBytes = rows === 0 ? 0 : Math.ceil((columns * bits * CHANNELS[kind]) / 8);
  return { ...pass, columns, rows, rowBytes };
}

function read(
  layout: Layout,
  passes: readonly SizedPass[],
  data: Uint8Array,
  { palette, alpha, warning }: PngChunks,
): PngSamples | string {
  const { widthPx, heightPx, kind, bits } = layout;
  const count = widthPx * heightPx * CHANNELS[kind];
  const samples = bits === 16 ? new Uint16Array(count) : new Uint8Array(count);
  const step = Math.max(1, (bits * CHANNELS[kind]) / 8);
  let at = 0;
  for (const pass of passes.filter(({ rowBytes }) => rowBytes > 0)) {
    if (!unfilter(data, at, pass.rows, pass.rowBytes, step)) return 'one of its rows has an unknown filter';
    copyPass(samples, layout, pass, data, at);
    at += pass.rows * (pass.rowBytes + 1);
  }
  return {
    ...{ widthPx, heightPx, kind, bits, samples },
    ...(kind === 'palette' && { palette: palette ?? new Uint8Array(0) }),
    ...(kind === 'palette' && alpha && { alpha }),
    ...(warning !== undefined && { warning }),
  };
}

function copyPass(
  samples: Uint8Array | Uint16Array,
  { widthPx, kind, bits }: Layout,
  pass: SizedPass,
  data: Uint8Array,
  from: number,
): void {
  const channels = CHANNELS[kind];
  for (let r = 0; r < pass.rows; r++) {
    const row = from + r * (pass.rowBytes + 1) + 1;
    const to = ((pass.y + r * pass.stepY) * widthPx + pass.x) * channels;
    if (bits === 8 && pass.stepX === 1) samples.set(data.subarray(row, row + pass.rowBytes), to);
    else
      for (let c = 0; c < pass.columns; c++)
        for (let k = 0; k < channels; k++)
          samples[to + c * pass.stepX * channels + k] = sampleAt(data, row, c * channels + k, bits);
  }
}

function sampleAt(data: Uint8Array, row: number, i: number, bits: number): number {
  if (bits === 8) return data[row + i] as number;
  if (bits === 16) return ((data[row + 2 * i] as number) << 8) | (data[row + 2 * i + 1] as number);
  const bit = i * bits;
  return ((data[row + (bit >> 3)] as number) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
}
