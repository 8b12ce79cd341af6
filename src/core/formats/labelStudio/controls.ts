import type { AttributeSpec, LabelSchema } from '../../schema/labelSchema';
import type { Json } from '../../json/json';
import { imageObject, type Control, type LabelConfig } from './config';
import { joined } from '../lib/safePath';
import { localRef } from './imageRef';
import { IMAGE_OBJECT, JOINTS_CONTROL, TAGS_CONTROL, TEXT_CONTROL, USUAL_CONTROLS } from './names';
import { attributeOf } from './schemaOfConfig';
import { tagNames, type TagNames } from './tagNames';

/** An option that is to stand in a control of the config. */
export interface NewControl {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Names of the options; null where they are all classes. */
  readonly options: Set<string> | 'classes';
}

/**
 * Which control a result belongs to. Looks into the config that the labels came with; what it lacks is noted, so that
 * the config can be written with it when all tasks are.
 */
export class Controls {
  readonly schema: LabelSchema;
  readonly config: LabelConfig | undefined;
  readonly object: string;
  readonly dataKey: string;
  /** Controls that are written besides those of the config, by name. */
  readonly added = new Map<string, NewControl>();
  /** Options that controls of the config lack, by control. */
  readonly lacking = new Map<Control, Set<string>>();
  readonly #imageRoot: string;
  readonly #byLabel = new Map<string, string>();
  readonly #attributes = new Map<string, AttributeSpec | undefined>();
  readonly #tags: TagNames | undefined;
  readonly #tagGroups = new Map<string, string>();
  readonly #groups: ReadonlyMap<string, LabelSchema['tags'][number]>;

