import { spawnSync } from 'node:child_process';
import { skipBecause } from './skipBecause';

/** Skips where Git LFS is not installed. */
export function needsGitLfs(context: Mocha.Context): void {
  if (spawnSync('git', ['lfs', 'version']).status !== 0) skipBecause(context, 'git-lfs is not installed');
}
