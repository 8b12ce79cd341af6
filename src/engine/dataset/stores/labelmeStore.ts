import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { isImageName } from '../../../core/dataset/imageNames';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { labelme } from '../../../core/formats/inPlace/labelme';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../core/schema/labelSchema';
import type { Files } from '../files';
import type { FolderStore, StoreSearch } from './labelStore';

const SAMPLES = 60;
/** In front of `shapes` stand a version and flags, and in old files nothing else that is long. */
const HEAD_BYTES = 65_536;

/** LabelMe's and X-AnyLabeling's files: beside the images, by their names. */
export async function labelmeStore({
  files,
  folder,
  above,
  said,
}: StoreSearch): Promise<FolderStore | undefined> {
  const isSaid = said?.choice.store === 'labelme';
  const heads = (
    await Promise.all((await candidates(folder, files)).map((path) => head(path, files)))
  ).filter(isLabelMe);
  if (heads.length === 0 && !isSaid) return undefined;
  const schema = schemaOf(heads);
  const why = isSaid ? 'relabel.yaml says labels: labelme' : `${folder} holds LabelMe files`;
  return {
    id: 'labelme',
    schema,
    storeOf: async (imagePath) => {
      const path = join(dirname(imagePath), `${basename(imagePath, extname(imagePath))}.json`);
      const text = await head(path, files);
      // A JSON file of that name that is something else is nobody's labels, and not to be touched.
      if (text !== '' && !isLabelMe(text)) return undefined;
      const name = relative(above.at(-1) ?? folder, imagePath)
        .split(sep)
        .join('/');
      return { file: labelme, path, imagePath, exists: text !== '', context: { name, schema }, why };
    },
  };
}

/** JSON files that have the name of an image; any, where no image was pulled. */
async function candidates(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder);
  const stems = new Set(names.filter(isImageName).map((name) => basename(name, extname(name))));
  return names
    .filter((name) => name.endsWith('.json') && (stems.size === 0 || stems.has(basename(name, '.json'))))
    .sort(compareCodePoints)
    .slice(0, SAMPLES)
    .map((name) => join(folder, name));
}

function isLabelMe(text: string): boolean {
  return /^\s*\{/.test(text.replace(/^\uFEFF/, '')) && /"shapes"\s*:\s*\[/.test(text);
}

async function head(path: string, files: Files): Promise<string> {
  const bytes = await files.head(path, HEAD_BYTES);
  return bytes?.length === 0 ? ' ' : (bytes?.toString('utf8') ?? '');
}

/** The classes that the files name, as suggestions. */
function schemaOf(heads: readonly string[]): LabelSchema {
  const names = new Set<string>();
  for (const text of heads)
    for (const [, name = ''] of text.matchAll(/"label"\s*:\s*"([^"\\]{1,200})"/g)) names.add(name);
  const classes = [...names].sort(compareCodePoints).map((name) => ({ name, attributes: [] }));
  return { ...EMPTY_SCHEMA, classes };
}
