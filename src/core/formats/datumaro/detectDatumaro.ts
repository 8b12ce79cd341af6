import type { Detection, Source } from '../format';
import { headOf } from '../lib/readTextOr';
import { subsetFiles } from './subsetFiles';

export function detectDatumaro(source: Source): Detection | undefined {
  for (const path of subsetFiles(source).slice(0, 3)) {
    const head = headOf(source.fs, path, 20_000);
    if (/"dm_format_version"\s*:/.test(head))
      return { confidence: 0.97, reason: `${path} has a dm_format_version` };
    if (/"categories"\s*:\s*\{/.test(head) && /"label"\s*:\s*\{/.test(head))
      return { confidence: 0.9, reason: `${path} has categories with labels` };
  }
  return undefined;
}
