import { parseDocument } from 'yaml';
import type { Problem } from '../problem';
import type { ManifestEntry } from './dirManifest';
import { isMd5, pathBelow } from './names';

/** Something that DVC tracks, as a `.dvc` file or `dvc.lock` says (iterative/dvc: dvc/schema.py, dvc/output.py). */
export interface DvcOut {
  /** Relative to the folder of the repository's root, `/` between names, without one at the end. */
  readonly path: string;
  /** 32 hex digits; of a folder that of its manifest, without `.dir`. Undefined when nothing is recorded yet. */
  readonly md5: string | undefined;
  readonly isFolder: boolean;
  /** `md5` is of the bytes; DVC 2 wrote no `hash` and took text files with LF line ends. */
  readonly hash: 'md5' | 'md5-dos2unix';
  readonly sizeBytes: number | undefined;
  readonly fileCount: number | undefined;
  /** False: `cache: false`, the file itself is in git. */
  readonly isCached: boolean;
  /** The remote it alone goes to. */
  readonly remote: string | undefined;
  /** Of remotes with versions of their own: the folder's files, listed in the `.dvc` file itself. */
  readonly files: readonly ManifestEntry[] | undefined;
  /** Brought from elsewhere (`dvc import`, `dvc import-url`): not to be added again. */
  readonly isImported: boolean;
  /** Output of a pipeline's stage, by its name. */
  readonly stage: string | undefined;
}

export interface DvcFile {
  readonly outs: readonly DvcOut[];
  readonly problems: readonly Problem[];
}

/** Of a small file this is plenty; aliases beyond it are refused. */
const MAX_ALIASES = 100;
/** Longer lists than this are no `.dvc` file that anybody wrote. */
const MAX_CHARS = 20_000_000;

/** True for `data.dvc`, `dvc.lock`: files that say what is tracked. A lone `.dvc` is the folder of DVC itself. */
export function isDvcFileName(name: string): boolean {
  return (name.endsWith('.dvc') && name !== '.dvc') || name === 'dvc.lock';
}

/**
 * Reads a `.dvc` file or a `dvc.lock`. `path` is the file's own, relative to the repository's root. What cannot be
 * understood, and paths that leave the repository, are told as problems and left out. Never throws.
 */
export function parseDvcFile(text: string, path: string): DvcFile {
  const problems: Problem[] = [];
  const top = readYaml(text, problems);
  const folder = path.split('/').slice(0, -1).join('/');
  if (top === undefined) return { outs: [], problems };
  const outs = path.endsWith('dvc.lock')
    ? outsOfLock(top, folder, problems)
    : outsOfFile(top, folder, problems);
  return { outs, problems };
}

/** Every scalar stays text: a hash of digits is no number. */
function readYaml(text: string, problems: Problem[]): Fields | undefined {
  if (text.length > MAX_CHARS) {
    problems.push(
      problem('too-large', `The file has ${text.length} characters; no more than ${MAX_CHARS} are read.`),
    );
    return undefined;
  }
  try {
    const doc = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
    const [error] = doc.errors;
    if (error)
      problems.push(problem('yaml', error.message.split('\n')[0] ?? 'not YAML', error.linePos?.[0].line));
    const value: unknown = doc.toJS({ maxAliasCount: MAX_ALIASES, mapAsMap: true });
    if (value instanceof Map) return value as Fields;
    if (!error) problems.push(problem('no-map', 'The file holds no mapping (outs: …).'));
  } catch (error) {
    problems.push(problem('yaml', error instanceof Error ? error.message : String(error)));
  }
  return undefined;
}

type Fields = ReadonlyMap<unknown, unknown>;

function problem(code: string, message: string, line?: number): Problem {
  return { severity: 'error', code: `dvc-${code}`, message, ...(line !== undefined && { line }) };
}

function outsOfFile(top: Fields, folder: string, problems: Problem[]): DvcOut[] {
  const base = joined(folder, textOf(top, 'wdir') ?? '.');
  if (base === undefined) {
    problems.push(problem('outside', `wdir ${textOf(top, 'wdir') ?? ''} leads out of the repository.`));
    return [];
  }
  const isImported = listOf(top, 'deps').length > 0;
  return listOf(top, 'outs').flatMap((item) => outOf(item, base, { isImported, stage: undefined }, problems));
}

/** Stages whose `wdir` in `dvc.yaml` is another have paths relative to it, which is not said here. */
function outsOfLock(top: Fields, folder: string, problems: Problem[]): DvcOut[] {
  const stages = top.get('stages');
  if (!(stages instanceof Map)) return [];
  return [...(stages as Fields)].flatMap(([name, stage]) => {
    if (!(stage instanceof Map)) return [];
    const about = { isImported: false, stage: String(name) };
    return listOf(stage as Fields, 'outs').flatMap((item) => outOf(item, folder, about, problems));
  });
}

function outOf(
  item: unknown,
  folder: string,
  about: Pick<DvcOut, 'isImported' | 'stage'>,
  problems: Problem[],
): DvcOut[] {
  if (!(item instanceof Map)) return [];
  const fields = item as Fields;
  const written = textOf(fields, 'path') ?? '';
  const path = written === '' ? undefined : joined(folder, written);
  if (path === undefined || path === '') {
    problems.push(
      problem('outside', `The output "${written}" is not inside the repository: it is left out.`),
    );
    return [];
  }
  const full = textOf(fields, 'md5') ?? '';
  const isFolder = full.endsWith('.dir') || fields.has('nfiles');
  const md5 = full.replace(/\.dir$/, '').toLowerCase();
  if (full !== '' && !isMd5(md5))
    problems.push(problem('hash', `${written}: "${full.slice(0, 60)}" is no MD5 hash.`));
  return [
    {
      path,
      md5: isMd5(md5) ? md5 : undefined,
      isFolder,
      hash: textOf(fields, 'hash') === 'md5' ? 'md5' : 'md5-dos2unix',
      sizeBytes: countOf(fields, 'size'),
      fileCount: countOf(fields, 'nfiles'),
      isCached: textOf(fields, 'cache') !== 'false',
      remote: textOf(fields, 'remote'),
      files: filesOf(fields),
      ...about,
    },
  ];
}

function filesOf(fields: Fields): readonly ManifestEntry[] | undefined {
  if (!fields.has('files')) return undefined;
  return listOf(fields, 'files').flatMap((item) => {
    const relpath = item instanceof Map ? textOf(item as Fields, 'relpath') : undefined;
    const md5 = item instanceof Map ? textOf(item as Fields, 'md5') : undefined;
    return relpath !== undefined && md5 !== undefined && pathBelow(relpath) && isMd5(md5)
      ? [{ relpath, md5 }]
      : [];
  });
}

function textOf(fields: Fields, key: string): string | undefined {
  const value = fields.get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function countOf(fields: Fields, key: string): number | undefined {
  const text = textOf(fields, key);
  const value = text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function listOf(fields: Fields, key: string): readonly unknown[] {
  const value = fields.get(key);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Undefined when it leads out of the root, or is absolute. */
function joined(folder: string, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:|^\w+:\/\//i.test(slashed)) return undefined;
  const names: string[] = folder === '' ? [] : folder.split('/');
  for (const name of slashed.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
