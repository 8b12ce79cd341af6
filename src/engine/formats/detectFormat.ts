import { FORMATS, formatNamed } from '../../core/formats/index';
import type { Detection, Format, Source } from '../../core/formats/format';
import { UnreadableFile } from '../../core/formats/fs';
import { didYouMean } from '../../core/schema/closest';
import { ConversionError } from './conversionError';

export interface DetectedFormat extends Detection {
  readonly format: Format;
}

/** What a source may be, the likeliest first. */
export function detectFormats(source: Source): readonly DetectedFormat[] {
  return FORMATS.flatMap((format): DetectedFormat[] => {
    const detection = detect(format, source);
    return detection ? [{ ...detection, format }] : [];
  }).sort((a, b) => b.confidence - a.confidence);
}

/** A file that cannot be read speaks for no format. */
function detect(format: Format, source: Source): Detection | undefined {
  try {
    return format.detect(source);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

/** Below, only a name speaks for a format, and two that differ by less are as likely. */
const TIE = 0.005;

/** The one format of a source. Throws `ConversionError` when there is none, or several are as likely. */
export function theFormat(source: Source, shown: string): DetectedFormat {
  const [best, second] = detectFormats(source);
  if (!best)
    throw new ConversionError(
      `What ${shown} holds was not recognised. Name its format with --from: ${FORMATS.map(({ id }) => id).join(', ')}.`,
    );
  if (second && best.confidence - second.confidence < TIE)
    throw new ConversionError(
      `${shown} may be ${best.format.id} (${best.reason}) or ${second.format.id} (${second.reason}). Say which with --from.`,
    );
  return best;
}

/** A format by its name. Throws `ConversionError` with what there is. */
export function namedFormat(id: string): Format {
  const found = formatNamed(id);
  if (found) return found;
  const ids = FORMATS.map((format) => format.id);
  throw new ConversionError(
    `There is no format "${id}"${didYouMean(id, ids) || `; there are ${ids.join(', ')}.`}`,
  );
}
