import { isMap, isScalar, Scalar, type Document } from 'yaml';
import { parseDataYaml, taskComment, withTask } from './dataYaml';
import type { NumberedClass } from './classIds';
import type { KeypointPlan } from './keypoints';
import { parseYaml, printScalar } from './yamlText';

/** What a `data.yaml` is to say. */
export interface DataYamlContent {
  readonly task: string;
  /** Folder or list by the split's name. */
  readonly splits: ReadonlyMap<string, string>;
  readonly classes: readonly NumberedClass[];
  readonly keypoints?: KeypointPlan;
}

/**
 * The text of a `data.yaml`. Without a key `path`: a relative one counts from wherever training is started, and without
 * it the folder of the file is meant. `before` is the text of the file that was read: its other keys and comments stay.
 */
export function printDataYaml(content: DataYamlContent, before?: string): string {
  const kept = before === undefined || before.trim() === '' ? undefined : rewritten(before, content);
  return kept ?? fresh(content);
}

function fresh(content: DataYamlContent): string {
  const splits = [...content.splits].map(([name, entry]) => `${printScalar(name)}: ${printScalar(entry)}`);
  return [
    taskComment(content.task),
    ...splits,
    ...namesBlock(content.classes),
    ...keypointLines(content),
    '',
  ].join('\n');
}

function namesBlock(classes: readonly NumberedClass[]): string[] {
  if (classes.length === 0) return ['names: {}'];
  return ['names:', ...classes.map(({ id, name }) => `  ${id}: ${printScalar(name)}`)];
}

function keypointLines({ keypoints, classes }: DataYamlContent): string[] {
  if (!keypoints) return [];
  const { count, dims, flip, edges, namesOf } = keypoints;
  const withNames = namedClasses(classes);
  return [
    `kpt_shape: [${count}, ${dims}]`,
    ...(flip.length > 0 ? [`flip_idx: [${flip.join(', ')}]`] : []),
    ...(count > 0 ? ['kpt_names:'] : []),
    ...(count > 0 ? withNames.map(({ id }) => `  ${id}: [${namesOf(id).map(printScalar).join(', ')}]`) : []),
    ...(edges.length > 0 ? [`kpt_edges: [${edges.map((pair) => `[${pair.join(', ')}]`).join(', ')}]`] : []),
  ];
}

/** Classes with a skeleton of their own, or the first one for all. */
function namedClasses(classes: readonly NumberedClass[]): readonly { readonly id: number }[] {
  const named = classes.filter(({ skeleton }) => skeleton !== undefined);
  return named.length > 0 ? named : classes.length > 0 ? classes.slice(0, 1) : [{ id: 0 }];
}

const KEYPOINT_KEYS = ['kpt_shape', 'flip_idx', 'kpt_names', 'kpt_edges'];

/** The old text with new values for what changed; undefined when it is not a mapping that can be written again. */
function rewritten(before: string, content: DataYamlContent): string | undefined {
  const doc = parseYaml(withTask(before, content.task));
  const old = parseDataYaml(
    before,
    () => undefined,
    (value) => /^(?:images|labels)?\/|\.txt$/.test(value),
  );
  if (typeof doc === 'string' || !old || doc.errors.length > 0 || !isMap(doc.contents)) return undefined;
  remove(doc, 'path');
  for (const key of ['validation', 'valid', ...old.splits.map(({ name }) => name)])
    if (!content.splits.has(key)) remove(doc, key);
  for (const [name, entry] of content.splits) doc.set(name, entry);
  if (!sameNames(old.names, content.classes))
    doc.set('names', parsedNode(namesBlock(content.classes), 'names'));
  if (doc.has('nc')) doc.set('nc', content.classes.length);
  setKeypoints(doc, content);
  const text = printed(doc);
  return text === undefined ? undefined : withTask(text, content.task);
}

/** Takes a key away; the comment above it goes to the key that follows. */
function remove(doc: Document, key: string): void {
  const items = isMap(doc.contents) ? doc.contents.items : [];
  const at = items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const [own, next] = [items[at]?.key, items[at + 1]?.key];
  if (isScalar(own) && isScalar(next) && own.commentBefore)
    next.commentBefore = [own.commentBefore, next.commentBefore].filter(Boolean).join('\n');
  doc.delete(key);
}

function printed(doc: Document): string | undefined {
  try {
    return doc.toString({ lineWidth: 0 });
  } catch {
    return undefined;
  }
}

function sameNames(old: ReadonlyMap<number, string>, classes: readonly NumberedClass[]): boolean {
  return old.size === classes.length && classes.every(({ id, name }) => old.get(id) === name);
}

function setKeypoints(doc: Document, content: DataYamlContent): void {
  const lines = keypointLines(content);
  for (const key of KEYPOINT_KEYS) {
    const node = parsedNode(lines, key);
    if (node === undefined) doc.delete(key);
    else doc.set(key, node);
  }
}

/** The value of a key in lines of YAML, with the quotes that it has there. */
function parsedNode(lines: readonly string[], key: string): unknown {
  const doc = parseYaml(lines.join('\n'));
  if (typeof doc === 'string') return undefined;
  const node = doc.get(key, true);
  return isScalar(node) ? new Scalar(node.value) : node;
}
