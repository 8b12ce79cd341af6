import type { Detection, Format, Source } from '../format';
import type { LabelSet } from '../labelSet';
import type { Report } from '../report';
import { configBeside } from './configFile';
import { Controls } from './controls';
import { CONFIG_OPTION, ROOT_OPTION, taskFiles } from './labelstudio';
import { FAMILY } from './names';
import { printCompact } from './printCompact';
import { readTaskSources } from './readSet';
import { answerColumns, RECORD_KEYS, RecordTasks, type PlacedRecord } from './records';
import { openTasks } from './taskFile';
import { configText } from './writeConfig';
import { flatRecord } from './writeRecord';
import { configOf } from './writeSet';
import { FLAT_HOLDS } from './flatHolds';

/*
 * Label Studio's JSON-MIN: a list of flat records (see records.ts). Values are in percent, as in its tasks. The labelling
 * config is written beside it, because the records alone do not tell which of their keys are answers.
 */
export const labelstudioMin: Format = {
  id: 'labelstudio-min',
  title: 'Label Studio JSON-MIN',
  family: FAMILY,
  target: { kind: 'folder' },
  holds: { ...FLAT_HOLDS, classIds: true },
  readOptions: [
    CONFIG_OPTION,
    { name: 'column', about: 'the key of the class (or several, with commas), where no config tells' },
  ],
  writeOptions: [ROOT_OPTION],
  detect,
  read,
  write,
};

function detect(source: Source): Detection | undefined {
  const [path] = taskFiles(source, 'min');
  return path === undefined
    ? undefined
    : { confidence: 0.92, reason: `${path} has records with "annotation_id" and "annotator"` };
}

const USUAL_NAME = 'tasks-min.json';

function read(source: Source, report: Report): LabelSet {
  const found = source.file === undefined ? taskFiles(source, 'min') : [source.file];
  const paths = found.length === 0 && source.fs.has(USUAL_NAME) ? [USUAL_NAME] : found;
  const config = configBeside(source, paths[0] ?? '', report);
  const told = source.options['column'];
  const tasks = paths.flatMap((path) => {
    const file = openTasks(source.fs, path, report);
    if (!file) return [];
    const records = file.ranges.flatMap((range): PlacedRecord[] => {
      const record = file.task(range, report);
      return record ? [{ record, line: file.at(range.start).line }] : [];
    });
    const names = config ? new Set(config.controls.map(({ name }) => name)) : namesOf(records, told);
    return [new RecordTasks(path, records, names, config)];
  });
  return readTaskSources(source, tasks, config, report);
}

/** Answers stand between a record's `id` and its `annotator`; where these are not there, by what they look like. */
function namesOf(records: readonly PlacedRecord[], told: string | undefined): ReadonlySet<string> {
  const names = new Set(answerColumns(records, told).columns);
  for (const { record } of records) {
    const keys = Object.keys(record);
    const [from, to] = [keys.indexOf('id'), keys.indexOf('annotator')];
    if (from < 0 || to < 0 || told !== undefined) continue;
    for (const key of keys.slice(from + 1, to)) if (!RECORD_KEYS.has(key)) names.add(key);
  }
  return names;
}

function write(set: LabelSet, target: Parameters<NonNullable<Format['write']>>[1]): void {
  const controls = new Controls(set.schema, configOf(set), target.options['image-root']);
  const sink = target.fs.open(USUAL_NAME);
  let done = 0;
  for (const image of set.images) {
    const flat = flatRecord(image, controls, done + 1);
    const record = {
      ...flat.data,
      id: flat.id,
      ...Object.fromEntries(flat.answers),
      annotator: flat.annotator,
      annotation_id: flat.annotationId,
      created_at: flat.createdAt,
      updated_at: flat.updatedAt,
      lead_time: flat.leadTime,
    };
    sink.write(`${done === 0 ? '[\n' : ',\n'}${printCompact(record)}`);
    target.image(image.path, image.path);
    target.report.wrote(image.path, image.doc.annotations.length);
    done++;
    if (done % 100 === 0) target.report.progress(done, set.imageCount, 'images');
  }
  sink.write(done === 0 ? '[]\n' : '\n]\n');
  sink.close();
  controls.declareAll();
  target.fs.writeText('label_config.xml', configText(controls));
}
