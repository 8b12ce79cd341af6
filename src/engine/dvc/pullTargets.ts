import { relative, sep } from 'node:path';
import { isAtOrBelow } from '../../core/dvc/names';
import type { GitPlace } from '../versioning/gitProcess';
import { trackerOf, trackersOf } from './trackers';

/**
 * What to hand to `dvc pull` for a file or folder (absolute): itself when it lies in something tracked, else what is
 * tracked below it: `.dvc` files, and the outputs of stages by their paths. Empty when DVC has nothing there. Relative
 * to git's root.
 */
export async function pullTargets(place: GitPlace, path: string): Promise<readonly string[]> {
  const own = relative(place.folder, path).split(sep).join('/');
  const covering = own === '' ? undefined : await trackerOf(place.folder, path);
  if (covering) return [covering.out.path === own ? covering.tracker.path : own];
  const trackers = await trackersOf(place);
  if (trackers.some(({ outs }) => outs.some((out) => out.isCached && isAtOrBelow(own, out.path))))
    return [own];
  return trackers.flatMap((tracker) => {
    const below = tracker.outs.filter((out) => out.isCached && (own === '' || isAtOrBelow(out.path, own)));
    if (below.length === 0) return [];
    return tracker.path.endsWith('.dvc') ? [tracker.path] : below.map((out) => out.path);
  });
}
