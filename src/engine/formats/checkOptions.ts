import type { FormatOption } from '../../core/formats/format';
import { didYouMean } from '../../core/schema/closest';
import { ConversionError } from './conversionError';

/** Checks options against what the format knows. Throws `ConversionError`. */
export function checkOptions(
  given: Readonly<Record<string, string>>,
  known: readonly FormatOption[] = [],
  format: string,
): void {
  for (const [name, value] of Object.entries(given)) {
    const option = known.find((each) => each.name === name);
    if (!option) throw new ConversionError(unknown(name, known, format));
    if (option.values && !option.values.includes(value))
      throw new ConversionError(
        `${name} of ${format} is one of ${option.values.join(', ')}, not "${value}".`,
      );
  }
}

function unknown(name: string, known: readonly FormatOption[], format: string): string {
  const names = known.map((option) => option.name);
  if (names.length === 0) return `${format} has no options here, so none named "${name}".`;
  return `${format} has no option "${name}"${didYouMean(name, names) || `; there are ${names.join(', ')}.`}`;
}
