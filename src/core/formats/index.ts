import type { Format } from './format';
import { voc } from './voc/voc';

/** Every format, in the order of the help; where two are detected equally, the first counts. */
export const FORMATS: readonly Format[] = [voc];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
