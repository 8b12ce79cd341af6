import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelSchema, TagGroup } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { folderOf, joined, lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { imageObject, type LabelConfig } from './config';
import { configBeside } from './configFile';
import { isImageRef, pathOfRef } from './imageRef';
import { FAMILY, JOINTS_CONTROL } from './names';
import { readTask, resultContext, resultsOf, type ResultContext } from './readTask';
import { schemaOfConfig } from './schemaOfConfig';
import { valueKind, type Size } from './values';
import { openTasks, type TaskRange, type TaskSource } from './taskFile';

/** A task with an image, and the path that no other has. */
interface Entry {
  readonly file: TaskSource;
  readonly range: TaskRange;
  readonly path: string;
}

/** Reads files of tasks as one set. */
export function readTaskFiles(source: Source, paths: readonly string[], report: Report): LabelSet {
  const files = paths.flatMap((path) => openTasks(source.fs, path, report) ?? []);
  return readTaskSources(source, files, configBeside(source, paths[0] ?? '', report), report);
}

export function readTaskSources(
  source: Source,
  files: readonly TaskSource[],
  config: LabelConfig | undefined,
  report: Report,
): LabelSet {
  const survey = new Survey(config);
  for (const file of files)
    for (const range of file.ranges) {
      const task = file.task(range, report);
      if (task) survey.add(file, range, task, report);
    }
  const { entries } = survey;
  const results = resultContext(config, imageObject(config)?.name);
  let isFirst = true;
  function* images(): Generator<LabeledImage> {
    const tells = isFirst;
    isFirst = false;
    for (const [i, entry] of entries.entries()) {
      const image = imageOf(entry, results, source, report, tells);
      if (image) yield image;
      if (i % 100 === 99) report.progress(i + 1, entries.length, 'images');
    }
  }
  return {
    schema: withGroups(schemaOfConfig(config, survey.labels), survey.answers),
    imageCount: entries.length,
    images: { [Symbol.iterator]: images },
    ...(config && { foreign: { [FAMILY]: { config: config.text } } }),
  };
}

/** Goes over all tasks once: what they are about, and which labels they use. */
class Survey {
  readonly entries: Entry[] = [];
  readonly labels = new Set<string>();
  /** Answers to questions that no config has, by their control. */
  readonly answers = new Map<string, Set<string>>();
  readonly #taken = new Set<string>();
  readonly #config: LabelConfig | undefined;
  readonly #controls: ReadonlySet<string>;

  constructor(config: LabelConfig | undefined) {
    this.#config = config;
    this.#controls = new Set(config?.controls.map(({ name }) => name));
  }

  add(file: TaskSource, range: TaskRange, task: JsonObject, report: Report): void {
    const ref = imageRefOf(task, this.#config);
    if (ref === undefined) return this.#refuse(file, range, report);
    const wanted = pathOfRef(ref) ?? `task-${String(task['id'] ?? this.entries.length + 1)}.png`;
    const path = this.#free(wanted, ref, task);
    if (path !== wanted) {
      const message = `Another task is about ${wanted} already; this one is read as ${path}.`;
      report.problem({
        severity: 'warning',
        code: 'labelstudio-same-image',
        message,
        path: file.path,
        ...file.at(range.start),
      });
    }
    this.#taken.add(path);
    this.entries.push({ file, range, path });
    for (const list of [task['annotations'], task['completions'], task['predictions']])
      if (isArray(list)) for (const each of list) if (isObject(each)) this.#addLabels(resultsOf(each));
  }

  /** An upload keeps its digits where its name alone would not do. */
  #free(wanted: string, ref: string, { id }: JsonObject): string {
    const names = [
      wanted,
      joined(folderOf(wanted), lastPart(ref)),
      joined(`task-${String(id)}`, lastPart(wanted)),
    ];
    for (let i = 2; ; i++) {
      const name = names.shift() ?? joined(`${i}`, wanted);
      if (!this.#taken.has(name) && pathOfRef(name) === name) return name;
    }
  }

  #refuse(file: TaskSource, range: TaskRange, report: Report): void {
    const message = 'This task names no image in its data; it is left out.';
    report.problem({
      severity: 'warning',
      code: 'labelstudio-no-image',
      message,
      path: file.path,
      ...file.at(range.start),
    });
  }

  #addAnswers({ from_name: from, type }: JsonObject, value: JsonObject): void {
    const isRegion = valueKind(String(type), value) !== undefined;
    if (isRegion || typeof from !== 'string' || this.#controls.has(from) || !isArray(value['choices']))
      return;
    const known = this.answers.get(from) ?? new Set();
    this.answers.set(from, known);
    for (const choice of value['choices']) if (typeof choice === 'string' && choice !== '') known.add(choice);
  }

  #addLabels(results: readonly Json[]): void {
    for (const result of results) {
      if (!isObject(result) || !isObject(result['value']) || result['from_name'] === JOINTS_CONTROL) continue;
      if (result['type'] === 'choices') this.#addAnswers(result, result['value']);
      for (const [key, labels] of Object.entries(result['value']))
        if (key.endsWith('labels') && isArray(labels) && typeof labels[0] === 'string' && labels[0] !== '')
          this.labels.add(labels[0]);
    }
  }
}

