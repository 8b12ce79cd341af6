/** What `vscode://…/diff?left=…&right=…&path=…` asks for. */
export interface DiffAddress {
  /** Absolute paths of label files; undefined when it is left out or `/dev/null`: there is none on that side. */
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** Absolute path of the label file in the repository, or of its image, as far as it is known. */
  readonly path: string | undefined;
}

const MAX_CHARS = 32_768;
const NOTHING = new Set(['/dev/null', 'nul', 'NUL']);
/** Endings of files that can hold labels, sidecars among them. */
const LABEL_FILE = /\.(?:json|txt|xml)$/i;

/**
 * Reads the address. Anyone may send one: only label files of this machine, by absolute paths, are taken; no network
 * shares, which would be asked for with the user's name and password on Windows. A string says what is wrong.
 */
export function parseDiffAddress(query: string, platform: NodeJS.Platform): DiffAddress | string {
  if (query.length > MAX_CHARS) return 'the address is too long.';
  const asked = partsOf(query);
  const left = sideOf(asked.get('left'), platform);
  const right = sideOf(asked.get('right'), platform);
  const path = asked.get('path');
  if (typeof left === 'string') return `left ${left}`;
  if (typeof right === 'string') return `right ${right}`;
  if (left.file === undefined && right.file === undefined) return 'neither side is a file.';
  if (path !== undefined && !isLocal(path, platform))
    return 'path is no absolute path of a file on this machine.';
  return { left: left.file, right: right.file, path };
}

const PART = /(?:^|&)(left|right|path)=(.*?)(?=&(?:left|right|path)=|$)/gs;

/**
 * VS Code hands over queries that it has decoded already: then `&`, `+` and `%` are those of file names. What does not
 * look like a path yet is decoded here.
 */
function partsOf(query: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const [, key = '', value = ''] of query.matchAll(PART)) parts.set(key, decoded(value));
  return parts;
}

function decoded(value: string): string {
  if (!/^(?:%2f|[a-z]%3a)/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function sideOf(
  value: string | undefined,
  platform: NodeJS.Platform,
): { readonly file: string | undefined } | string {
  if (value === undefined || NOTHING.has(value)) return { file: undefined };
  if (!isLocal(value, platform)) return 'is no absolute path of a file on this machine.';
  return LABEL_FILE.test(value) ? { file: value } : 'is no label file: these end in .json, .txt or .xml.';
}

function isLocal(path: string, platform: NodeJS.Platform): boolean {
  if (path.includes('\0')) return false;
  const steps = path.split(platform === 'win32' ? /[\\/]/ : '/');
  if (steps.includes('..')) return false;
  return platform === 'win32' ? /^[a-z]:[\\/]/i.test(path) : path.startsWith('/') && !path.startsWith('//');
}
