import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { EMPTY_SCHEMA, type LabelSchema, type SkeletonTemplate } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { readTextOr } from '../lib/readTextOr';
import { lastPart } from '../lib/safePath';
import type { Report } from '../report';
import type { YoloDataSet } from './dataSet';
import type { YoloImage } from './imageFiles';
import { NO_KEYPOINTS, templatesOf, type YoloKeypoints } from './keypoints';
import { parseRows, type YoloRow } from './rows';
import { isProblem, type RowContext, type YoloTask } from './task';

/** Reads label files of one data set. */
export class LabelReader {
  readonly schema: LabelSchema;
  readonly #task: YoloTask;
  readonly #source: Source;
  readonly #report: Report;
  readonly #labels: ReadonlyMap<number, string>;
  readonly #keypoints: YoloKeypoints;

  constructor(task: YoloTask, source: Source, set: YoloDataSet, report: Report) {
    this.#task = task;
    this.#source = source;
    this.#report = report;
    this.#labels = uniqueNames(set, report);
    const { keypoints } = set.yaml;
    const templates = keypoints ? templatesOf(keypoints) : new Map<undefined, SkeletonTemplate>();
    this.#keypoints = keypoints ? { ...keypoints, namesOf: (id) => jointNames(templates, id) } : NO_KEYPOINTS;
    this.schema = schemaOf(this.#labels, task.name === 'pose' ? templates : new Map());
  }

  image({ path, source, sizeAt, split, labels }: YoloImage): LabeledImage {
    const size = this.#source.imageSize(sizeAt) ?? { widthPx: 0, heightPx: 0 };
    const annotations = labels === undefined ? [] : this.#annotations(path, labels, size);
    this.#report.read(path, annotations.length);
    const doc: AnnotationDoc = { image: { file: lastPart(path), ...size }, tags: [], annotations, kept: [] };
    const labelled = labels !== undefined;
    const place = { ...(source !== undefined && { source }), ...(split !== undefined && { split }) };
    return { path, ...place, labelled, doc };
  }

  #annotations(
    imagePath: string,
    path: string,
    size: { readonly widthPx: number; readonly heightPx: number },
  ): readonly Annotation[] {
    const text = readTextOr(this.#source.fs, path, this.#report) ?? '';
    const rows = parseRows(text, (problem) => this.#report.problem({ ...problem, path }));
    if (rows.length > 0 && (size.widthPx <= 0 || size.heightPx <= 0))
      return this.#unknownSize(path, rows.length);
    const ids = importedIds(imagePath);
    const polygons = this.#keypoints.count === 0 && rows.some(({ values }) => values.length > 5);
    const seen = new Set<string>();
    return rows.flatMap((row, i) => {
      const context = { ...size, polygons, keypoints: this.#keypoints, classId: row.classId };
      return this.#annotation(row, context, path, seen, ids(i));
    });
  }

  #annotation(
    row: YoloRow,
    context: RowContext,
    path: string,
    seen: Set<string>,
    id: string,
  ): readonly Annotation[] {
    const { line, classId, values } = row;
    const found = this.#task.shapeOf(values, context);
    const tell = (problem: object & Omit<Parameters<Report['problem']>[0], 'path' | 'line'>): void =>
      this.#report.problem({ ...problem, path, line });
    if (isProblem(found)) {
      tell(found);
      return [];
    }
    this.#tellRow(row, seen, tell);
    const { shape, score, extra, problem } = found;
    if (problem) tell(problem);
    const label = this.#labels.get(classId) ?? `class_${classId}`;
    return [
      { id, label, shape, ...(score !== undefined && { score }), ...(extra && { extra: { yolo: extra } }) },
    ];
  }

  /** What Ultralytics would leave out, or leave the whole image out for. */
  #tellRow(
    { classId, values }: YoloRow,
    seen: Set<string>,
    tell: (problem: { severity: 'error' | 'warning'; code: string; message: string }) => void,
  ): void {
    if (!this.#labels.has(classId)) tell(unknownClass(classId));
    if (values.slice(0, 4).some(isOutside) || (this.#keypoints.count === 0 && values.some(isOutside)))
      tell(outside());
    const key = `${classId} ${values.join(' ')}`;
    if (seen.has(key)) tell(duplicate());
    seen.add(key);
  }

  #unknownSize(path: string, count: number): readonly Annotation[] {
    const message = `The size of the image is not known: its ${count} rows cannot be placed. Is the image there?`;
    this.#report.problem({ path, severity: 'error', code: 'unknown-size', message });
    return [];
  }
}

/** Ultralytics bears this much. */
function isOutside(value: number): boolean {
  return value < -0.01 || value > 1.01;
}

function unknownClass(id: number) {
  const message = `Class ${id} is not among the names: it is called class_${id}. Ultralytics leaves out the whole image.`;
  return { severity: 'error', code: 'yolo-class-unknown', message } as const;
}

function outside() {
  const message = 'A number lies outside of 0 to 1: Ultralytics leaves out the whole image. Are they pixels?';
  return { severity: 'error', code: 'yolo-outside', message } as const;
}

function duplicate() {
  const message = 'The same row stands above: Ultralytics removes one of them.';
  return { severity: 'warning', code: 'yolo-duplicate-row', message } as const;
}

/** Class names by id; a name that stands twice is told apart by its number. */
function uniqueNames({ yaml, yamlPath }: YoloDataSet, report: Report): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  const names = new Map<number, string>();
  for (const [id, name] of yaml.names) {
    const own = taken.has(name) || name.trim() === '' ? `${name} (${id})` : name;
    if (own !== name) {
      const message = `The class name “${name}” is empty or stands twice: class ${id} is called “${own}”.`;
      const path = yamlPath === undefined ? {} : { path: yamlPath };
      report.problem({ ...path, severity: 'warning', code: 'yolo-same-name', message });
    }
    taken.add(own);
    names.set(id, own);
  }
  return names;
}

type Templates = ReadonlyMap<number | undefined, SkeletonTemplate>;

function jointNames(templates: Templates, classId: number): readonly string[] {
  return (templates.get(classId) ?? templates.get(undefined))?.joints.map(({ name }) => name) ?? [];
}

function schemaOf(names: ReadonlyMap<number, string>, templates: Templates): LabelSchema {
  const classes = [...names].map(([id, name]) => {
    const skeleton = (templates.get(id) ?? templates.get(undefined))?.name;
    return { name, id, attributes: [], ...(skeleton !== undefined && { skeleton }) };
  });
  return { ...EMPTY_SCHEMA, classes, skeletons: [...new Set(templates.values())] };
}
