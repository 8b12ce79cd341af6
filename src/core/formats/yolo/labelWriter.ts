import type { Annotation } from '../../annotation/annotation';
import type { SkeletonTemplate } from '../../schema/labelSchema';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { ClassIds } from './classIds';
import { NO_KEYPOINTS, planKeypoints, type KeypointPlan } from './keypoints';
import type { PrintContext, YoloTask } from './task';

const NO_SIZE = {
  code: 'unknown-size',
  message: 'annotations are dropped: the size of their image is not known, and rows are shares of it',
};
const SAME_ROW = {
  code: 'duplicate-row',
  message:
    'annotations are dropped: another one of their image has the same row, and Ultralytics removes such',
};

/** Writes the label files of one data set. */
export class LabelWriter {
  readonly #task: YoloTask;
  readonly #target: Target;
  readonly #ids: ClassIds;
  readonly #keypoints: KeypointPlan | undefined;

  constructor(task: YoloTask, set: LabelSet, target: Target) {
    this.#task = task;
    this.#target = target;
    this.#ids = new ClassIds(set.schema.classes, target.options['class-ids'], target.report);
    if (task.name === 'pose') this.#keypoints = planKeypoints(templatesOf(set), this.#ids.classes);
  }

  get facts() {
    return { classes: this.#ids.classes, ...(this.#keypoints && { keypoints: this.#keypoints }) };
  }

  image({ path, labelled, doc }: LabeledImage, labels: string): void {
    const { annotations, image } = doc;
    if (!labelled && annotations.length === 0) return this.#target.report.wrote(path, 0);
    const hasSize = image.widthPx > 0 && image.heightPx > 0;
    if (!hasSize && annotations.length > 0) this.#target.report.loss(path, NO_SIZE, annotations.length);
    const rows = hasSize ? this.#rows(path, doc) : [];
    this.#target.fs.writeText(labels, rows.length > 0 ? `${rows.join('\n')}\n` : '');
    this.#target.report.wrote(path, rows.length);
  }

  #rows(path: string, { annotations, image }: LabeledImage['doc']): string[] {
    const { report } = this.#target;
    const context: PrintContext & { classId: number } = {
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      keypoints: this.#keypoints ?? NO_KEYPOINTS,
      classId: 0,
      lost: (code, message) => report.loss(path, { code, message }),
    };
    const rows: string[] = [];
    for (const annotation of annotations) {
      const row = this.#row(annotation, context);
      if (row !== undefined) rows.push(row);
    }
    return rows.length > 1 ? withoutSame(rows, () => report.loss(path, SAME_ROW)) : rows;
  }

  #row(
    annotation: Annotation,
    context: { -readonly [key in keyof PrintContext]: PrintContext[key] },
  ): string | undefined {
    context.classId = this.#ids.idOf(annotation.label);
    const columns = this.#task.print(annotation, context);
    return columns === undefined ? undefined : context.classId + columns;
  }
}

function withoutSame(rows: readonly string[], lost: () => void): string[] {
  const own = new Set(rows);
  for (let i = own.size; i < rows.length; i++) lost();
  return [...own];
}

/** The templates of the schema; without any, the joints that the skeletons have. */
function templatesOf({ schema, images }: LabelSet): readonly SkeletonTemplate[] {
  if (schema.skeletons.length > 0) return usedTemplates(schema);
  const names = new Set<string>();
  for (const { doc } of images)
    for (const { shape } of doc.annotations)
      if (shape.kind === 'skeleton') for (const name of Object.keys(shape.joints)) names.add(name);
  if (names.size === 0) return [];
  return [{ name: 'keypoints', joints: [...names].map((name) => ({ name })), edges: [], swap: [] }];
}

function usedTemplates({ classes, skeletons }: LabelSet['schema']): readonly SkeletonTemplate[] {
  const names = new Set(classes.map(({ skeleton }) => skeleton));
  const used = skeletons.filter(({ name }) => names.has(name));
  return used.length > 0 ? used : skeletons;
}
