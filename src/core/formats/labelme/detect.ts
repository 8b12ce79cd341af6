import type { Detection, Source } from '../format';
import { headOf } from '../lib/readTextOr';
import { walkFiles } from '../lib/walkFiles';
import { isJsonName } from './readFolder';
import type { Style } from './style';

/** How many files are looked at: their beginnings say enough. */
const MOST_FILES = 20;
const HEAD_BYTES = 16_384;

/** Keys that X-AnyLabeling writes in every file or shape, and LabelMe never. */
const X_KEYS = /"(?:kie_linking|checked)"\s*:|"shape_type"\s*:\s*"(?:rotation|quadrilateral|cuboid)"/;

export function detectLabelMe(source: Source, style: Style): Detection | undefined {
  const heads = headsOf(source).filter(({ head }) => isHead(head));
  const [first] = heads;
  if (!first) return undefined;
  const x = heads.find(({ head }) => X_KEYS.test(head));
  if (style === 'xanylabeling')
    return (
      x && { confidence: 0.95, reason: `${x.path} has "shapes", and keys that only X-AnyLabeling writes` }
    );
  return { confidence: x ? 0.8 : 0.92, reason: `${first.path} has "shapes" as LabelMe writes them` };
}

function headsOf({ fs, file }: Source): readonly { path: string; head: string }[] {
  const heads = [];
  for (const path of file === undefined ? walkFiles(fs, '', isJsonName) : [file]) {
    heads.push({ path, head: headOf(fs, path, HEAD_BYTES) });
    if (heads.length >= MOST_FILES) break;
  }
  return heads;
}

/** `shapes` with what LabelMe's entries have, or with none of them and the other keys of its top level. */
function isHead(head: string): boolean {
  if (!/^\s*\{/.test(head) || !/"shapes"\s*:\s*\[/.test(head)) return false;
  return /"imagePath"\s*:/.test(head) || (/"points"\s*:/.test(head) && /"label"\s*:/.test(head));
}
