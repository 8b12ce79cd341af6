import { basename, dirname, join, relative, sep } from 'node:path';
import type { Problem } from '../../core/problem';
import type { SidecarPlace } from '../../core/schema/labelSchema';
import { isTempFile } from '../fs';
import { ExpiringCache } from './expiringCache';
import { DISK, type Files } from './files';
import { ancestors } from './findUp';
import type { AskGit } from './gitIgnored';
import type { LabelStore } from './stores/labelStore';

/*
 * Where sidecars live; no other file knows. For the image data/images/a/cat.jpg:
 *   beside    data/images/a/cat.jpg.labels.json
 *   mirrored  data/labels/images/a/cat.jpg.labels.json  when git or DVC would not let git version it beside: a
 *             tree `labels/<folder>/...` next to <folder>, the deepest one for which that place is versioned;
 *             `labels/_<folder>/...` when git ignores the folder's name wherever it stands (`images/`)
 *   folder    <relabel.yaml's folder>/<folder>/data/images/a/cat.jpg.labels.json, when relabel.yaml says so
 * A sidecar that exists at any of these places is used where it is.
 */
const SUFFIX = '.labels.json';
const MIRROR = 'labels';
const ESCAPE = '_';
/** How long an answer about a folder holds; `.gitignore` and `.dvc` files change rarely, `forget` is exact. */
const FOLDER_LIFE_MS = 30_000;
/** Git may be able to say in a moment what it could not. */
const DOUBT_LIFE_MS = 3_000;
/** Stands for any image of a folder when git is asked about it. */
const PROBE = `probe.jpg${SUFFIX}`;

export interface SidecarRules {
  /** Those on disk when absent. */
  readonly files?: Files;
  readonly askGit: AskGit;
  /** What the data set file that governs `folder` says, and that file's own folder. */
  placeOf(folder: string): Promise<{ readonly place: SidecarPlace; readonly root: string } | undefined>;
}

export interface SidecarLocation {
  /** Where the sidecar is, or is to be written. */
  readonly path: string;
  readonly exists: boolean;
  /** Set when the image has a second sidecar elsewhere, which is not used, or when the place is in doubt. */
  readonly problem?: Problem;
  /** Set when the labels are in a file of another format, at `path`, that is edited in place. */
  readonly store?: LabelStore;
  /** Set when there may be a sidecar at a place that `relabel.yaml` does not tell: then none must be written. */
  readonly blocked?: Problem;
}

export interface Sidecars {
  sidecarOf(imagePath: string): Promise<string>;
  locate(imagePath: string): Promise<SidecarLocation>;
  /** The image a sidecar belongs to; a path without a file when the image is gone. */
  imageOf(sidecarPath: string): Promise<string>;
  /** Drops what was learnt about folders: `.gitignore`, `.dvc` files or `relabel.yaml` changed. */
  forget(): void;
}

/** True for the sidecar beside an image: while it is there, it and no other is the image's. */
export function isBeside(sidecarPath: string, imagePath: string): boolean {
  return sidecarPath === beside(imagePath);
}

/** True when the file's name is that of a sidecar (`cat.jpg.labels.json`). */
export function isSidecar(path: string): boolean {
  const name = basename(path);
  return name.endsWith(SUFFIX) && /[^.]\.[^.]+$/.test(name.slice(0, -SUFFIX.length)) && !isTempFile(name);
}

/** What holds for all images of one folder. Functions map an image of that folder to a sidecar path. */
interface FolderPlaces {
  readonly preferred: Place;
  /** Other places where sidecars of earlier rules may lie; only those whose folder exists. */
  readonly others: readonly Place[];
  readonly blocked?: Problem;
  /** Why the preferred place may not be the right one. */
  readonly doubt?: Problem;
}

export function sidecars(rules: SidecarRules): Sidecars {
  const places = new ExpiringCache<FolderPlaces>(({ doubt }) => (doubt ? DOUBT_LIFE_MS : FOLDER_LIFE_MS));
  const placesOf = (folder: string) => places.get(folder, () => findPlaces(folder, rules));
  const locate = async (imagePath: string) =>
    locateIn(await placesOf(dirname(imagePath)), imagePath, rules.files);
  return {
    locate,
    sidecarOf: async (imagePath) => (await locate(imagePath)).path,
    imageOf: (sidecarPath) => findImage(sidecarPath, rules, placesOf),
    forget: () => {
      places.clear();
    },
  };
}

const beside = (imagePath: string): string => imagePath + SUFFIX;

type Place = (imagePath: string) => string;

/** The two mirrored trees of a folder, the plainer first. Keeping its name keeps sibling folders apart. */
function mirrorsOf(folder: string): readonly Place[] {
  return ['', ESCAPE].map((prefix) => {
    const tree = join(dirname(folder), MIRROR, prefix + basename(folder));
    return (imagePath) => join(tree, relative(folder, imagePath)) + SUFFIX;
  });
}

function inFolder(root: string, folder: string): Place {
  return (imagePath) => join(root, folder, relative(root, imagePath)) + SUFFIX;
}

async function locateIn(
  places: FolderPlaces,
  imagePath: string,
  files: Files = DISK,
): Promise<SidecarLocation> {
  const preferred = places.preferred(imagePath);
  const candidates = [
    ...new Set([beside(imagePath), preferred, ...places.others.map((at) => at(imagePath))]),
  ];
  const there = await Promise.all(candidates.map((path) => files.exists(path)));
  const [path, second] = candidates.filter((_, i) => there[i]);
  if (path === undefined) return { path: preferred, exists: false, ...reservations(places) };
  return second === undefined
    ? { path, exists: true }
    : { path, exists: true, problem: twoSidecars(path, second) };
}

