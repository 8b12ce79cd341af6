import { execFileSync } from 'node:child_process';
import { tempFolder } from './tempFolder';

/** Runs git in a folder, free of the machine's own configuration. */
export function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', env });
}

/** A fresh folder with an empty git repository. */
export function gitFolder(...flags: string[]): string {
  const folder = tempFolder();
  git(folder, 'init', '-q', '-b', 'main', ...flags);
  return folder;
}
