import { relative, sep } from 'node:path';
import type { GitPlace } from '../versioning/gitProcess';
import { trackerOf, trackersOf } from './trackers';

/**
 * What to hand to `dvc pull` for a file or folder (absolute): itself when it lies in something tracked, else the
 * `.dvc` files of what is tracked below it. Empty when DVC has nothing there. Relative to git's root.
 */
export async function pullTargets(place: GitPlace, path: string): Promise<readonly string[]> {
  const own = relative(place.folder, path).split(sep).join('/');
  const covering = own === '' ? undefined : await trackerOf(place.folder, path);
  if (covering) return [covering.out.path === own ? covering.tracker.path : own];
  const trackers = await trackersOf(place);
  const below = trackers.filter(({ outs }) =>
    outs.some((out) => own === '' || out.path === own || out.path.startsWith(`${own}/`)),
  );
  return below.map((tracker) => tracker.path).filter((file) => file.endsWith('.dvc'));
}