function reservations({ blocked, doubt }: FolderPlaces): Pick<SidecarLocation, 'blocked' | 'problem'> {
  return { ...(blocked && { blocked }), ...(doubt && { problem: doubt }) };
}

function twoSidecars(used: string, unused: string): Problem {
  return {
    severity: 'warning',
    code: 'two-sidecars',
    message: `This image has two sidecars. ${used} is used, ${unused} is not: merge or delete one of them.`,
  };
}

async function findPlaces(folder: string, rules: SidecarRules): Promise<FolderPlaces> {
  const { files = DISK } = rules;
  const said = await rules.placeOf(folder);
  const top = await versionedRoot(folder, said?.root, files);
  const below = top === undefined ? [] : ancestors(folder).filter((at) => isBelow(at, top.folder));
  const mirrors = below.flatMap(mirrorsOf);
  const others = await asyncFilter(mirrors, (at) => files.isFolder(dirname(at(join(folder, PROBE)))));
  if (said?.place.place === 'folder') return { preferred: inFolder(said.root, said.place.folder), others };
  if (said?.place.place === 'unknown') return { preferred: beside, others, blocked: said.place.problem };
  if (said?.place.place === 'beside' || !top) return { preferred: beside, others };
  return { ...(await firstVersioned(folder, below, top, rules.askGit, files)), others };
}

interface VersionedRoot {
  readonly folder: string;
  readonly git: string | undefined;
}

/** The outermost of git's, DVC's and the data set's root; mirrored trees stay below it. */
async function versionedRoot(
  folder: string,
  dataSet: string | undefined,
  files: Files,
): Promise<VersionedRoot | undefined> {
  const all = ancestors(folder);
  const first = async (name: string): Promise<string | undefined> =>
    (await asyncFilter(all, (at) => files.exists(join(at, name))))[0];
  const [git, dvc] = await Promise.all([first('.git'), first('.dvc')]);
  const roots = [git, dvc, dataSet].filter((root) => root !== undefined);
  const outermost = roots.sort((a, b) => a.length - b.length)[0];
  return outermost === undefined ? undefined : { folder: outermost, git };
}

/** Beside the images if git versions files there, else the deepest mirrored tree that it does, else beside. */
async function firstVersioned(
  folder: string,
  below: readonly string[],
  top: VersionedRoot,
  ask: AskGit,
  files: Files,
): Promise<Pick<FolderPlaces, 'preferred' | 'doubt'>> {
  const probe = join(folder, PROBE.slice(0, -SUFFIX.length));
  const candidates = [beside, ...below.flatMap(mirrorsOf)];
  const closed = await asyncFilter([...below, ...below.map((at) => join(dirname(at), MIRROR))], (at) =>
    isClosed(at, files),
  );
  const open = candidates.filter((at) => !closed.some((shut) => isBelow(at(probe), shut)));
  const { git } = top;
  if (git === undefined) return { preferred: open[0] ?? beside };
  const asked = open.map((at) => at(probe)).filter((path) => isBelow(path, git));
  const { ignored, unsure } = await ask(git, asked);
  const preferred = open.find((at) => !ignored.has(at(probe))) ?? beside;
  return { preferred, ...(unsure !== undefined && { doubt: gitUnsure(git, unsure) }) };
}

function gitUnsure(repository: string, reason: string): Problem {
  return {
    severity: 'warning',
    code: 'git-unsure',
    message: `Git could not say what it ignores in ${repository}, so new labels may be written where it does: ${reason}`,
  };
}

/** A folder in which git cannot version files: DVC's output, or a link to somewhere else. */
async function isClosed(folder: string, files: Files): Promise<boolean> {
  return (await files.isLink(folder)) || (await files.isFile(`${folder}.dvc`));
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Every image the sidecar could belong to, tried against the disk and the way forward. */
async function findImage(
  sidecarPath: string,
  rules: SidecarRules,
  placesOf: (folder: string) => Promise<FolderPlaces>,
): Promise<string> {
  const { files = DISK } = rules;
  const stem = sidecarPath.slice(0, -SUFFIX.length);
  const elsewhere = [...fromFolder(stem, await rules.placeOf(dirname(stem))), ...fromMirrors(stem)];
  if (elsewhere.length === 0) return stem;
  const present = await asyncFilter([stem, ...elsewhere], (path) => files.isFile(path));
  const used = await asyncFilter(present, async (image) => {
    return (await locateIn(await placesOf(dirname(image)), image, files)).path === sidecarPath;
  });
  const expected = await asyncFilter(elsewhere, async (image) => {
    return (await placesOf(dirname(image))).preferred(image) === sidecarPath;
  });
  return used[0] ?? present[0] ?? expected[0] ?? stem;
}

function fromFolder(stem: string, said: Awaited<ReturnType<SidecarRules['placeOf']>>): string[] {
  if (said?.place.place !== 'folder') return [];
  const tree = join(said.root, said.place.folder);
  return isBelow(stem, tree) ? [join(said.root, relative(tree, stem))] : [];
}

/** `data/labels/images/cat.jpg` stands for `data/images/cat.jpg`, for each `labels` in the path, deepest first. */
function fromMirrors(stem: string): string[] {
  const parts = stem.split(sep);
  return parts
    .flatMap((part, i) => (part === MIRROR && i > 0 && i < parts.length - 2 ? [i] : []))
    .flatMap((i) => {
      const tree = parts[i + 1] ?? '';
      const names = tree.startsWith(ESCAPE) ? [tree, tree.slice(ESCAPE.length)] : [tree];
      return names.map((name) => parts.toSpliced(i, 2, name).join(sep));
    })
    .reverse();
}

async function asyncFilter<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T[]> {
  const passed = await Promise.all(items.map(test));
  return items.filter((_, i) => passed[i]);
}
