import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDvcConfig, remotesOf, withConfigValues } from '../../core/dvc/dvcConfig';
import { dagsHubDvcUrl, dagsHubRepo, type DagsHubRepo } from '../../core/remotes/dagshub';
import { errorCode, FileError, fileError, fileProblem } from '../fileError';
import { keepSecret } from '../dvc/redacted';
import { writeAtomic } from '../fs';

/** Who gets in where. DagsHub takes the token for the user name, too (DagsHub/client: dagshub/common/init.py). */
export interface Credentials {
  readonly user: string;
  readonly token: string;
}

/** What setting up writes: which files, and what is in them without the secrets. */
export interface StoragePlan {
  /** Name of the DVC remote. */
  readonly remote: string;
  readonly url: string;
  /** A remote of this name that leads there is there already. */
  readonly isKnown: boolean;
  /** It becomes the remote that DVC uses when none is said. */
  readonly becomesDefault: boolean;
}

const CONFIG = ['.dvc', 'config'];
const LOCAL = ['.dvc', 'config.local'];
const IGNORED = ['/config.local', '/tmp', '/cache'];
const OWNER_ONLY = 0o600;

/** Looks at the configuration of the repository of DVC at `root`. Rejects with `FileError`. */
export async function planStorage(root: string, repo: DagsHubRepo, host?: string): Promise<StoragePlan> {
  const config = parseDvcConfig(await textOf(join(root, ...CONFIG)));
  const remotes = remotesOf(config);
  const url = dagsHubDvcUrl(repo);
  const known = remotes.find((remote) => remote.url === url || isSame(dagsHubRepo(remote.url, host), repo));
  const taken = new Set(remotes.map(({ name }) => name));
  const remote =
    known?.name ?? ['origin', 'dagshub', 'dagshub-dvc'].find((name) => !taken.has(name)) ?? 'dagshub-2';
  return {
    remote,
    url: known?.url.startsWith('http') === true ? known.url : url,
    isKnown: known !== undefined,
    becomesDefault: !remotes.some(({ isDefault }) => isDefault),
  };
}

function isSame(a: DagsHubRepo | undefined, b: DagsHubRepo): boolean {
  return a?.owner.toLowerCase() === b.owner.toLowerCase() && a.name.toLowerCase() === b.name.toLowerCase();
}

/**
 * Writes the address to `.dvc/config`, which is in git, and user and token to `.dvc/config.local`, which is kept out of
 * it first. Everything else in these files stays. Rejects with `FileError`, whose text has no secrets.
 */
export async function setUpStorage(
  root: string,
  plan: StoragePlan,
  { user, token }: Credentials,
): Promise<void> {
  keepSecret(token);
  if (/[\r\n]/.test(user + token))
    throw fileProblem('Could not write', join(root, ...LOCAL), 'other', 'the token has line breaks.');
  await keepOutOfGit(root);
  const section = `remote "${plan.remote}"`;
  const local = withConfigValues(await textOf(join(root, ...LOCAL)), section, {
    auth: 'basic',
    user,
    password: token,
  });
  await writePrivate(join(root, ...LOCAL), local);
  const shared = withConfigValues(await textOf(join(root, ...CONFIG)), section, { url: plan.url });
  await writeAtomic(
    join(root, ...CONFIG),
    plan.becomesDefault ? withConfigValues(shared, 'core', { remote: plan.remote }) : shared,
  );
}

/** The token is taken out again; the address stays. Rejects with `FileError`. */
export async function forgetCredentials(root: string, remote: string): Promise<void> {
  const path = join(root, ...LOCAL);
  const values = { auth: undefined, user: undefined, password: undefined };
  await writePrivate(path, withConfigValues(await textOf(path), `remote "${remote}"`, values));
}

async function keepOutOfGit(root: string): Promise<void> {
  const path = join(root, '.dvc', '.gitignore');
  const text = await textOf(path);
  const has = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = IGNORED.filter((line) => !has.has(line) && !has.has(line.slice(1)));
  if (missing.length === 0) return;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await writeAtomic(path, `${start}${missing.join('\n')}\n`);
}

/** A new file is readable by its owner alone before anything is in it. */
async function writePrivate(path: string, text: string): Promise<void> {
  try {
    await mkdir(join(path, '..'), { recursive: true });
    const exists = await stat(path).catch(() => undefined);
    if (!exists) await writeAtomic(path, '');
    await chmod(path, OWNER_ONLY);
    await writeAtomic(path, text);
  } catch (error) {
    throw error instanceof FileError ? error : fileError('Could not save', path, error);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw fileError('Could not read', path, error);
  }
}
