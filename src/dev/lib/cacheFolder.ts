import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where things fetched or made once per user are kept; RELABEL_CACHE names another place. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['RELABEL_CACHE']) return env['RELABEL_CACHE'];
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'relabel');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'relabel');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'relabel');
}
