import { realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { Repository } from './repository';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What a hook of this repository was told of it, as far as it is about this repository: the index that is being
 * committed (`git commit -a`, `git commit PATH`), and where objects are that are being pushed (githooks, "pre-commit",
 * "pre-receive"; git-receive-pack, "Quarantine Environment"). `folder` is the one the hook runs in.
 */
export async function hookVariables(
  { gitFolder, commonFolder }: Pick<Repository, 'gitFolder' | 'commonFolder'>,
  variables: Variables,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const [index, objects, own, common] = await Promise.all(
    [
      variables['GIT_INDEX_FILE'] && resolve(folder, variables['GIT_INDEX_FILE']),
      variables['GIT_OBJECT_DIRECTORY'] && resolve(folder, variables['GIT_OBJECT_DIRECTORY']),
      gitFolder,
      resolve(commonFolder, 'objects'),
    ].map((path) => (path ? realpath(path).catch(() => undefined) : undefined)),
  );
  const isOwnIndex = index !== undefined && dirname(index) === own;
  const isOwnObjects = objects !== undefined && common !== undefined && objects.startsWith(common + sep);
  return {
    ...(isOwnIndex && { GIT_INDEX_FILE: index }),
    ...(isOwnObjects && { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: common }),
  };
}
