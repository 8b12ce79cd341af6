import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Problem } from '../../problem';
import { pathOfRef } from '../labelStudio/imageRef';
import { brokenJson, notJson, withoutMark } from './jsonText';
import { jsonTree, type JsonNode } from './jsonTree';

/** A task with its place in the text. */
export interface PlacedTask {
  readonly value: JsonObject;
  readonly node: JsonNode;
}

/** A file of Label Studio tasks. Its text begins with a space where the file has a byte order mark. */
export interface OpenTasks {
  readonly text: string;
  readonly tasks: readonly PlacedTask[];
  /** Places in `tasks` by the paths that they name. */
  readonly byPath: ReadonlyMap<string, number>;
}

let recent: readonly { readonly source: string; readonly open: OpenTasks }[] = [];
const MOST_RECENT = 3;

/** Goes through a file of tasks, a list or a single one, unless it is one that was seen just now. */
export function openTasks(source: string): OpenTasks | Problem {
  const known = recent.find((each) => each.source === source);
  const open = known?.open ?? goThrough(source);
  if ('code' in open) return open;
  recent = [{ source, open }, ...recent.filter((each) => each !== known)].slice(0, MOST_RECENT);
  return open;
}

function goThrough(source: string): OpenTasks | Problem {
  const text = withoutMark(source);
  try {
    const value = JSON.parse(text) as Json;
    const node = jsonTree(text);
    const values = isArray(value) ? value : [value];
    const nodes = isArray(value) ? (node.items ?? []) : [node];
    const tasks = values.flatMap((each, i): PlacedTask[] => {
      const at = nodes[i];
      return isObject(each) && isObject(each['data']) && at ? [{ value: each, node: at }] : [];
    });
    if (tasks.length === 0) return notJson('Label Studio files hold tasks with "data"');
    return { text, tasks, byPath: pathsOf(tasks) };
  } catch (error) {
    return brokenJson(text, error);
  }
}

function pathsOf(tasks: readonly PlacedTask[]): ReadonlyMap<string, number> {
  const byPath = new Map<string, number>();
  tasks.forEach(({ value }, i) => {
    for (const ref of Object.values(value['data'] as JsonObject)) {
      const path = typeof ref === 'string' && ref.length < 2000 ? pathOfRef(ref) : undefined;
      if (path !== undefined && !byPath.has(path)) byPath.set(path, i);
    }
  });
  return byPath;
}

/** The task of an image: by the longest end of its path that a task names. */
export function taskPlace(byPath: OpenTasks['byPath'], name: string): number | undefined {
  const parts = name.split('/');
  for (let i = 0; i < parts.length; i++) {
    const place = byPath.get(parts.slice(i).join('/'));
    if (place !== undefined) return place;
  }
  return undefined;
}
