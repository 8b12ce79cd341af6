import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelClass, SkeletonTemplate } from '../../schema/labelSchema';
import type { CocoFile } from './file';

/** What the annotations of a category become. */
export interface Category {
  /** Class name; another one than the category's own where two categories have the same name. */
  readonly label: string;
  /** Names of its keypoints in the file's order; more are named by their place. */
  readonly joints: readonly string[];
}

/** The classes of a set, gathered from the categories of one file after the other. */
export class Categories {
  readonly classes: LabelClass[] = [];
  readonly skeletons: SkeletonTemplate[] = [];
  /** Category rows that say more than a class can hold, with `label` where the class is named otherwise. */
  readonly rows: JsonObject[] = [];
  readonly #byLabel = new Map<string, LabelClass>();
  readonly #ids = new Set<number>();

  /** The categories of a file by their id. */
  read(file: CocoFile): ReadonlyMap<Json, Category> {
    const known = new Map<Json, Category>();
    const labels = new Set<string>();
    file.categories.forEach((row, i) => {
      const category = this.#readRow(file, row, i, labels, known);
      if (category) known.set((row as JsonObject)['id'] ?? null, category);
    });
    return known;
  }

  #readRow(
    file: CocoFile,
    row: Json,
    index: number,
    labels: Set<string>,
    known: ReadonlyMap<Json, Category>,
  ): Category | undefined {
    if (!isObject(row) || (typeof row['id'] !== 'number' && typeof row['id'] !== 'string')) {
      file.problem(
        'error',
        'coco-category',
        `Category ${index + 1} has no "id": {"id": 1, "name": "..."} is expected.`,
      );
      return undefined;
    }
    const { id } = row;
    if (known.has(id)) {
      file.problem(
        'error',
        'coco-duplicate-id',
        `Category id ${String(id)} stands twice; the first one counts.`,
      );
      return undefined;
    }
    const name = nameOf(file, row);
    const label = uniqueName(name, (each) => labels.has(each));
    if (label !== name)
      file.problem(
        'warning',
        'coco-duplicate-name',
        `Two categories are named "${name}"; the one with id ${String(id)} is called "${label}" here.`,
      );
    labels.add(label);
    const joints = jointNames(row['keypoints']);
    this.#addClass(file, row, label, joints);
    return { label, joints };
  }

  #addClass(file: CocoFile, row: JsonObject, label: string, joints: readonly string[]): void {
    if (this.#byLabel.has(label)) return;
    const id = this.#freeId(file, row['id'], label);
    const color = colorOf(row['color']);
    const hasSkeleton = joints.length > 0;
    const made: LabelClass = {
      name: label,
      ...(id !== undefined && { id }),
      ...(color !== undefined && { color }),
      attributes: [],
      ...(hasSkeleton && { skeleton: label }),
      ...(row['isthing'] === 0 && { stuff: true as const }),
    };
    this.classes.push(made);
    this.#byLabel.set(label, made);
    if (hasSkeleton)
      this.skeletons.push({
        name: label,
        joints: joints.map((name) => ({ name })),
        edges: edgesOf(row['skeleton'], joints),
        swap: swapsOf(joints),
      });
    if (saysMore(row, label)) this.rows.push(label === row['name'] ? row : { ...row, label });
  }

  /** Class ids are whole numbers from 0, one for each class. */
  #freeId(file: CocoFile, id: Json | undefined, label: string): number | undefined {
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return undefined;
    if (this.#ids.has(id)) {
      file.problem(
        'warning',
        'coco-category-conflict',
        `Category id ${id} means "${label}" here and another class in another file; "${label}" gets a new id when it is written.`,
      );
      return undefined;
    }
    this.#ids.add(id);
    return id;
  }
}

function nameOf(file: CocoFile, row: JsonObject): string {
  const { id, name } = row;
  if (typeof name === 'string' && name !== '') return name;
  const made = typeof name === 'number' ? String(name) : `category ${String(id)}`;
  file.problem(
    'warning',
    'coco-category',
    `Category ${String(id)} has no "name" as a text; it is called "${made}" here.`,
  );
  return made;
}

/** The name, or with a number behind it so that it is not taken. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let n = 2; ; n++) if (!isTaken(`${name} (${n})`)) return `${name} (${n})`;
}

/** No skeleton has more. */
const MAX_JOINTS = 10_000;

function jointNames(value: Json | undefined): readonly string[] {
  if (!isArray(value) || value.length > MAX_JOINTS) return [];
  const taken = new Set<string>();
  return value.map((name, i) => {
    const unique = uniqueName(typeof name === 'string' && name !== '' ? name : jointName(i), (each) =>
      taken.has(each),
    );
    taken.add(unique);
    return unique;
  });
}

/** What a keypoint is called that the category has no name for; places count from 0. */
export function jointName(place: number): string {
  return `keypoint ${place + 1}`;
}

/** The place that `jointName` made a name of; undefined for any other name. */
export function placeOfJoint(name: string): number | undefined {
  const place = Number(/^keypoint ([1-9]\d{0,3})$/.exec(name)?.[1]) - 1;
  return Number.isNaN(place) ? undefined : place;
}

/** COCO's `skeleton` counts keypoints from 1; a 0 in it means that somebody counted from 0. */
function edgesOf(value: Json | undefined, joints: readonly string[]): SkeletonTemplate['edges'] {
  const pairs = isArray(value) ? value.filter((pair) => isArray(pair) && pair.length === 2) : [];
  const isFromZero = pairs.some((pair) => isArray(pair) && pair.includes(0));
  return pairs.flatMap((pair) => {
    const [from, to] = (pair as readonly Json[]).map((n) =>
      typeof n === 'number' ? joints[n - (isFromZero ? 0 : 1)] : undefined,
    );
    return from === undefined || to === undefined || from === to ? [] : [[from, to] as const];
  });
}

/** Left and right joints by their names. */
function swapsOf(joints: readonly string[]): SkeletonTemplate['swap'] {
  return joints.flatMap((left) => {
    const right = left.replace(/left/i, (word) => (word[0] === 'L' ? 'Right' : 'right'));
    return right !== left && joints.includes(right) ? [[left, right] as const] : [];
  });
}

function colorOf(value: Json | undefined): string | undefined {
  if (!isArray(value) || value.length !== 3) return undefined;
  const isByte = (part: Json): boolean =>
    typeof part === 'number' && Number.isInteger(part) && part >= 0 && part <= 255;
  if (!value.every(isByte)) return undefined;
  return `#${value.map((part) => (part as number).toString(16).padStart(2, '0')).join('')}`;
}

const HELD = new Set(['id', 'name']);

function saysMore(row: JsonObject, label: string): boolean {
  const isMore = (key: string): boolean => !HELD.has(key) && !(key === 'supercategory' && row[key] === '');
  return row['name'] !== label || Object.keys(row).some(isMore);
}
