import { openDvc, type Dvc } from '../../engine/dvc/dvc';
import { dvcRepoOf, type DvcRepo } from '../../engine/dvc/dvcRepo';
import { findDvc } from '../../engine/dvc/findDvc';
import type { GitPlace } from '../../engine/versioning/gitProcess';
import { settings } from '../settings';

/** The programs for one repository. */
export interface DataTools {
  readonly git: GitPlace;
  /** Undefined where DVC is not used. */
  readonly repo: DvcRepo | undefined;
  readonly dvc: Dvc | undefined;
  /** Why there is no `dvc` although it is used. */
  readonly absent: string | undefined;
}

/** Looks for DVC anew each time: it takes one start of Python, and people install it meanwhile. */
export async function dataTools(root: string, signal?: AbortSignal): Promise<DataTools> {
  const git = { folder: root, program: settings.gitPath() };
  const repo = await dvcRepoOf(root);
  if (!repo) return { git, repo, dvc: undefined, absent: undefined };
  const state = await findDvc({ setting: settings.dvcPath(), folders: [repo.root], signal });
  if (state.kind === 'absent') return { git, repo, dvc: undefined, absent: state.why };
  return { git, repo, dvc: openDvc(state.program, repo.root, root), absent: undefined };
}
