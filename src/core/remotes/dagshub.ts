import { remotePlace, type RemotePlace } from './remoteUrl';

/** A repository on DagsHub, or on a server of one's own that runs it. No secrets. */
export interface DagsHubRepo {
  /** `https://dagshub.com`: scheme and host, with a port when there is one. */
  readonly server: string;
  readonly owner: string;
  readonly name: string;
}

export const DAGSHUB_HOST = 'dagshub.com';
/** Services of a repository hang at its name (dagshub.com/docs; DagsHub/client: dagshub/common/init.py). */
const SUFFIX = /\.(?:git|dvc|s3|mlflow)$/i;
/** Names that a user or a repository can have. */
const NAME = /^[\w.-]+$/;

/**
 * Recognises a repository in any address of it: page, git, DVC, S3, MLflow, SSH, with or without user and token.
 * `host` is that of one's own server; an address may also begin with `http` there. Undefined for others.
 */
export function dagsHubRepo(url: string, host = DAGSHUB_HOST): DagsHubRepo | undefined {
  const place = remotePlace(url.trim().replace(/\.(?:dvc|s3|mlflow)(?=\/?$)/i, ''));
  const wanted = bareHost(host);
  if (
    !place ||
    (place.host !== wanted && place.host.replace(/:\d+$/, '') !== wanted && place.host !== `www.${wanted}`)
  )
    return undefined;
  return named(place);
}

function named({ scheme, host, path: [owner = '', repo = ''] }: RemotePlace): DagsHubRepo | undefined {
  const name = repo.replace(SUFFIX, '');
  if (owner === 'api' || !NAME.test(owner) || !NAME.test(name) || name === '') return undefined;
  return { server: `${scheme}://${host.replace(/^www\./, '')}`, owner, name };
}

function bareHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
}

export function dagsHubPage({ server, owner, name }: DagsHubRepo): string {
  return `${server}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

export function dagsHubCommit(repo: DagsHubRepo, commit: string): string {
  return `${dagsHubPage(repo)}/commit/${encodeURIComponent(commit)}`;
}

/** A file or folder (relative to the repository, `/` between names) at a branch, tag or commit. */
export function dagsHubFile(repo: DagsHubRepo, revision: string, path: string): string {
  const parts = [...revision.split('/'), ...path.split('/')].filter((part) => part !== '');
  return `${dagsHubPage(repo)}/src/${parts.map(encodeURIComponent).join('/')}`;
}

/** The table of experiments, or one of them: `m_` and MLflow's run id, or the hash of the commit that holds it. */
export function dagsHubExperiment(repo: DagsHubRepo, id?: string): string {
  const page = `${dagsHubPage(repo)}/experiments`;
  if (id === undefined) return page;
  const isRun = /^[0-9a-f]{32}$/i.test(id);
  return `${page}/#/experiment/${encodeURIComponent(isRun ? `m_${id}` : id)}`;
}

/** DVC over HTTP. */
export function dagsHubDvcUrl(repo: DagsHubRepo): string {
  return `${dagsHubPage(repo)}.dvc`;
}

/** Answers whoever may read the repository. */
export function dagsHubApi({ server, owner, name }: DagsHubRepo): string {
  return `${server}/api/v1/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

/** Where people make tokens. */
export function dagsHubTokens({ server }: Pick<DagsHubRepo, 'server'>): string {
  return `${server}/user/settings/tokens`;
}
