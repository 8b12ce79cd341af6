import { join, relative, sep } from 'node:path';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { labelStudio } from '../../../core/formats/inPlace/labelStudio';
import { openTasks, taskPlace } from '../../../core/formats/inPlace/openTasks';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../core/schema/labelSchema';
import type { Files } from '../files';
import type { FolderStore, StoreSearch } from './labelStore';

const FOLDER = '.labelstudio';
const MOST_FILES = 20_000;

interface TaskFile {
  readonly path: string;
  readonly stamp: string;
  readonly byPath: ReadonlyMap<string, number>;
  /** By place: whether the task has regions. */
  readonly isLabelled: readonly boolean[];
  readonly labels: readonly string[];
}

/** Label Studio tasks in `.labelstudio` of a folder above, as DagsHub keeps them, or in the file that `relabel.yaml` names. */
export async function labelStudioStore({
  files: at,
  folder,
  above,
  said,
}: StoreSearch): Promise<FolderStore | undefined> {
  const choice = said?.choice.store === 'label-studio' ? said : undefined;
  const named = choice?.choice.path;
  const paths = choice && named !== undefined ? [join(choice.root, named)] : await taskFiles(above, at);
  const files: TaskFile[] = [];
  for (const path of paths) {
    const file = await load(path, at);
    if (file) files.push(file);
  }
  if (files.length === 0) return undefined;
  const root = above.at(-1) ?? folder;
  const schema = schemaOf(files);
  return {
    id: 'label-studio',
    schema,
    async storeOf(imagePath) {
      const name = relative(root, imagePath).split(sep).join('/');
      for (const known of files) {
        const file = (await load(known.path, at)) ?? known;
        const place = taskPlace(file.byPath, name);
        if (place === undefined) continue;
        return {
          ...{ file: labelStudio, path: file.path, imagePath, exists: file.isLabelled[place] === true },
          ...{ context: { name, schema }, why: `${file.path} has a task for the image` },
        };
      }
      return undefined;
    },
  };
}

async function taskFiles(above: readonly string[], files: Files): Promise<readonly string[]> {
  for (const at of above) {
    const names = await files.list(join(at, FOLDER));
    const json = names
      .filter((name) => name.endsWith('.json'))
      .sort(compareCodePoints)
      .slice(0, MOST_FILES);
    if (json.length > 0) return json.map((name) => join(at, FOLDER, name));
  }
  return [];
}

/** By the path, of each of the states of the files that are looked at. */
const seen = new WeakMap<Files, Map<string, TaskFile>>();

async function load(path: string, files: Files): Promise<TaskFile | undefined> {
  const stamp = await files.stampOf(path);
  if (stamp === undefined) return undefined;
  const known = seen.get(files) ?? new Map<string, TaskFile>();
  seen.set(files, known);
  const before = known.get(path);
  if (before?.stamp === stamp) return before;
  const open = openTasks(await files.readText(path).catch(() => ''));
  if ('code' in open) return undefined;
  const isLabelled = open.tasks.map(({ value }) => /"result":\[\{/.test(JSON.stringify(value)));
  const labels = [...open.text.matchAll(/labels"\s*:\s*\[\s*"([^"\\]{1,200})"/g)].map(
    ([, label = '']) => label,
  );
  const file = { path, stamp, byPath: open.byPath, isLabelled, labels: [...new Set(labels)] };
  known.set(path, file);
  return file;
}

/** The classes that the files name, as suggestions. */
function schemaOf(files: readonly TaskFile[]): LabelSchema {
  const names = new Set(files.flatMap(({ labels }) => labels));
  const classes = [...names].sort(compareCodePoints).map((name) => ({ name, attributes: [] }));
  return { ...EMPTY_SCHEMA, classes };
}
