import type { RemotePlace } from './remoteUrl';

/** Kinds of servers whose pages for proposing a branch we know. */
export const FORGES = [
  'github',
  'gitlab',
  'bitbucket',
  'bitbucket-server',
  'dagshub',
  'gitea',
  'azure',
] as const;
export type Forge = (typeof FORGES)[number];

/** What to compare: branch names, not refs. */
export interface Comparison {
  /** Where the changes are to go. */
  readonly base: string;
  /** What is proposed. */
  readonly branch: string;
}

const BY_HOST: readonly (readonly [RegExp, Forge])[] = [
  [/(^|\.)dagshub\./, 'dagshub'],
  [/(^|[.-])github([.-]|$)/, 'github'],
  [/(^|[.-])gitlab([.-]|$)/, 'gitlab'],
  [/^bitbucket\.org$/, 'bitbucket'],
  [/(^|[.-])(bitbucket|stash)([.-]|$)/, 'bitbucket-server'],
  [/(^|\.)(dev\.azure\.com|visualstudio\.com)$/, 'azure'],
  [/(^|[.-])(gitea|forgejo|gogs)([.-]|$)|^codeberg\.org$/, 'gitea'],
];

/** What serves a remote, as its host's name tells; undefined when it does not. */
export function forgeOf({ host, path }: RemotePlace): Forge | undefined {
  const name = host.replace(/:\d+$/, '');
  const known = BY_HOST.find(([pattern]) => pattern.test(name))?.[1];
  // `https://host/scm/PROJECT/repo.git` is how Bitbucket Server, and nobody else, writes an address of the web.
  return known ?? (path.length === 3 && path[0] === 'scm' ? 'bitbucket-server' : undefined);
}

/** The repository's page. */
export function repositoryUrl(place: RemotePlace, forge: Forge | undefined = forgeOf(place)): string {
  const { scheme, host } = place;
  return `${scheme}://${host}/${pagePath(place, forge).map(encodeURIComponent).join('/')}`;
}

/** The page on which a branch is proposed: a pull or merge request that only has to be sent. */
export function compareUrl(place: RemotePlace, forge: Forge, { base, branch }: Comparison): string {
  const page = repositoryUrl(place, forge);
  const [to, from] = [encodeURIComponent(base), encodeURIComponent(branch)];
  switch (forge) {
    case 'github':
      return `${page}/compare/${inPath(base)}...${inPath(branch)}?expand=1`;
    case 'gitlab':
      return `${page}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${from}&merge_request%5Btarget_branch%5D=${to}`;
    case 'bitbucket':
      return `${page}/pull-requests/new?source=${from}&dest=${to}`;
    case 'bitbucket-server':
      return `${page}/pull-requests?create&sourceBranch=refs%2Fheads%2F${from}&targetBranch=refs%2Fheads%2F${to}`;
    case 'azure':
      return `${page}/pullrequestcreate?sourceRef=${from}&targetRef=${to}`;
    case 'dagshub':
    case 'gitea':
      return `${page}/compare/${inPath(base)}...${inPath(branch)}`;
  }
}

/** A branch name's slashes stay: these servers take the rest of the path for it. */
function inPath(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}

/** Some servers write the path of their pages differently from that of git. */
function pagePath({ path, isSsh }: RemotePlace, forge: Forge | undefined): readonly string[] {
  if (forge === 'bitbucket-server') return projectPath(path[0] === 'scm' ? path.slice(1) : path);
  // git@ssh.dev.azure.com:v3/ORGANISATION/PROJECT/REPOSITORY
  if (forge === 'azure' && isSsh && path[0] === 'v3' && path.length === 4)
    return [path[1] ?? '', path[2] ?? '', '_git', path[3] ?? ''];
  return path;
}

function projectPath(path: readonly string[]): readonly string[] {
  const project = path.at(-2) ?? '';
  const repository = path.at(-1) ?? '';
  const owner = project.startsWith('~') ? ['users', project.slice(1)] : ['projects', project.toUpperCase()];
  return [...path.slice(0, -2), ...owner, 'repos', repository];
}