  /** `imageRoot`: where the images lie below the root of Label Studio's local files. */
  constructor(schema: LabelSchema, config: LabelConfig | undefined, imageRoot = '') {
    this.schema = schema;
    this.#imageRoot = imageRoot
      .split('/')
      .filter((part) => part !== '')
      .join('/');
    this.config = config;
    const object = imageObject(config);
    this.object = object?.name ?? IMAGE_OBJECT;
    this.dataKey = object?.key ?? 'image';
    this.#tags = config && tagNames(config);
    for (const { attributes } of schema.classes) for (const spec of attributes) this.#plan(spec);
    this.#groups = new Map(schema.tags.map((group) => [group.name, group]));
    for (const { name, options } of schema.tags)
      for (const option of options)
        if (!this.#tagGroups.has(option.name)) this.#tagGroups.set(option.name, name);
  }

  /** Attributes of one name in several classes are one question; those of two types are none. */
  #plan(spec: AttributeSpec): void {
    const known = this.#attributes.get(spec.name);
    if (spec.name === TEXT_CONTROL || spec.name === JOINTS_CONTROL || spec.name === this.object) return;
    if (!this.#attributes.has(spec.name)) this.#attributes.set(spec.name, spec);
    else if (known?.type !== spec.type) this.#attributes.set(spec.name, undefined);
    else if ('options' in known && 'options' in spec)
      this.#attributes.set(spec.name, {
        ...known,
        options: [...new Set([...known.options, ...spec.options])],
      } as AttributeSpec);
  }

  /** How a task refers to an image that it has no other reference to. */
  refOf(path: string): string {
    return localRef(joined(this.#imageRoot, path));
  }

  /** The control for regions of a type (`rectanglelabels`) and a label; `read` is the one the region came with. */
  forRegion(type: string, label: string, read?: string): string {
    if (read !== undefined) return this.#named(read, type, label);
    const key = `${type}\n${label}`;
    const known = this.#byLabel.get(key);
    if (known !== undefined) return known;
    const found = this.config?.controls.find(
      (control) => control.type === type && control.options.some(({ name }) => name === label),
    );
    const name = found?.name ?? this.#ofType(type, label);
    this.#byLabel.set(key, name);
    return name;
  }

  #named(name: string, type: string, label: string): string {
    const control = this.config?.controls.find((each) => each.name === name);
    if (control) this.#need(control, label);
    else this.#add(name, type, 'classes');
    return name;
  }

  #ofType(type: string, label: string): string {
    const control = this.config?.controls.find((each) => each.type === type);
    if (control) {
      this.#need(control, label);
      return control.name;
    }
    return this.#add(this.#free(USUAL_CONTROLS.get(type) ?? type), type, 'classes');
  }

  #need(control: Control, label: string): void {
    if (!control.type.endsWith('labels') || control.options.some(({ name }) => name === label)) return;
    const set = this.lacking.get(control) ?? new Set();
    this.lacking.set(control, set.add(label));
  }

  #add(
    name: string,
    type: string,
    options: NewControl['options'],
    attributes: NewControl['attributes'] = {},
  ): string {
    if (!this.added.has(name)) this.added.set(name, { type, options, attributes });
    return name;
  }

  #free(wanted: string): string {
    const isTaken = (name: string): boolean =>
      this.#attributes.has(name) ||
      this.#groups.has(name) ||
      (this.config?.controls.some((each) => each.name === name) ?? false);
    let name = wanted;
    for (let i = 2; isTaken(name); i++) name = `${wanted}_${i}`;
    return name;
  }

  /** Sees to it that the config has all of the schema, also what nothing that was written has. */
  declareAll(): void {
    this.#declareClasses();
    for (const { name, options } of this.schema.tags)
      for (const option of options) if (this.#tagGroups.get(option.name) === name) this.tag(option.name);
    for (const spec of this.#attributes.values()) if (spec) this.attribute(spec.name, exampleOf(spec));
    if (this.schema.relations.length > 0) this.relations([]);
  }

  #declareClasses(): void {
    if (this.schema.classes.length === 0) return;
    const lists =
      this.config?.controls.filter(({ type }) => type.endsWith('labels') && type !== 'keypointlabels') ?? [];
    const own = [...this.added.values()].some(({ options }) => options === 'classes');
    const named = new Set(lists.flatMap((control) => control.options.map(({ name }) => name)));
    const [first] = lists;
    if (own) return;
    if (!first) this.#ofType('rectanglelabels', this.schema.classes[0]?.name ?? '');
    else for (const { name } of this.schema.classes) if (!named.has(name)) this.#need(first, name);
  }

  joints(names: readonly string[]): string {
    this.#add(JOINTS_CONTROL, 'keypointlabels', new Set());
    const options = this.added.get(JOINTS_CONTROL)?.options;
    if (options instanceof Set) for (const name of names) options.add(name);
    return JOINTS_CONTROL;
  }

  text(): string {
    const known = this.config?.controls.find(({ name }) => name === TEXT_CONTROL);
    return (
      known?.name ?? this.#add(TEXT_CONTROL, 'textarea', new Set(), { perRegion: 'true', editable: 'true' })
    );
  }

  relations(names: readonly string[]): void {
    if (this.config?.relations) return;
    this.#add('relations', 'relations', new Set(this.schema.relations));
    const options = this.added.get('relations')?.options;
    if (options instanceof Set) for (const name of names) options.add(name);
  }

  /** The question for an attribute, if it can take this value; else it has no place but our own. */
  attribute(
    name: string,
    value: Json,
  ): { readonly control: string; readonly type: string; readonly spec: AttributeSpec } | undefined {
    const read = this.config?.controls.find((control) => control.name === name && control.perRegion);
    const spec = read ? attributeOf(read) : this.#attributes.get(name);
    if (!spec || !takes(spec, value)) return undefined;
    if (read) return read.type === 'taxonomy' ? undefined : { control: name, type: read.type, spec };
    if (this.config?.controls.some((control) => control.name === name) || this.#groups.has(name))
      return undefined;
    const type = TYPES[spec.type];
    this.#add(name, type, new Set(optionsOf(spec)), attributesOf(spec));
    return { control: name, type, spec };
  }

  /** The question that a tag answers, and the answer as its results say it. */
  tag(tag: string): { readonly control: string; readonly type: string; readonly path: readonly string[] } {
    const place = this.#tags?.placeOf(tag);
    if (place) return { control: place.control.name, type: place.control.type, path: place.path };
    const group = this.#groups.get(this.#tagGroups.get(tag) ?? '');
    const isFree =
      group &&
      !this.#attributes.has(group.name) &&
      !this.config?.controls.some(({ name }) => name === group.name);
    const control = isFree ? group.name : this.#free(TAGS_CONTROL);
    const options = new Set(isFree ? group.options.map(({ name }) => name) : []);
    this.#add(control, 'choices', options, {
      choice: isFree && group.choice === 'single' ? 'single' : 'multiple',
      ...(isFree && group.required && { required: 'true' }),
    });
    const added = this.added.get(control)?.options;
    if (added instanceof Set) added.add(tag);
    return { control, type: 'choices', path: [tag] };
  }
}

const TYPES: Readonly<Record<AttributeSpec['type'], string>> = {
  checkbox: 'choices',
  choice: 'choices',
  multichoice: 'choices',
  number: 'number',
  text: 'textarea',
};

function takes(spec: AttributeSpec, value: Json): boolean {
  switch (spec.type) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && spec.options.includes(value);
    case 'multichoice':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((each) => spec.options.includes(each as string))
      );
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'text':
      return typeof value === 'string';
  }
}

/** A value that the attribute takes. */
function exampleOf(spec: AttributeSpec): Json {
  if (spec.type === 'checkbox') return true;
  if (spec.type === 'number') return 0;
  if (spec.type === 'text') return '';
  return spec.type === 'choice' ? (spec.options[0] ?? '') : spec.options.slice(0, 1);
}

function optionsOf(spec: AttributeSpec): readonly string[] {
  if (spec.type === 'checkbox') return ['true', 'false'];
  return 'options' in spec ? spec.options : [];
}

function attributesOf(spec: AttributeSpec): Readonly<Record<string, string>> {
  const limits =
    spec.type === 'number'
      ? (['min', 'max', 'step'] as const).flatMap((key) =>
          spec[key] === undefined ? [] : [[key, String(spec[key])] as const],
        )
      : [];
  const choice =
    spec.type === 'multichoice' ? 'multiple' : TYPES[spec.type] === 'choices' ? 'single' : undefined;
  return { perRegion: 'true', ...(choice && { choice }), ...Object.fromEntries(limits) };
}
