/** Where a git remote lives on the web; without user name, password and token. */
export interface RemotePlace {
  /** `https`, or `http` when the remote itself says so. */
  readonly scheme: 'https' | 'http';
  /** Lower case; with the port of a web address, without that of SSH. */
  readonly host: string;
  /** Owner, groups and repository, decoded, without `.git`. Never empty. */
  readonly path: readonly string[];
  /** True when the address was one of SSH, whose paths some servers write differently from those of the web. */
  readonly isSsh: boolean;
}

/** Hosts that take SSH on port 443 under another name. */
const SSH_HOSTS: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
  ['ssh.dev.azure.com', 'dev.azure.com'],
]);

const WITH_SCHEME = /^(?:git\+)?(https?|ssh|git):\/\/([^/?#]*)\/?([^?#]*)/i;
/** `[user@host:port]:path`, `user@host:path`, `[::1]:path` (git-clone, "GIT URLS": scp-like syntax). */
const SCP_LIKE = /^(?:\[([^\]]+)\]|([^/\\:]+)):(?!:)(.*)$/;
const DRIVE = /^[a-z]:/i;

/**
 * Reads an address of a remote in any form git takes: `https://`, `ssh://`, `git://`, `user@host:path`. Undefined
 * for folders, for other schemes and for what is no address.
 */
export function remotePlace(url: string): RemotePlace | undefined {
  const text = url.trim();
  if (hasControlCharacters(text)) return undefined;
  const found = WITH_SCHEME.exec(text);
  if (found) return fromUrl(found[1] ?? '', found[2] ?? '', found[3] ?? '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || DRIVE.test(text)) return undefined;
  const scp = SCP_LIKE.exec(text);
  return scp ? placed('https', hostOf(scp[1] ?? scp[2] ?? ''), scp[3] ?? '', true) : undefined;
}

/** The address as it may be shown and logged: user name, password and token are left out. */
export function withoutSecrets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/\?.*$/, '');
}

function fromUrl(scheme: string, authority: string, path: string): RemotePlace | undefined {
  const kind = scheme.toLowerCase();
  const isWeb = kind === 'http' || kind === 'https';
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  const host = isWeb ? address.toLowerCase() : hostOf(address);
  return placed(kind === 'http' ? 'http' : 'https', host, path, kind === 'ssh');
}

/** Of `user@host:port`, the host; an IPv6 address keeps its brackets. */
function hostOf(authority: string): string {
  const address = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const isBareV6 = address.split(':').length > 2 && !address.startsWith('[');
  const host = isBareV6 ? `[${address}]` : address.replace(/:\d*$/, '');
  return SSH_HOSTS.get(host) ?? host;
}

function placed(
  scheme: RemotePlace['scheme'],
  host: string,
  rawPath: string,
  isSsh: boolean,
): RemotePlace | undefined {
  const path = rawPath
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    .split('/')
    .map(decoded);
  const isSound = path.every((part) => part !== undefined && part !== '' && part !== '.' && part !== '..');
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(host) || !isSound) return undefined;
  return { scheme, host, path: path.flatMap((part) => part ?? []), isSsh };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function hasControlCharacters(text: string): boolean {
  // A line break in an address would forge a line of whatever shows it.
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
