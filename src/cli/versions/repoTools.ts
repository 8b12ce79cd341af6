import { resolve } from 'node:path';
import { dataSets, type DataSets } from '../../engine/dataset/dataSets';
import { openDvc, type Dvc } from '../../engine/dvc/dvc';
import { dvcRepoOf } from '../../engine/dvc/dvcRepo';
import { findDvc } from '../../engine/dvc/findDvc';
import { openGit } from '../../engine/versioning/git';
import type { GitPlace } from '../../engine/versioning/gitProcess';
import { UsageError, type CliContext } from '../command';

/** The repository that a command is about, and the programs for it. */
export interface RepoTools {
  readonly git: GitPlace;
  readonly dataSets: DataSets;
  /** Undefined where DVC is not used, or is not installed: `dvcAbsent` says why then. */
  readonly dvc: Dvc | undefined;
  readonly dvcAbsent: string | undefined;
}

/** Throws `UsageError` outside of a repository. Rejects with `GitError`. */
export async function repoTools(folder: string, { cwd, signal }: CliContext): Promise<RepoTools> {
  const at = resolve(cwd, folder);
  const root = await openGit({ signal }).rootOf(at);
  if (root === undefined) throw new UsageError(`${folder} is not in a git repository.`);
  const repo = await dvcRepoOf(at);
  const state =
    repo && (await findDvc({ setting: process.env['RELABEL_DVC'], folders: [repo.root], signal }));
  return {
    git: { folder: root },
    dataSets: dataSets({ git: 'git', roots: () => [root] }),
    dvc: repo && state?.kind === 'found' ? openDvc(state.program, repo.root, root) : undefined,
    dvcAbsent: state?.kind === 'absent' ? state.why : undefined,
  };
}
