import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabelClass, LabelSchema } from '../../schema/labelSchema';
import { compactJson, moreMembers } from './compactJson';

/** The categories of a set that is written: ids and order are those of the classes. */
export class CategoryWriter {
  readonly #schema: LabelSchema;
  readonly #ids = new Map<string, number>();
  readonly #rows: ReadonlyMap<string, JsonObject>;
  readonly #joints: ReadonlyMap<string, readonly string[]> | undefined;
  #greatest: number;
  readonly #isPanoptic: boolean;

  /** `joints`: the keypoints of every class that has some, for files that hold them. */
  constructor(
    schema: LabelSchema,
    foreign: JsonObject,
    joints?: ReadonlyMap<string, readonly string[]>,
    isPanoptic = false,
  ) {
    this.#schema = schema;
    this.#isPanoptic = isPanoptic;
    this.#rows = rowsByLabel(foreign['categories']);
    this.#joints = joints;
    this.#greatest = schema.classes.reduce((most, { id }) => Math.max(most, id ?? 0), 0);
    const taken = new Set<number>();
    for (const { name, id } of schema.classes) {
      const isFree = id !== undefined && !taken.has(id);
      this.#ids.set(name, isFree ? id : NaN);
      if (isFree) taken.add(id);
    }
    for (const [name, id] of this.#ids) if (Number.isNaN(id)) this.#ids.set(name, ++this.#greatest);
  }

  /** The id of a class; one that the schema does not know gets the next one. */
  id(label: string): number {
    const known = this.#ids.get(label);
    if (known !== undefined) return known;
    this.#ids.set(label, ++this.#greatest);
    return this.#greatest;
  }

  joints(label: string): readonly string[] | undefined {
    return this.#joints?.get(label);
  }

  /** One line for each category. */
  lines(): readonly string[] {
    return [...this.#ids].map(([label, id]) => this.#line(label, id));
  }

  #line(label: string, id: number): string {
    const row = this.#rows.get(label);
    const { id: _id, name, label: _label, supercategory = '', keypoints, skeleton, ...rest } = row ?? {};
    const own = this.#schema.classes.find((each) => each.name === label);
    const edges = this.#edges(label, keypoints, skeleton);
    return `{"id":${id}${moreMembers([
      ['name', typeof name === 'string' ? name : label],
      ['supercategory', supercategory],
      ...edges,
      ...Object.entries(rest),
      ...this.#panopticMembers(own, id, rest),
    ])}}`;
  }

  /** `isthing` and `color`, which panoptic files always have. */
  #panopticMembers(
    own: LabelClass | undefined,
    id: number,
    rest: JsonObject,
  ): readonly (readonly [string, Json])[] {
    const isThing = rest['isthing'] === undefined && (this.#isPanoptic || own?.stuff);
    const hasNoColor = rest['color'] === undefined && this.#isPanoptic;
    return [
      ...(isThing ? [['isthing', own?.stuff ? 0 : 1] as const] : []),
      ...(hasNoColor ? [['color', rgbOf(own?.color, id)] as const] : []),
    ];
  }

  /** `keypoints` and `skeleton` as read while they mean the same, else of the template. */
  #edges(
    label: string,
    keypoints: Json | undefined,
    skeleton: Json | undefined,
  ): readonly (readonly [string, Json])[] {
    const joints = this.#joints?.get(label);
    const isAsRead = !joints || (isArray(keypoints) && compactJson(keypoints) === JSON.stringify(joints));
    if (isAsRead)
      return [
        ...(keypoints === undefined ? [] : [['keypoints', keypoints] as const]),
        ...(skeleton === undefined ? [] : [['skeleton', skeleton] as const]),
      ];
    const template = this.#schema.skeletons.find((each) => each.name === this.#templateName(label));
    const pairs = (template?.edges ?? []).map(([from, to]) => [
      joints.indexOf(from) + 1,
      joints.indexOf(to) + 1,
    ]);
    return [
      ['keypoints', joints],
      ['skeleton', pairs.filter(([from, to]) => from !== 0 && to !== 0)],
    ];
  }

  #templateName(label: string): string | undefined {
    return this.#schema.classes.find((each) => each.name === label)?.skeleton;
  }
}

/** The class's colour, or one that is likely to be its own. */
function rgbOf(color: string | undefined, id: number): readonly number[] {
  const value =
    color === undefined ? Math.imul(id + 1, 0x9e3779b1) >>> 8 : Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function rowsByLabel(rows: Json | undefined): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const row of isArray(rows) ? rows : []) {
    if (!isObject(row)) continue;
    const label = row['label'] ?? row['name'];
    if (typeof label === 'string') found.set(label, row);
  }
  return found;
}
