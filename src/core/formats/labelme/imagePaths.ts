import { folderOf, isImageName, joined, lastPart, withoutExtension } from '../lib/safePath';

/**
 * Where the image of a label file is, relative to the root: `imagePath` is relative to the file and may have
 * back-slashes. What is absolute or leads out of the root counts by its name, beside the file.
 */
export function imagePathOf(file: string, imagePath: string): string {
  const raw = imagePath.replaceAll('\\', '/');
  const parts = folderOf(file) === '' ? [] : folderOf(file).split('/');
  const beside = joined(folderOf(file), nameOf(file, raw));
  if (/^([a-z]:|\/)|[\u0000-\u001f]/i.test(raw)) return beside;
  for (const part of raw.split('/')) {
    if (part === '..' && parts.pop() === undefined) return beside;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  const name = lastPart(raw);
  return name === '' || name === '.' || name === '..' ? beside : parts.join('/');
}

function nameOf(file: string, raw: string): string {
  const name = lastPart(raw).replace(/[\u0000-\u001f]/g, '');
  return name === '' || name === '.' || name === '..' ? `${withoutExtension(lastPart(file))}.jpg` : name;
}

/** The path to tell from `file` to an image: names alone where both are in one folder. */
export function relativeImagePath(file: string, image: string): string {
  const [from, to] = [folderOf(file).split('/'), image.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from[0] === '' ? 0 : from.length - same;
  return [...Array.from({ length: up }, () => '..'), ...to.slice(from[0] === '' ? 0 : same)].join('/');
}

/** LabelMe looks for the labels of `a.jpg` in `a.json`. */
export function labelFileOf(image: string): string {
  return `${isImageName(image) ? withoutExtension(image) : image}.json`;
}
