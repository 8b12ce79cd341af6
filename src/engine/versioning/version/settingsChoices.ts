import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdsSecrets, parseDvcConfig } from '../../../core/dvc/dvcConfig';
import type { DataChoice } from './dataChoices';

/**
 * Settings of DVC that differ from the last commit: without them nobody else knows the remote. `changed`: paths of
 * changed files, relative to git's root. Those with a password in them are not suggested. Never rejects.
 */
export async function settingsChoices(
  root: string,
  changed: readonly string[],
): Promise<readonly DataChoice[]> {
  const folders = [
    ...new Set(changed.flatMap((path) => /^(?:.*\/)?\.dvc(?=\/[^/]+$)/.exec(path)?.[0] ?? [])),
  ];
  return Promise.all(
    folders.map(async (folder) => {
      const path = `${folder}/config`;
      const text = await readFile(join(root, ...path.split('/')), 'utf8').catch(() => '');
      const isSecret = holdsSecrets(parseDvcConfig(text));
      const title = `${path}: settings of DVC, such as its remotes`;
      const writes = [path, `${folder}/.gitignore`];
      const choice = { path, title, writes, targets: [], how: 'add', isSuggested: !isSecret } as const;
      return isSecret ? { ...choice, note: SECRET_NOTE } : choice;
    }),
  );
}

const SECRET_NOTE =
  'It holds a password or a key, which everybody could read in the commit: move that to .dvc/config.local (dvc remote modify --local).';
