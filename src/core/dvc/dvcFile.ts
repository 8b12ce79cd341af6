import type { Problem } from '../problem';
import type { ManifestEntry } from './dirManifest';
import { isMd5, pathBelow } from './names';
import { readPipeline, type StagePlace } from './pipeline';
import { dvcProblem, joinedPath, listOf, mapOf, readFields, textOf, type Fields } from './yamlFields';

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

/** True for `data.dvc`, `dvc.lock`: files that say what is tracked. A lone `.dvc` is the folder of DVC itself. */
export function isDvcFileName(name: string): boolean {
  return (name.endsWith('.dvc') && name !== '.dvc') || name === 'dvc.lock';
}

/** The file beside a `dvc.lock` that says where its stages work; undefined for a `.dvc` file. */
export function pipelineOf(path: string): string | undefined {
  return isLock(path) ? path.replace(/dvc\.lock$/, 'dvc.yaml') : undefined;
}

function isLock(path: string): boolean {
  return path === 'dvc.lock' || path.endsWith('/dvc.lock');
}

/**
 * Reads a `.dvc` file or a `dvc.lock`. `path` is the file's own, relative to the repository's root; `pipeline` the text
 * of the `dvc.yaml` beside a lock, without which its stages are taken to work in its folder. What cannot be understood,
 * and paths that leave the repository, are told as problems and left out. Never throws.
 */
export function parseDvcFile(text: string, path: string, pipeline?: string): DvcFile {
  const problems: Problem[] = [];
  const top = readFields(text, problems);
  const folder = path.split('/').slice(0, -1).join('/');
  if (top === undefined) return { outs: [], problems };
  const outs = isLock(path) ? outsOfLock(top, folder, pipeline, problems) : outsOfFile(top, folder, problems);
  return { outs, problems };
}

function outsOfFile(top: Fields, folder: string, problems: Problem[]): DvcOut[] {
  const base = baseOf(folder, textOf(top, 'wdir') ?? '.', problems);
  if (base === undefined) return [];
  const isImported = listOf(top, 'deps').length > 0;
  return listOf(top, 'outs').flatMap((item) => outOf(item, base, { isImported, stage: undefined }, problems));
}

/** Paths are relative to the `wdir` of their stage, which `dvc.yaml` alone says. What it no longer has does not count. */
function outsOfLock(
  top: Fields,
  folder: string,
  pipeline: string | undefined,
  problems: Problem[],
): DvcOut[] {
  const placeOf = pipeline === undefined ? undefined : readPipeline(pipeline);
  return [...mapOf(top, 'stages')].flatMap(([key, stage]) => {
    if (!(stage instanceof Map)) return [];
    const name = String(key);
    const place = placeOf ? placeOf(name) : IN_PLACE;
    if (!place) return [];
    const base = stageBase(name, folder, place.wdir, problems);
    if (base === undefined) return [];
    const about = { isImported: false, stage: name };
    return listOf(stage as Fields, 'outs').flatMap((item) => outOf(item, base, about, problems, place));
  });
}

const IN_PLACE: StagePlace = { wdir: '.', options: () => ({ isCached: true, remote: undefined }) };

function stageBase(
  stage: string,
  folder: string,
  wdir: string | undefined,
  problems: Problem[],
): string | undefined {
  if (wdir !== undefined) return baseOf(folder, wdir, problems);
  const message = `The wdir of stage ${stage} in dvc.yaml is a template of values that are not read here: its outputs are left out.`;
  problems.push(dvcProblem('template', message));
  return undefined;
}

function baseOf(folder: string, wdir: string, problems: Problem[]): string | undefined {
  const base = joinedPath(folder, wdir);
  if (base === undefined) problems.push(dvcProblem('outside', `wdir ${wdir} leads out of the repository.`));
  return base;
}

function outOf(
  item: unknown,
  folder: string,
  about: Pick<DvcOut, 'isImported' | 'stage'>,
  problems: Problem[],
  place: StagePlace = IN_PLACE,
): DvcOut[] {
  if (!(item instanceof Map)) return [];
  const fields = item as Fields;
  const written = textOf(fields, 'path') ?? '';
  const { isCached, remote } = place.options(written);
  const path = written === '' ? undefined : joinedPath(folder, written);
  if (path === undefined || path === '') {
    problems.push(
      dvcProblem('outside', `The output "${written}" is not inside the repository: it is left out.`),
    );
    return [];
  }
  const full = textOf(fields, 'md5') ?? '';
  const isFolder = full.endsWith('.dir') || fields.has('nfiles');
  const md5 = full.replace(/\.dir$/, '').toLowerCase();
  if (full !== '' && !isMd5(md5))
    problems.push(dvcProblem('hash', `${written}: "${full.slice(0, 60)}" is no MD5 hash.`));
  return [
    {
      path,
      md5: isMd5(md5) ? md5 : undefined,
      isFolder,
      hash: textOf(fields, 'hash') === 'md5' ? 'md5' : 'md5-dos2unix',
      sizeBytes: countOf(fields, 'size'),
      fileCount: countOf(fields, 'nfiles'),
      isCached: isCached && textOf(fields, 'cache') !== 'false',
      remote: textOf(fields, 'remote') ?? remote,
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

function countOf(fields: Fields, key: string): number | undefined {
  const text = textOf(fields, key);
  const value = text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
