import { join } from 'node:path';
import { isImageName } from '../../../core/dataset/imageNames';
import { isSidecar } from '../../dataset/sidecars';
import { walk } from '../../dataset/walk';
import { askGit, type GitPlace } from '../gitProcess';
import { ignoreFileOf, type DataChoice } from './dataChoices';

/** Enough to see that a folder is one of images. */
const MAX_FILES = 20_000;
const MAX_FOLDERS = 20;

/** Folders of images that neither git nor DVC knows yet; those with sidecars in them are left to the user. */
export async function newDataFolders(place: GitPlace, signal?: AbortSignal): Promise<readonly DataChoice[]> {
  const text = await askGit(place, ['status', '--porcelain=v1', '-z', '--untracked-files=normal'], {
    signal,
  });
  const folders = text
    .split('\0')
    .filter((entry) => entry.startsWith('?? ') && entry.endsWith('/'))
    .map((entry) => entry.slice(3, -1));
  const choices: DataChoice[] = [];
  for (const path of folders.slice(0, MAX_FOLDERS)) {
    const { images, sidecars } = await countIn(join(place.folder, ...path.split('/')), signal);
    if (images === 0 || sidecars > 0) continue;
    const title = `${path}: ${images} new image${images === 1 ? '' : 's'}, not under DVC yet`;
    const writes = [`${path}.dvc`, ignoreFileOf(path)];
    choices.push({ path, title, writes, targets: [path], how: 'add', isSuggested: false });
  }
  return choices;
}

async function countIn(folder: string, signal?: AbortSignal): Promise<{ images: number; sidecars: number }> {
  let [images, sidecars, seen] = [0, 0, 0];
  for await (const { files } of walk(folder, signal)) {
    images += files.filter(isImageName).length;
    sidecars += files.filter(isSidecar).length;
    seen += files.length;
    if (seen > MAX_FILES) break;
  }
  return { images, sidecars };
}
