import type { VersionPlan } from '../../../core/versioning/plan';
import { openBranches } from '../branches/branches';
import { GitError } from '../gitError';
import type { GitPlace } from '../gitProcess';

/** Where the branch that is checked out is pushed: where it is followed, else to the only remote or `origin`. */
export async function pushTarget(place: GitPlace): Promise<NonNullable<VersionPlan['pushGit']>> {
  const { branch, remotes, upstream } = await openBranches({ program: place.program }).state(place.folder);
  if (branch === undefined)
    throw new GitError('refused', 'No branch is checked out (detached HEAD), so there is none to push.');
  if (upstream) return { remote: upstream.remote, branch, to: upstream.branch };
  const remote = remotes.length === 1 ? remotes[0] : remotes.find(({ name }) => name === 'origin');
  if (remote) return { remote: remote.name, branch, to: branch };
  throw new GitError(
    'noRemote',
    remotes.length === 0
      ? 'There is no git remote to push to. Add one: git remote add origin URL.'
      : `Which remote? Say it once: git push --set-upstream ${remotes[0]?.name ?? 'REMOTE'} ${branch}.`,
  );
}
