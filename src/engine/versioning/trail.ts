import type { SidecarLocation } from '../dataset/sidecars';
import { renamesIn } from './renameIn';
import type { CommitRevision } from './revision';
import type { VersionsContext } from './versionsContext';

/** An image and its label file, followed back from some commits until either is called or kept otherwise. */
export interface Trail {
  readonly starts: readonly string[];
  readonly imagePath: string;
  readonly location: SidecarLocation;
}

/** The trail that begins at a commit. */
export async function trailAt(context: VersionsContext, commit: string, imagePath: string): Promise<Trail> {
  const { sets } = await context.view(revisionOf(commit));
  return { starts: [commit], imagePath, location: await sets.sidecars.locate(imagePath) };
}

export function revisionOf(commit: string): CommitRevision {
  return { kind: 'commit', commit, name: commit };
}

/** The file with the labels, and the one with their classes, whose changes are theirs; relative to the root. */
export async function namesOf(context: VersionsContext, { location }: Trail): Promise<readonly string[]> {
  const { classesPath = location.path } = location.store ?? {};
  return Promise.all([...new Set([location.path, classesPath])].map((path) => context.nameOf(path)));
}

/** Where the labels that a commit added came from: another file of the same image, or the image was called otherwise. */
export async function earlierTrail(
  context: VersionsContext,
  trail: Trail,
  parent: string,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<Trail | undefined> {
  const elsewhere = await trailAt(context, parent, trail.imagePath);
  if (elsewhere.location.exists)
    return elsewhere.location.path === trail.location.path ? undefined : elsewhere;
  const names = await renamesIn(context, parent, commit, signal);
  const image = names.get(await context.nameOf(trail.imagePath));
  const label = names.get(await context.nameOf(trail.location.path));
  const { sets } = await context.view(revisionOf(parent));
  const candidates = [
    ...(image === undefined ? [] : [context.pathOf(image)]),
    ...(label === undefined ? [] : [await sets.sidecars.imageOf(context.pathOf(label))]),
  ];
  for (const imagePath of candidates) {
    const earlier = await trailAt(context, parent, imagePath);
    if (earlier.location.exists) return earlier;
  }
  return undefined;
}
