import type { Format } from './format';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
