import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabelSet } from '../labelSet';
import { readTextOr } from '../lib/readTextOr';
import type { Report } from '../report';
import { findDataSet, type YoloDataSet } from './dataSet';
import { yoloImages, type YoloImage } from './imageFiles';
import { LabelReader } from './labelReader';
import { parseRows } from './rows';
import type { YoloTask } from './task';

/** Reads a data set of label files of one kind. */
export function readYolo(task: YoloTask, source: Source, report: Report): LabelSet {
  const set = findDataSet(source, report);
  if (!set) return nothing(report);
  const { images, splitInPath } = yoloImages(source, set, report);
  const reader = new LabelReader(task, source, withNames(set, images, source, report), report);
  return {
    schema: reader.schema,
    imageCount: images.length,
    images: {
      *[Symbol.iterator]() {
        for (const [i, image] of images.entries()) {
          yield reader.image(image);
          report.progress(i + 1, images.length, 'labels read');
        }
      },
    },
    foreign: { yolo: { yaml: set.yaml.text, ...(splitInPath && { splitInPath }) } },
  };
}

/** Classes by number where the data set has no list of names: all that stand in the label files. */
function withNames(
  set: YoloDataSet,
  images: readonly YoloImage[],
  { fs }: Source,
  report: Report,
): YoloDataSet {
  if (set.yamlPath !== undefined || set.yaml.names.size > 0) return set;
  const ids = new Set<number>();
  for (const { labels } of images)
    if (labels !== undefined)
      for (const { classId } of parseRows(readTextOr(fs, labels, report) ?? '', () => undefined))
        ids.add(classId);
  const names = new Map([...ids].sort((a, b) => a - b).map((id) => [id, `class_${id}`]));
  const message = `There is no data.yaml and no classes.txt: the ${names.size} classes are called class_0 and so on.`;
  report.problem({ severity: 'warning', code: 'yolo-no-names', message });
  return { ...set, yaml: { ...set.yaml, names } };
}

function nothing(report: Report): LabelSet {
  const message = 'There is no data.yaml with names and splits, and no images and labels folders.';
  report.problem({ severity: 'error', code: 'yolo-no-data-set', message });
  return { schema: EMPTY_SCHEMA, imageCount: 0, images: [] };
}