/** Questions that the config lacks (or all, without one) with the answers that were given; each option stands once. */
function withGroups(schema: LabelSchema, answers: ReadonlyMap<string, ReadonlySet<string>>): LabelSchema {
  const taken = new Set(schema.tags.flatMap(({ options }) => options.map(({ name }) => name)));
  const groups = [...answers].flatMap(([name, given]): TagGroup[] => {
    const options = [...given].filter((option) => !taken.has(option));
    for (const option of options) taken.add(option);
    if (options.length === 0 || schema.tags.some((group) => group.name === name)) return [];
    return [
      { name, choice: 'multiple', required: false, options: options.map((option) => ({ name: option })) },
    ];
  });
  return groups.length === 0 ? schema : { ...schema, tags: [...schema.tags, ...groups] };
}

const USUAL_KEYS = ['image', 'img', 'image_url', 'imageUrl', 'url', 'photo', 'picture', 'captioning', 'ocr'];

/** The reference to the image among a task's data: by the config, by its usual names, else by its looks. */
export function imageRefOf({ data }: JsonObject, config: LabelConfig | undefined): string | undefined {
  if (!isObject(data)) return undefined;
  const object = imageObject(config);
  const first = (value: Json | undefined): string | undefined =>
    typeof value === 'string' ? value : isArray(value) && typeof value[0] === 'string' ? value[0] : undefined;
  const told = object && first(data[object.key]);
  if (told !== undefined && told !== '') return told;
  const usual = USUAL_KEYS.map((key) => first(Object.hasOwn(data, key) ? data[key] : undefined)).find(
    (value) => value !== undefined && value !== '',
  );
  return (
    usual ??
    Object.values(data)
      .map(first)
      .find((value) => value !== undefined && isImageRef(value))
  );
}

function imageOf(
  { file, range, path }: Entry,
  results: ResultContext,
  source: Source,
  report: Report,
  tells: boolean,
): LabeledImage | undefined {
  const task = file.task(range);
  if (!task) return undefined;
  const found = sourceOf(source, file.path, path);
  const tell = (code: string, message: string): void => {
    if (!tells) return;
    const id = /^Region (\S+)/.exec(message)?.[1];
    const place = file.placeOf(range, id === undefined ? undefined : JSON.stringify(id));
    report.problem({ severity: 'warning', code, message, path: file.path, ...place });
  };
  const imageSize = (): Size | undefined => source.imageSize(found ?? path);
  const { doc, labelled } = readTask(task, path, { ...results, imageSize, tell });
  report.read(path, doc.annotations.length);
  return { path, labelled, doc, ...(found !== undefined && { source: found }) };
}

/** Where the image's file is: as the tasks say, beside them, or in the folder that Label Studio's exports have. */
function sourceOf({ fs }: Source, tasks: string, path: string): string | undefined {
  const folder = folderOf(tasks);
  const places = [
    joined(folder, path),
    path,
    joined(folder, joined('images', lastPart(path))),
    joined(folder, lastPart(path)),
  ];
  return places.find((place) => fs.has(place));
}
