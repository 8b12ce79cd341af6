import { byId } from '../../core/annotation/document';
import { sameInstance, stepsOf, type HistoryOptions } from './historyOf';
import { docOf, type HistoryEntry } from './labelVersions';
import { readLabels } from './readLabels';
import { resolveRevision } from './resolveRevision';
import type { VersionsContext } from './versionsContext';

/** By annotation: the newest commit that changed it; see `Versions.blameOf`. Looks back no farther than it has to. */
export async function blameOf(
  context: VersionsContext,
  imagePath: string,
  options: HistoryOptions = {},
): Promise<ReadonlyMap<string, HistoryEntry>> {
  const from = options.from ?? (await resolveRevision(context.place, 'HEAD', options.signal));
  const doc = docOf((await readLabels(await context.view(from), imagePath)).labels);
  const open = new Set(doc ? byId(doc).keys() : []);
  const blamed = new Map<string, HistoryEntry>();
  if (open.size === 0) return blamed;
  for await (const { entry, befores } of stepsOf(context, imagePath, { ...options, from })) {
    for (const id of open) {
      if (befores.some((before) => sameInstance(before, entry.after, id))) continue;
      blamed.set(id, entry);
      open.delete(id);
    }
    if (open.size === 0) break;
  }
  return blamed;
}
