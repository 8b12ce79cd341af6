import type { Detection, Source } from '../format';
import { headOf } from '../lib/readTextOr';
import { walkFiles } from '../lib/walkFiles';
import { isSidecarName, SCHEMA_FILE } from './sidecarNames';

/** A file that only Relabel writes is as good as certain. */
const CERTAIN = 0.98;
/** `relabel.yaml` may also lie beside labels of another format that are edited in place. */
const SCHEMA_ONLY = 0.3;

export function detectRelabel({ fs, file }: Source): Detection | undefined {
  const named = file !== undefined && file !== SCHEMA_FILE ? [file].filter(isSidecarName) : undefined;
  for (const path of named ?? walkFiles(fs, '', isSidecarName))
    if (/^\uFEFF?\s*\{\s*"relabel"\s*:\s*1\b/.test(headOf(fs, path, 200)))
      return { confidence: CERTAIN, reason: `${path} is a sidecar of Relabel` };
  if (named || !fs.has(SCHEMA_FILE)) return undefined;
  return { confidence: SCHEMA_ONLY, reason: `there is a ${SCHEMA_FILE}` };
}
