import type { Detection, Source } from '../format';
import { foldersWith } from '../lib/splitFolders';
import { headOf } from '../lib/readTextOr';
import { ANN, META } from './layout';

export function detectSupervisely({ fs, file }: Source): Detection | undefined {
  if ((file !== undefined && file !== META) || !fs.has(META)) return undefined;
  const head = headOf(fs, META, 200_000);
  if (!/"classes"\s*:\s*\[/.test(head)) return undefined;
  const [dataset] = foldersWith(fs, [ANN]);
  if (dataset === undefined) return undefined;
  const isSure = /"tags"\s*:\s*\[/.test(head) || /"shape"\s*:/.test(head);
  return {
    confidence: isSure ? 0.96 : 0.8,
    reason: `${META} has classes, and ${dataset || '.'} has ${ANN}/`,
  };
}
