import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { mergeDvcConfigs, parseDvcConfig, type DvcConfig } from '../../core/dvc/dvcConfig';
import { ancestors, isFile, isFolder } from '../dataset/findUp';

/** A repository of DVC, as far as it can be known without the program. */
export interface DvcRepo {
  /** The folder that holds `.dvc`. Absolute. */
  readonly root: string;
  readonly config: DvcConfig;
  /** Where objects are kept on this machine, `files/md5` and the two-digit folders of DVC 2 below it. Absolute. */
  readonly cacheFolder: string;
}

/** The repository that a folder belongs to; undefined when DVC is not used there. Never rejects. */
export async function dvcRepoOf(folder: string): Promise<DvcRepo | undefined> {
  for (const at of ancestors(folder)) {
    if (await isFile(join(at, '.dvc', 'config'))) return openDvcRepo(at);
    if (await isFolder(join(at, '.git'))) break;
  }
  return undefined;
}

/** Reads the settings in the order in which later ones win (iterative/dvc: dvc/config.py). Never rejects. */
export async function openDvcRepo(root: string, env: NodeJS.ProcessEnv = process.env): Promise<DvcRepo> {
  const folder = join(root, '.dvc');
  const files = [
    join(systemFolder(env), 'config'),
    join(globalFolder(env), 'config'),
    join(folder, 'config'),
    join(folder, 'config.local'),
  ];
  const configs = await Promise.all(files.map(readConfig));
  const config = mergeDvcConfigs(configs);
  return { root, config, cacheFolder: cacheFolder(files, configs, folder) };
}

async function readConfig(path: string): Promise<DvcConfig> {
  return parseDvcConfig(await readFile(path, 'utf8').catch(() => ''));
}

/** A relative place is relative to the file that says it. */
function cacheFolder(files: readonly string[], configs: readonly DvcConfig[], dvcFolder: string): string {
  const at = configs.findLastIndex((config) => config.get('cache')?.has('dir'));
  const said = configs[at]?.get('cache')?.get('dir');
  return said === undefined ? join(dvcFolder, 'cache') : placeOf(said, files[at] ?? dvcFolder);
}

function placeOf(said: string, file: string): string {
  const path = said.startsWith('~') ? join(homedir(), said.slice(1)) : said;
  return isAbsolute(path) ? path : resolve(file, '..', path);
}

/** The folder of a remote that is on this machine; undefined when it is behind a network. */
export function localRemoteFolder({ root }: DvcRepo, url: string): string | undefined {
  if (/^\w+:\/\//.test(url)) return url.startsWith('file://') ? url.slice('file://'.length) : undefined;
  return /^[\w-]+@|^[\w.-]+:[^\\/]/.test(url) ? undefined : placeOf(url, join(root, '.dvc', 'config'));
}

/** Of platformdirs' `site_config_dir` and `user_config_dir`, which DVC uses. */
function systemFolder(env: NodeJS.ProcessEnv): string {
  const said = env['DVC_SYSTEM_CONFIG_DIR'];
  if (said) return said;
  if (process.platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'iterative', 'dvc');
  if (process.platform === 'darwin') return '/Library/Application Support/dvc';
  return join(env['XDG_CONFIG_DIRS']?.split(':')[0] || '/etc/xdg', 'dvc');
}

function globalFolder(env: NodeJS.ProcessEnv): string {
  const said = env['DVC_GLOBAL_CONFIG_DIR'];
  if (said) return said;
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'iterative', 'dvc');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'dvc');
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'dvc');
}
