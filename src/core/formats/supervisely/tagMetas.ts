import { FLAGS, type Annotation } from '../../annotation/annotation';
import type { Json, JsonObject } from '../../json/json';
import type { LabelSchema } from '../../schema/labelSchema';
import { list, object, text } from '../datumaro/categories';

type ValueType = 'none' | 'any_string' | 'any_number' | 'oneof_string';
const TRUTHS = ['true', 'false'];

interface TagMeta {
  readonly type: ValueType;
  readonly images: boolean;
  readonly objects: boolean;
}

/** The tags of a project: what each is worth is settled by the schema, by what was read, or by its first value. */
export class TagMetas {
  readonly #used = new Map<string, TagMeta>();
  readonly #said: ReadonlyMap<string, JsonObject>;
  readonly #types = new Map<string, ValueType>();

  constructor({ classes, tags }: LabelSchema, said: Json | undefined) {
    const entries = list(said).map(object);
    this.#said = new Map(entries.map((each) => [text(each['name']) ?? '', each]));
    for (const { options } of tags) for (const { name } of options) this.#use(name, 'none', { images: true });
    for (const spec of classes.flatMap(({ attributes }) => attributes))
      this.#types.set(spec.name, typeOfSpec(spec.type));
  }

  /** The tag of an image. */
  image(name: string): JsonObject {
    this.#use(name, 'none', { images: true });
    return { name, value: null };
  }

  /** Flags, score and attributes of an annotation as tags; `isFit` false: a value is written as another type. */
  object(annotation: Annotation): { readonly tags: readonly JsonObject[]; readonly isFit: boolean } {
    const flags = FLAGS.filter((flag) => annotation[flag]).map((flag) => this.#tag(flag, null));
    const score = annotation.score === undefined ? [] : [this.#tag('score', annotation.score)];
    const attributes = Object.entries(annotation.attributes ?? {}).map(([name, value]) =>
      this.#tag(name, value),
    );
    const all = [...flags, ...score, ...attributes];
    const tags = all.filter((tag) => tag !== undefined);
    return { tags, isFit: tags.length === all.length };
  }

  /** For `meta.json`. */
  print(): readonly JsonObject[] {
    const own = [...this.#used].map(([name, meta]) => this.#said.get(name) ?? printed(name, meta));
    const others = [...this.#said].filter(([name]) => name !== '' && !this.#used.has(name));
    return [...own, ...others.map(([, tag]) => tag)];
  }

  #tag(name: string, value: Json): JsonObject | undefined {
    const type = this.#typeOf(name, value);
    const fitting = fitted(value, type);
    if (fitting === undefined) return undefined;
    this.#use(name, type, { objects: true });
    return { name, value: fitting };
  }

  #typeOf(name: string, value: Json): ValueType {
    const said = this.#said.get(name)?.['value_type'];
    const known = this.#used.get(name)?.type ?? this.#types.get(name);
    if (typeof said === 'string') return said as ValueType;
    if (known) return known;
    if (value === null) return 'none';
    return typeof value === 'number'
      ? 'any_number'
      : typeof value === 'boolean'
        ? 'oneof_string'
        : 'any_string';
  }

  #use(name: string, type: ValueType, where: { readonly images?: true; readonly objects?: true }): void {
    const known = this.#used.get(name) ?? { type, images: false, objects: false };
    this.#used.set(name, { ...known, ...where });
  }
}

function typeOfSpec(type: LabelSchema['classes'][number]['attributes'][number]['type']): ValueType {
  return type === 'checkbox' ? 'oneof_string' : type === 'number' ? 'any_number' : 'any_string';
}

function fitted(value: Json, type: ValueType): Json | undefined {
  if (type === 'none') return value === null || value === true ? null : undefined;
  if (type === 'any_number') return typeof value === 'number' ? value : undefined;
  if (typeof value === 'object') return value === null ? undefined : JSON.stringify(value);
  return String(value);
}

function printed(name: string, { type, images, objects }: TagMeta): JsonObject {
  const where = images && objects ? 'all' : images ? 'imagesOnly' : 'objectsOnly';
  return {
    name,
    value_type: type,
    ...(type === 'oneof_string' && { values: TRUTHS }),
    color: '#888888',
    hotkey: '',
    applicable_type: where,
    classes: [],
  };
}
