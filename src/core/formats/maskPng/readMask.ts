import { UnreadableFile } from '../fs';
import type { Source } from '../format';
import { decodePng } from '../png/decodePng';
import { mapOfRgb, regionsOf } from '../png/labelMap';
import type { Spans } from '../../mask/spans';
import type { Report } from '../report';

/** A mask as regions of one number each. Colours are numbers too: red + 256 green + 65536 blue. */
export interface MaskRegions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isColored: boolean;
  /** Of a sample in the file. */
  readonly bits: number;
  readonly regions: ReadonlyMap<number, Spans>;
}

/** Damaged pictures have noise for regions. */
const MOST_REGIONS = 65_536;

/** Undefined, and a problem in the report, when the mask cannot be read. */
export function readMask(
  { fs }: Source,
  path: string,
  report: Pick<Report, 'problem'>,
): MaskRegions | undefined {
  const refuse = (why: string): undefined => {
    report.problem({
      path,
      severity: 'error',
      code: 'mask-unreadable',
      message: `The mask cannot be read: ${why}.`,
    });
  };
  let png: ReturnType<typeof decodePng>;
  try {
    png = decodePng(fs.readBytes(path));
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.message);
    throw error;
  }
  if (typeof png === 'string') return refuse(png);
  const { widthPx, heightPx, kind, bits, samples, warning } = png;
  if (warning !== undefined)
    report.problem({ path, severity: 'warning', code: 'mask-damaged', message: `In the mask, ${warning}.` });
  const isColored = kind === 'rgb' || kind === 'rgba';
  if ((isColored && bits !== 8) || kind === 'greyAlpha')
    return refuse('it is neither indexed, grey nor RGB of 8 bits');
  const map = isColored ? mapOfRgb(samples, kind === 'rgb' ? 3 : 4, widthPx * heightPx) : samples;
  const regions = regionsOf(map as Uint8Array, widthPx, heightPx);
  if (regions.size > MOST_REGIONS)
    return refuse(`it has ${regions.size} different values, so it is a picture`);
  return { widthPx, heightPx, isColored, bits, regions };
}
