import { runGit, type GitPlace } from './gitProcess';

/** When a commit (full hash) was made, milliseconds since 1970. Rejects with `GitError`. */
export async function commitTimeMs(place: GitPlace, commit: string): Promise<number> {
  const args = ['log', '-1', '--no-walk', '--format=%ct', commit, '--'];
  return Number((await runGit(place, args)).toString('utf8').trim()) * 1000;
}
