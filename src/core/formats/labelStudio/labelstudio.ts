import { FLAGS } from '../../annotation/annotation';
import type { Detection, Format, Source } from '../format';
import type { Holds } from '../holds';
import type { LabelSet } from '../labelSet';
import type { Report } from '../report';
import { FAMILY } from './names';
import { readTaskFiles } from './readSet';
import { sniffTasks } from './sniff';
import { writeTasks } from './writeSet';

/*
 * Label Studio's tasks (HumanSignal/label-studio: web/libs/editor/src/regions, label_studio/tasks/serializers.py;
 * HumanSignal/label-studio-sdk: label_interface). Values are percent of the width and height of the upright image as
 * browsers show it; times 1/100 of the size they are edge coordinates in pixels, as ours. What Label Studio has no word
 * for stands in a region's `meta.relabel`, which it keeps.
 */
export const HOLDS: Holds = {
  shapes: {
    box: 'box',
    rotatedBox: 'rotatedBox',
    polygon: 'polygon',
    polyline: 'polyline',
    spline: 'spline',
    point: 'point',
    skeleton: 'skeleton',
    ellipse: 'ellipse',
    cuboid: 'polygon',
    mask: 'mask',
  },
  holes: false,
  parts: false,
  flags: FLAGS,
  fields: [
    'score',
    'model',
    'proposed',
    'group',
    'order',
    'text',
    'links',
    'locked',
    'hidden',
    'page',
    'attributes',
  ],
  tags: 'several',
  state: true,
  ids: true,
  classIds: true,
  splits: false,
  negatives: true,
};

export const CONFIG_OPTION = {
  name: 'config',
  about: 'the labelling config (XML); label_config.xml beside the tasks when not told',
};

export const ROOT_OPTION = {
  name: 'image-root',
  about: "the folder of the images below the root of Label Studio's local files",
};

export const labelstudio: Format = {
  id: 'labelstudio',
  title: 'Label Studio',
  family: FAMILY,
  target: { kind: 'folder' },
  holds: HOLDS,
  readOptions: [CONFIG_OPTION],
  writeOptions: [ROOT_OPTION],
  detect,
  read,
  write: writeTasks,
};

function detect(source: Source): Detection | undefined {
  const [path] = taskFiles(source, 'tasks');
  return path === undefined
    ? undefined
    : { confidence: 0.93, reason: `${path} has tasks with "data" and annotations or predictions` };
}

function read(source: Source, report: Report): LabelSet {
  const found = source.file === undefined ? taskFiles(source, 'tasks') : [source.file];
  const files = found.length === 0 && source.fs.has(USUAL_NAME) ? [USUAL_NAME] : found;
  return readTaskFiles(source, files, report);
}

/** A list without tasks tells nothing by its content. */
const USUAL_NAME = 'tasks.json';

/** A folder may hold thousands of JSON files of another format. */
const MOST_FILES = 200;

/** Files of tasks at the root and in its folders; those of exports by task are many. */
export function taskFiles({ fs, file }: Source, form: 'tasks' | 'min'): readonly string[] {
  if (file !== undefined) return sniffTasks(fs, file) === form ? [file] : [];
  const isJson = (name: string): boolean => /\.json$/i.test(name);
  const root = fs.list('');
  const own = root.filter(({ name, kind }) => kind === 'file' && isJson(name)).map(({ name }) => name);
  const found = own.slice(0, MOST_FILES).filter((path) => sniffTasks(fs, path) === form);
  if (found.length > 0) return found;
  const inner = root
    .filter(({ kind, name }) => kind === 'folder' && !name.startsWith('.'))
    .slice(0, MOST_FILES);
  const below = inner.flatMap(({ name }) =>
    fs
      .list(name)
      .filter((entry) => entry.kind === 'file' && isJson(entry.name))
      .map((entry) => `${name}/${entry.name}`),
  );
  return below.slice(0, MOST_FILES).filter((path) => sniffTasks(fs, path) === form);
}
