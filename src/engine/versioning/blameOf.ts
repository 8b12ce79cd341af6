import { byId } from '../../core/annotation/document';
import { rowsAt, stepsOf, type HistoryOptions } from './historyOf';
import { docOf, type HistoryEntry } from './labelVersions';
import { readLabels } from './readLabels';
import type { VersionsContext } from './versionsContext';

/** By annotation: the newest commit that changed it; see `Versions.blameOf`. Looks back no farther than it has to. */
export async function blameOf(
  context: VersionsContext,
  imagePath: string,
  options: HistoryOptions = {},
): Promise<ReadonlyMap<string, HistoryEntry>> {
  const isNamed = options.from?.kind === 'commit' || options.from?.kind === 'empty';
  const start = isNamed && options.from ? options.from : await context.resolve('HEAD');
  const rows = await rowsAt(context, imagePath, start, options.from);
  const { labels } = await readLabels(await context.view(start), await context.placeOf(imagePath), rows);
  const doc = docOf(labels);
  const open = new Set(doc ? byId(doc).keys() : []);
  const blamed = new Map<string, HistoryEntry>();
  if (open.size === 0) return blamed;
  for await (const step of stepsOf(context, imagePath, options)) {
    const changed = [...open].filter((id) => step.isChange(id));
    if (changed.length === 0) continue;
    const entry = step.entry();
    for (const id of changed) blamed.set(id, entry);
    for (const id of changed) open.delete(id);
    if (open.size === 0) break;
  }
  return blamed;
}
