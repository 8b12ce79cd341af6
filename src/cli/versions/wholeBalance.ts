import { addLabels } from '../../core/dataset/classBalance';
import { docOf } from '../../engine/versioning/labelVersions';
import type { Versions } from '../../engine/versioning/versions';
import type { Comparison } from '../../engine/report/diffImages';

/** Instances by class of every image of the earlier version, at or below the paths. */
export async function countAll(
  versions: Versions,
  { from, paths }: Comparison,
  signal: AbortSignal,
  onImage: (count: number) => void,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const folder of paths.length > 0 ? paths : [undefined])
    for await (const { imagePath } of versions.labelFilesAt(from, {
      signal,
      ...(folder !== undefined && { folder }),
    })) {
      if (seen.has(imagePath)) continue;
      seen.add(imagePath);
      addLabels(counts, docOf(await versions.labelsAt(from, imagePath)));
      onImage(seen.size);
    }
  return counts;
}
