import { askGit, streamGit, type GitPlace } from '../gitProcess';

/** A version of the data set: a tag with notes. */
export interface DataSetVersion {
  readonly name: string;
  /** Full hash of the commit. */
  readonly commit: string;
  readonly tagger: string;
  /** Milliseconds since 1970; of the tag, or of its commit. */
  readonly atMs: number;
  /** Empty for a tag without notes. */
  readonly notes: string;
}

/** What a version holds. */
export interface VersionCounts {
  /** Label files of single images. */
  readonly labels: number;
  /** Images in git, and those that DVC's files count. */
  readonly images: number;
  readonly isComplete: boolean;
}

const FIELDS = [
  'refname:strip=2',
  'objecttype',
  'objectname',
  '*objectname',
  'creatordate:unix',
  'taggername',
  'contents',
];

/** Tags that name commits, newest first. Rejects with `GitError`. */
export async function dataSetVersions(
  place: GitPlace,
  signal?: AbortSignal,
): Promise<readonly DataSetVersion[]> {
  const format = FIELDS.map((field) => `%(${field})`).join('%00');
  const args = ['for-each-ref', '--sort=-creatordate', `--format=${format}%00%01`, 'refs/tags'];
  const text = await askGit(place, args, { signal });
  return text.split('\0\u0001').flatMap((entry) => {
    const [name = '', type, object = '', target, at, tagger = '', contents = ''] = entry
      .replace(/^\n/, '')
      .split('\0');
    if (name === '' || (type !== 'tag' && type !== 'commit')) return [];
    const isAnnotated = type === 'tag';
    return [
      {
        name,
        commit: isAnnotated ? (target ?? '') : object,
        tagger,
        atMs: Number(at) * 1000,
        notes: isAnnotated ? contents.trim() : '',
      },
    ];
  });
}

/** Why a tag cannot have this name; undefined when it can. Rejects with `GitError`. */
export async function refusedTag(place: GitPlace, name: string): Promise<string | undefined> {
  if (name.startsWith('-')) return 'The name of a tag cannot begin with "-".';
  const isTaken = await askGit(place, ['check-ref-format', `refs/tags/${name}`]).then(
    () => true,
    () => false,
  );
  if (name.trim() === '' || !isTaken || name === 'HEAD')
    return `Git does not take "${name}" as a name: no spaces, no "..", none of ~ ^ : ? * [ \\, no "/" or ".lock" at the end.`;
  const exists = await askGit(place, ['rev-parse', '--verify', '-q', `refs/tags/${name}`]).catch(
    () => undefined,
  );
  return exists === undefined ? undefined : `There is a tag ${name} already.`;
}

const IMAGE = /\.(?:jpe?g|png|webp|gif|bmp|avif|tiff?|dcm|dicom|jp2|j2k|heic|heif|jxl)$/i;
/** More `.dvc` files than this are not opened for a count. */
const MAX_TRACKERS = 200;

/** Counts images and label files of a version, from its tree alone: nothing is checked out. */
export async function versionCounts(
  place: GitPlace,
  commit: string,
  signal?: AbortSignal,
): Promise<VersionCounts> {
  let [labels, images] = [0, 0];
  const trackers: string[] = [];
  let rest = '';
  for await (const chunk of streamGit(place, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit], {
    signal,
  })) {
    const names = (rest + chunk.toString('utf8')).split('\0');
    rest = names.pop() ?? '';
    for (const name of names) {
      if (name.endsWith('.labels.json')) labels++;
      else if (IMAGE.test(name)) images++;
      else if (name.endsWith('.dvc')) trackers.push(name);
    }
  }
  for (const path of trackers.slice(0, MAX_TRACKERS)) {
    const text = await askGit(place, ['cat-file', 'blob', `${commit}:${path}`], { signal });
    const count = /^ {2}nfiles: (\d+)$/m.exec(text)?.[1];
    images += count === undefined ? (IMAGE.test(path.slice(0, -'.dvc'.length)) ? 1 : 0) : Number(count);
  }
  return { labels, images, isComplete: trackers.length <= MAX_TRACKERS };
}
