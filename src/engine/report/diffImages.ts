import { diffDocs, isSameDoc } from '../../core/diff/docDiff';
import type { ImageDiff, UnreadableLabels } from '../../core/diff/imageDiff';
import { docOf, type LabelChange, type LabelsAt } from '../versioning/labelVersions';
import type { Revision } from '../versioning/revision';
import type { Versions } from '../versioning/versions';

/** What two versions are compared, and where: absolute paths, none means everywhere. */
export interface Comparison {
  readonly from: Revision;
  readonly to: Revision;
  readonly paths: readonly string[];
}

/** An image that differs, with the path by which files are found; or one that cannot be compared. */
export type ComparedImage =
  | ({ readonly kind: 'diff'; readonly imagePath: string; readonly fromImagePath?: string } & ImageDiff)
  | ({ readonly kind: 'unreadable' } & UnreadableLabels);

/** Images whose labels differ, in the order of their paths. `shown` makes a path one for people. */
export async function* diffImages(
  versions: Pick<Versions, 'changesBetween'>,
  { from, to, paths }: Comparison,
  signal: AbortSignal,
  shown: (path: string) => string,
): AsyncGenerator<ComparedImage> {
  const options = { signal, ...(paths.length > 0 && { paths }) };
  for await (const change of versions.changesBetween(from, to, options)) {
    const compared = compare(change, shown);
    if (compared) yield compared;
  }
}

/** Undefined when only the way in which they are written differs. */
export function compare(change: LabelChange, shown: (path: string) => string): ComparedImage | undefined {
  const { imagePath, fromImagePath, before, after } = change;
  const path = shown(imagePath);
  const unreadable =
    unreadableSide(path, 'before', before, shown) ?? unreadableSide(path, 'after', after, shown);
  if (unreadable) return unreadable;
  const diff = diffDocs(docOf(before), docOf(after));
  if (isSameDoc(diff) && fromImagePath === undefined) return undefined;
  return {
    kind: 'diff',
    imagePath,
    path,
    ...(fromImagePath !== undefined && { fromImagePath, fromPath: shown(fromImagePath) }),
    before: docOf(before),
    after: docOf(after),
    diff,
  };
}

function unreadableSide(
  path: string,
  side: UnreadableLabels['side'],
  labels: LabelsAt | undefined,
  shown: (path: string) => string,
): ComparedImage | undefined {
  if (labels?.kind !== 'unreadable') return undefined;
  return { kind: 'unreadable', path, side, file: shown(labels.path), reason: labels.reason };
}
