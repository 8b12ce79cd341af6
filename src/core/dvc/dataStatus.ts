import * as v from 'valibot';

/** Files by what happened to them; folders end with `/`. Relative to the folder in which DVC ran. */
export interface DataChanges {
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
  readonly renamed: readonly { readonly old: string; readonly new: string }[];
  /** DVC cannot say: the list of files of a folder is not in the cache. */
  readonly unknown: readonly string[];
}

/** What `dvc data status --json` says (iterative/dvc: dvc/repo/data.py); `/` between names on every platform. */
export interface DataStatus {
  /** Recorded in `.dvc` files, which are not committed to git. */
  readonly committed: DataChanges;
  /** Different on disk from what the `.dvc` files record. */
  readonly uncommitted: DataChanges;
  readonly notInCache: readonly string[];
  /** Only when it was asked for. */
  readonly notInRemote: readonly string[];
  readonly untracked: readonly string[];
}

const list = v.optional(v.array(v.string()), []);
const changes = v.optional(
  v.object({
    added: list,
    modified: list,
    deleted: list,
    renamed: v.optional(v.array(v.object({ old: v.string(), new: v.string() })), []),
    unknown: list,
  }),
  {},
);
const schema = v.object({
  committed: changes,
  uncommitted: changes,
  not_in_cache: list,
  not_in_remote: list,
  untracked: list,
});

/** Undefined when this is not what DVC answers. Never throws. */
export function parseDataStatus(text: string): DataStatus | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return undefined;
  const { committed, uncommitted, not_in_cache, not_in_remote, untracked } = parsed.output;
  return {
    committed: slashedChanges(committed),
    uncommitted: slashedChanges(uncommitted),
    notInCache: not_in_cache.map(slashed),
    notInRemote: not_in_remote.map(slashed),
    untracked: untracked.map(slashed),
  };
}

/** Windows writes its own separators, which no name there can hold. */
function slashed(path: string): string {
  return /^[^/]*\\/.test(path) ? path.replaceAll('\\', '/') : path;
}

function slashedChanges({ added, modified, deleted, renamed, unknown }: DataChanges): DataChanges {
  return {
    added: added.map(slashed),
    modified: modified.map(slashed),
    deleted: deleted.map(slashed),
    renamed: renamed.map((one) => ({ old: slashed(one.old), new: slashed(one.new) })),
    unknown: unknown.map(slashed),
  };
}

/** "12 added, 3 changed, 1 deleted"; empty when nothing changed. Folders themselves do not count. */
export function changesText({ added, modified, deleted, renamed, unknown }: DataChanges): string {
  const parts: readonly (readonly [number, string])[] = [
    [files(added), 'added'],
    [files(modified), 'changed'],
    [files(deleted), 'deleted'],
    [renamed.filter((one) => !one.new.endsWith('/')).length, 'renamed'],
    [unknown.length, 'unknown'],
  ];
  return parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ');
}

function files(paths: readonly string[]): number {
  return paths.filter((path) => !path.endsWith('/')).length;
}

/** Nothing changed. */
export function untouchedStatus(): DataStatus {
  const none: DataChanges = { added: [], modified: [], deleted: [], renamed: [], unknown: [] };
  return { committed: none, uncommitted: none, notInCache: [], notInRemote: [], untracked: [] };
}

/** The same with a folder before every path. */
export function belowPrefix(status: DataStatus, prefix: string): DataStatus {
  if (prefix === '') return status;
  const put = (paths: readonly string[]): string[] => paths.map((path) => prefix + path);
  const each = ({ added, modified, deleted, renamed, unknown }: DataChanges): DataChanges => ({
    added: put(added),
    modified: put(modified),
    deleted: put(deleted),
    renamed: renamed.map((one) => ({ old: prefix + one.old, new: prefix + one.new })),
    unknown: put(unknown),
  });
  return {
    committed: each(status.committed),
    uncommitted: each(status.uncommitted),
    notInCache: put(status.notInCache),
    notInRemote: put(status.notInRemote),
    untracked: put(status.untracked),
  };
}
