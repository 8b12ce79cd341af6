import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { voc } from '../../../core/formats/inPlace/voc';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../core/schema/labelSchema';
import type { Files } from '../files';
import type { FolderStore, StoreSearch } from './labelStore';

/** Files whose class names are offered; a data set has no list of them. */
const SAMPLES = 200;
const MAX_SAMPLE_BYTES = 1_000_000;

/**
 * Pascal VOC's XML files: in `Annotations` beside the folder of the images (or beside one above it, with the same
 * folders below), or beside the images, as LabelImg writes them.
 */
export async function vocStore({
  files,
  folder,
  above,
  said,
}: StoreSearch): Promise<FolderStore | undefined> {
  const isSaid = said?.choice.store === 'voc';
  for (const at of placesOf(folder, above)) {
    const names = await xmlFiles(at, files);
    const texts = await heads(at, names, files);
    const isVoc = texts.some((text) => /<annotation[\s>]/.test(text));
    if (!isVoc) continue;
    return storeIn(files, at, schemaOf(texts), above.at(-1) ?? folder, `${at} holds Pascal VOC files`);
  }
  const why = 'relabel.yaml says labels: voc';
  return isSaid ? storeIn(files, folder, EMPTY_SCHEMA, above.at(-1) ?? folder, why) : undefined;
}

function storeIn(files: Files, at: string, schema: LabelSchema, root: string, why: string): FolderStore {
  return {
    id: 'voc',
    schema,
    storeOf: async (imagePath) => {
      const path = join(at, `${basename(imagePath, extname(imagePath))}.xml`);
      const name = relative(root, imagePath).split(sep).join('/');
      return { file: voc, path, imagePath, exists: await files.exists(path), context: { name, schema }, why };
    },
  };
}

function placesOf(folder: string, above: readonly string[]): readonly string[] {
  const beside = above.slice(0, -1).map((at) => join(dirname(at), 'Annotations', relative(at, folder)));
  return [...beside, folder];
}

async function xmlFiles(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder);
  return names.filter((name) => /\.xml$/i.test(name)).sort(compareCodePoints);
}

async function heads(folder: string, names: readonly string[], files: Files): Promise<readonly string[]> {
  const read = (name: string): Promise<string> =>
    files.readText(join(folder, name), MAX_SAMPLE_BYTES).catch(() => '');
  return Promise.all(names.slice(0, SAMPLES).map(read));
}

/** The classes that the files name, as suggestions. */
function schemaOf(texts: readonly string[]): LabelSchema {
  const names = new Set<string>();
  for (const text of texts)
    for (const [, name = ''] of text.matchAll(/<object>\s*<name>([^<&]{1,200})<\/name>/g))
      names.add(name.trim());
  const sorted = [...names].filter((name) => name !== '').sort(compareCodePoints);
  return { ...EMPTY_SCHEMA, classes: sorted.map((name) => ({ name, attributes: [] })) };
}
