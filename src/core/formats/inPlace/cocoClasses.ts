import type { Json } from '../../json/json';
import {
  EMPTY_SCHEMA,
  type LabelClass,
  type LabelSchema,
  type SkeletonTemplate,
} from '../../schema/labelSchema';
import { jointName, type Category } from '../coco/categories';
import { numbersIn } from '../coco/kept';
import { objectAt, type CocoIndex } from './cocoIndex';
import { editItems } from './jsonPatch';
import { jsonStyleOf } from './jsonStyle';
import { jsonTree } from './jsonTree';
import { withEdits } from './textEdits';

/** The categories of a COCO file: by their ids as read, and as the classes of the editor. */
export interface CocoClasses {
  readonly byId: ReadonlyMap<Json, Category>;
  readonly idOf: ReadonlyMap<string, Json>;
  readonly schema: LabelSchema;
}

export function cocoClasses(text: string, { categories }: CocoIndex): CocoClasses {
  const byId = new Map<Json, Category>();
  const idOf = new Map<string, Json>();
  const classes: LabelClass[] = [];
  const skeletons: SkeletonTemplate[] = [];
  for (const entry of categories.entries) {
    const { id, name, keypoints, skeleton } = objectAt(text, entry) ?? {};
    if (id === undefined || byId.has(id)) continue;
    const label = freeName(typeof name === 'string' && name !== '' ? name : `category ${String(id)}`, idOf);
    const joints = Array.isArray(keypoints)
      ? keypoints.map((joint: Json, i) => (typeof joint === 'string' ? joint : jointName(i)))
      : [];
    byId.set(id, { label, joints });
    idOf.set(label, id);
    if (joints.length > 0) skeletons.push(templateOf(label, joints, skeleton));
    const number = typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? { id } : {};
    classes.push({ name: label, ...number, attributes: [], ...(joints.length > 0 && { skeleton: label }) });
  }
  return { byId, idOf, schema: { ...EMPTY_SCHEMA, classes, skeletons } };
}

/** Two categories may have one name: the second is told apart here. */
function freeName(name: string, taken: ReadonlyMap<string, Json>): string {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name} (${i})`;
  return free;
}

/** Lines of COCO's skeletons count keypoints from 1. */
function templateOf(name: string, joints: readonly string[], skeleton: Json | undefined): SkeletonTemplate {
  const lines = Array.isArray(skeleton) ? (skeleton as readonly Json[]) : [];
  const edges = lines.flatMap((line) => {
    const [a = 0, b = 0] = numbersIn(line) ?? [];
    const [from, to] = [joints[a - 1], joints[b - 1]];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  return { name, joints: joints.map((joint) => ({ name: joint })), edges, swap: [] };
}

/** The text of a COCO file with one category more, as the last one looks. */
export function addCocoCategory(text: string, index: CocoIndex, name: string): string {
  const { categories } = index;
  const ids = categories.entries.map(({ id }) => Number(id)).filter((id) => Number.isSafeInteger(id));
  const last = categories.entries.at(-1);
  const like = last && objectAt(text, last);
  const row = {
    id: Math.max(0, ...ids) + 1,
    name,
    ...(like && Object.hasOwn(like, 'supercategory') && { supercategory: '' }),
  };
  const node = jsonTree(text, categories.start);
  return withEdits(text, editItems(text, node, new Set(), [row], jsonStyleOf(text), false));
}
