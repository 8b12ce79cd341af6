import { isObject, type JsonObject } from '../../json/json';
import type { Detection, Format, Source, Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { joined } from '../lib/safePath';
import type { Report } from '../report';
import { configBeside } from './configFile';
import { Controls } from './controls';
import { HOLDS } from './labelstudio';
import { FAMILY } from './names';
import { readTaskSources } from './readSet';
import { sniffTasks } from './sniff';
import { openTasks } from './taskFile';
import { configText } from './writeConfig';
import { configOf } from './writeSet';
import { taskText } from './writeTask';

/*
 * DagsHub's `.labelstudio` folder at the root of a repository: Label Studio's tasks, one or a list of them in a file;
 * images are named by paths of the repository. Units as in Label Studio's tasks.
 * Source: DagsHub/dagshub-annotation-converter: dagshub_annotation_converter/formats/label_studio/task.py.
 */
export const dagshub: Format = {
  id: 'dagshub',
  title: 'DagsHub .labelstudio',
  family: FAMILY,
  target: { kind: 'folder' },
  holds: HOLDS,
  detect,
  read,
  write,
};

const FOLDER = '.labelstudio';
const CONFIG = 'label_config.xml';

function taskFilesIn({ fs }: Source): readonly string[] {
  return fs
    .list(FOLDER)
    .filter(({ name, kind }) => kind === 'file' && /\.json$/i.test(name))
    .map(({ name }) => joined(FOLDER, name));
}

function detect(source: Source): Detection | undefined {
  if (source.file !== undefined) {
    const isInside = source.file.startsWith(`${FOLDER}/`) && sniffTasks(source.fs, source.file) === 'tasks';
    return isInside
      ? { confidence: 0.96, reason: `${source.file} lies in ${FOLDER} and has a task` }
      : undefined;
  }
  const path = taskFilesIn(source).find((each) => sniffTasks(source.fs, each) === 'tasks');
  return path === undefined
    ? undefined
    : { confidence: 0.96, reason: `${path} has a task as DagsHub keeps them` };
}

function read(source: Source, report: Report): LabelSet {
  const files = source.file === undefined ? taskFilesIn(source) : [source.file];
  const tasks = files.flatMap((path) => openTasks(source.fs, path, report) ?? []);
  return readTaskSources(
    source,
    tasks,
    configBeside(source, files[0] ?? joined(FOLDER, 'x'), report),
    report,
  );
}

/** A task in a file of its own, so that two people's work on two images never meets in one file. */
function write(set: LabelSet, target: Target): void {
  const controls = new Controls(set.schema, configOf(set));
  const taken = new Set<string>();
  let done = 0;
  for (const image of set.images) {
    done++;
    const text = taskText(withPath(image, controls), controls, done);
    target.fs.writeText(joined(FOLDER, fileName(image.path, taken)), `${text}\n`);
    target.image(image.path, image.path);
    target.report.wrote(image.path, image.doc.annotations.length);
    if (done % 100 === 0) target.report.progress(done, set.imageCount, 'images');
  }
  controls.declareAll();
  target.fs.writeText(joined(FOLDER, CONFIG), configText(controls));
}

/** The image as a path of the repository, unless the task came with a reference of its own. */
function withPath(image: LabeledImage, { dataKey }: Controls): LabeledImage {
  const { doc, path } = image;
  const aside = doc.extra?.[FAMILY];
  const read: JsonObject = isObject(aside) ? aside : {};
  if (isObject(read['data'])) return image;
  const extra = { ...doc.extra, [FAMILY]: { ...read, data: { [dataKey]: path } } };
  return { ...image, doc: { ...doc, extra } };
}

/** Named after the image, folders and all; case does not count on some disks. */
function fileName(path: string, taken: Set<string>): string {
  const stem = path.replaceAll('/', '__');
  for (let i = 1; ; i++) {
    const name = i === 1 ? `${stem}.json` : `${stem}-${i}.json`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
