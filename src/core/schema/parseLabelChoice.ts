import type { LabelChoice } from './labelSchema';
import { relativePathProblem } from './parseGlobs';
import type { Field, YamlReader } from './yamlReader';

const TASKS = ['detect', 'segment', 'pose', 'obb'] as const;
/** Formats with one file for many images, which can be named. */
const NAMED = ['coco', 'label-studio'] as const;
const WORDS = [
  ...(['auto', 'sidecars', 'yolo', 'yolo-detect', 'yolo-segment', 'yolo-pose', 'yolo-obb'] as const),
  ...(['voc', 'labelme', 'coco', 'label-studio'] as const),
];

/** `labels: yolo`, `labels: {coco: annotations/instances.json}`; undefined for `auto` and after an error was reported. */
export function parseLabelChoice(reader: YamlReader, field: Field): LabelChoice | undefined {
  return reader.isMapping(field) ? readNamed(reader, field) : readWord(reader, field);
}

function readWord(reader: YamlReader, field: Field): LabelChoice | undefined {
  const word = reader.oneOf(field, 'labels', WORDS);
  if (word === undefined || word === 'auto') return undefined;
  const task = TASKS.find((each) => word === `yolo-${each}`);
  if (task) return { store: 'yolo', task };
  return { store: word as LabelChoice['store'] };
}

function readNamed(reader: YamlReader, field: Field): LabelChoice | undefined {
  const members = reader.members(field, 'labels', NAMED);
  for (const store of NAMED) {
    const pathField = members?.get(store);
    const path = pathField && reader.name(pathField, store);
    if (!pathField || path === undefined) continue;
    const problem = relativePathProblem(path);
    if (problem !== undefined) return reader.error(pathField, 'wrong-path', `${store} ${problem}`);
    return { store, path };
  }
  return undefined;
}
