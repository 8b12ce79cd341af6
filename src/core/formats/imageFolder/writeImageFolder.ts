import { compareCodePoints } from '../../dataset/pathOrder';
import { isObject } from '../../json/json';
import type { TagGroup } from '../../schema/labelSchema';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { joined, withoutExtension } from '../lib/safePath';
import { FolderNames, folderOfSplit } from './folderNames';

/** An image that goes into the folder of its class. */
interface Filed {
  readonly path: string;
  readonly split: string | undefined;
  readonly className: string;
}

/**
 * Files every image under its class. Every class has a folder in every split, with a `.gitkeep` where it has no image:
 * loaders number the folders of each split on their own, and git does not keep empty ones.
 * @returns the folders of classes in the order in which loaders number them
 */
export function writeImageFolder(set: LabelSet, target: Target): readonly string[] {
  const group = groupOf(set.schema.tags, target);
  const filed = [...set.images].flatMap((image) => filedImage(image, group, target));
  const names = new FolderNames();
  for (const name of [
    ...(group?.options ?? []).map((option) => option.name),
    ...filed.map((each) => each.className),
  ])
    names.of(name);
  tellNames(group, names, target);
  place(filed, names, inPathOf(set), target);
  return names.sorted;
}

/** The group whose option is the class: as told, the first of which only one can hold, or the first. */
function groupOf(groups: readonly TagGroup[], { options, report }: Target): TagGroup | undefined {
  const wanted = options['tag-group'];
  const named = groups.find(({ name }) => name === wanted);
  if (wanted !== undefined && !named)
    report.problem({
      severity: 'warning',
      code: 'no-tag-group',
      message: `There is no group of tags “${wanted}”; there are ${groups.map(({ name }) => name).join(', ') || 'none'}.`,
    });
  return named ?? groups.find(({ choice }) => choice === 'single') ?? groups[0];
}

const NO_CLASS = {
  code: 'image-without-class',
  message: 'images are left out: they have no tag that names their class',
};
const MORE_TAGS = { code: 'tags-dropped', message: 'tags of images are dropped: an image is in one folder' };

function filedImage(
  { path, split, doc }: LabeledImage,
  group: TagGroup | undefined,
  target: Target,
): readonly Filed[] {
  const options = new Set(group?.options.map(({ name }) => name));
  const className = doc.tags.find((tag) => !group || options.has(tag)) ?? (group ? undefined : doc.tags[0]);
  target.report.wrote(path, 0);
  if (className === undefined) target.report.loss(path, NO_CLASS);
  const more = doc.tags.length - (className === undefined ? 0 : 1);
  if (more > 0) target.report.loss(path, MORE_TAGS, more);
  return className === undefined ? [] : [{ path, split, className }];
}

function tellNames(group: TagGroup | undefined, names: FolderNames, { report }: Target): void {
  const classes = group?.options.map(({ name }) => name) ?? [];
  const renamed = classes.filter((name) => names.of(name) !== name).length;
  const isSorted = classes.every((name, i) => i === 0 || compareCodePoints(classes[i - 1] ?? '', name) < 0);
  if (renamed > 0)
    report.loss('', { code: 'class-renamed', message: 'classes get a name that a folder can have' }, renamed);
  if (!isSorted)
    report.loss('', {
      code: 'classes-reordered',
      message: 'classes are numbered in the order of their names',
    });
}

function inPathOf(set: LabelSet): string | undefined {
  const foreign = set.foreign?.['imageFolder'];
  const inPath = isObject(foreign) ? foreign['inPath'] : undefined;
  return typeof inPath === 'string' ? inPath : undefined;
}

function place(
  filed: readonly Filed[],
  names: FolderNames,
  inPath: string | undefined,
  target: Target,
): void {
  const hasSplits = filed.some(({ split }) => split !== undefined);
  const taken = new Set<string>();
  const full = new Set<string>();
  const splits = new Set(filed.map(({ split }) => (hasSplits ? folderOfSplit(split) : '')));
  for (const each of filed) {
    const splitFolder = hasSplits ? folderOfSplit(each.split) : '';
    const folder = joined(splitFolder, names.of(each.className));
    full.add(folder);
    const wanted = joined(folder, below(each, splitFolder, names, inPath));
    const at = free(wanted, taken);
    if (at !== wanted)
      target.report.loss(each.path, {
        code: 'image-renamed',
        message: 'images are renamed: their place is taken',
      });
    target.image(each.path, at);
  }
  for (const split of splits.size > 0 ? splits : [''])
    for (const name of names.sorted)
      if (!full.has(joined(split, name))) target.fs.writeText(`${joined(split, name)}/.gitkeep`, '');
}

/** The path in the class's folder: what the reader put before it is taken off again. */
function below(
  { path, className }: Filed,
  splitFolder: string,
  names: FolderNames,
  inPath: string | undefined,
): string {
  const prefixes = {
    class: `${names.of(className)}/`,
    split: `${joined(splitFolder, names.of(className))}/`,
  };
  const prefix = inPath === 'class' || inPath === 'split' ? prefixes[inPath] : '';
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

function free(wanted: string, taken: Set<string>): string {
  const stem = withoutExtension(wanted);
  let at = wanted;
  for (let n = 2; taken.has(at); n++) at = `${stem}_${n}${wanted.slice(stem.length)}`;
  taken.add(at);
  return at;
}
