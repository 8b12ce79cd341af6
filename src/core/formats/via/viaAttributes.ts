import { isObject, type Json, type JsonObject } from '../../json/json';
import type { AttributeSpec, LabelClass } from '../../schema/labelSchema';
import type { ViaFile } from './viaSource';

/** Names that people give to the attribute which says what a region is, likeliest first. */
const USUAL = ['class', 'label', 'category', 'name', 'type', 'object', 'species', 'object_name', 'classname'];

/** The class of regions that say none. */
export const UNNAMED = 'region';

/** What the regions of a file say, and which of it is the class. */
export interface ViaSchema {
  /** Undefined when regions have no attributes. */
  readonly classAttribute: string | undefined;
  readonly specs: ReadonlyMap<string, AttributeSpec>;
  readonly classes: readonly LabelClass[];
  /** The class of a value of the class attribute, '' for none. */
  readonly labelOf: (value: Json | undefined) => string;
}

/** VIA has no classes: one of the regions' attributes is taken for it; `wanted` names it. */
export function viaSchema(file: ViaFile, wanted: string | undefined): ViaSchema {
  const declared = isObject(file.attributes['region']) ? file.attributes['region'] : {};
  const used = usedAttributes(file);
  const classAttribute = wanted ?? chosen(Object.keys(declared), used, declared);
  const specs = new Map<string, AttributeSpec>();
  for (const [name, spec] of Object.entries(declared))
    if (name !== classAttribute && isObject(spec)) specs.set(name, specOf(name, spec));
  const options = optionsOf(classAttribute === undefined ? undefined : declared[classAttribute]);
  const labelOf = (value: Json | undefined): string => labelOfValue(value, options);
  const labels = new Set([...options].map(([id, text]) => nameOfOption(id, text)));
  for (const { regions } of file.images)
    for (const region of regions) {
      const label = classAttribute === undefined ? '' : labelOf(attributesOf(region)[classAttribute]);
      labels.add(label === '' ? UNNAMED : label);
    }
  const attributes = [...specs.values()];
  return { classAttribute, specs, labelOf, classes: [...labels].map((name) => ({ name, attributes })) };
}

export function attributesOf(region: Json): JsonObject {
  const attributes = isObject(region) ? region['region_attributes'] : undefined;
  return attributes !== undefined && isObject(attributes) ? attributes : {};
}

function usedAttributes({ images }: ViaFile): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { regions } of images)
    for (const region of regions) for (const name of Object.keys(attributesOf(region))) used.add(name);
  return used;
}

function chosen(
  declared: readonly string[],
  used: ReadonlySet<string>,
  specs: JsonObject,
): string | undefined {
  const all = [...new Set([...declared, ...used])];
  const usual = USUAL.map((name) => all.find((each) => each.toLowerCase() === name)).find(
    (name) => name !== undefined,
  );
  const isChoice = (name: string): boolean => {
    const spec = specs[name];
    return spec !== undefined && isObject(spec) && (spec['type'] === 'dropdown' || spec['type'] === 'radio');
  };
  return usual ?? all.find(isChoice) ?? all[0];
}

function optionsOf(spec: Json | undefined): ReadonlyMap<string, string> {
  const options = spec !== undefined && isObject(spec) ? spec['options'] : undefined;
  if (options === undefined || !isObject(options)) return new Map();
  return new Map(Object.entries(options).map(([id, text]) => [id, typeof text === 'string' ? text : '']));
}

/** VIA shows the description; where ids are numbers, as after an import of COCO, it is the name. */
function nameOfOption(id: string, description: string): string {
  return /^\d+$/.test(id) && description !== '' ? description : id;
}

function labelOfValue(value: Json | undefined, options: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return nameOfOption(value, options.get(value) ?? '');
  if (typeof value === 'number' || typeof value === 'boolean')
    return nameOfOption(String(value), options.get(String(value)) ?? '');
  const first =
    value && isObject(value) ? Object.entries(value).find(([, isOn]) => isOn === true)?.[0] : undefined;
  return first === undefined ? '' : nameOfOption(first, options.get(first) ?? '');
}

function specOf(name: string, spec: JsonObject): AttributeSpec {
  const options = [...optionsOf(spec).keys()];
  if (spec['type'] === 'dropdown' || spec['type'] === 'radio') return { name, type: 'choice', options };
  if (spec['type'] === 'checkbox') return { name, type: 'multichoice', options };
  return { name, type: 'text' };
}

/** VIA's `{day: true}` as the list of what is on, where the attribute is a checkbox. */
export function readValue(value: Json, spec: AttributeSpec | undefined): Json {
  if (spec?.type !== 'multichoice' || !isObject(value)) return value;
  if (!Object.values(value).every((each) => each === true)) return value;
  return Object.keys(value);
}

export function printValue(value: Json, spec: AttributeSpec | undefined): Json {
  if (spec?.type !== 'multichoice' || !Array.isArray(value)) return value;
  return Object.fromEntries(value.map((each) => [String(each), true]));
}

/** How VIA declares an attribute. */
export function printSpec(spec: AttributeSpec | undefined): JsonObject {
  const options = spec && (spec.type === 'choice' || spec.type === 'multichoice') ? spec.options : undefined;
  if (!spec || !options) return { type: 'text', description: '', default_value: '' };
  return {
    type: spec.type === 'choice' ? 'dropdown' : 'checkbox',
    description: '',
    options: Object.fromEntries(options.map((name) => [name, name])),
    default_options: {},
  };
}
