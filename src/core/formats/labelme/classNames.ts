import {
  EMPTY_SCHEMA,
  type AttributeSpec,
  type LabelClass,
  type LabelSchema,
} from '../../schema/labelSchema';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { attributesOf, labelOf } from './readShape';

/** Lines of `labels.txt` that are no classes: what is not to be learnt, and what is nothing. */
const IGNORED = '__ignore__';
const BACKGROUND = '_background_';

/**
 * The classes of a `labels.txt`, one name a line. They have no ids: LabelMe stores names, and its converters count the
 * lines, each from a number of its own (wkentaro/labelme: examples/instance_segmentation/labelme2coco.py).
 */
export function classesOfLabelsTxt(text: string): readonly LabelClass[] {
  const seen = new Set(['', IGNORED, BACKGROUND]);
  return text.split(/\r?\n/).flatMap((line): LabelClass[] => {
    const name = line.trim();
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ name, attributes: [] }];
  });
}

/** The `labels.txt` that LabelMe is started with, and that its converters read. */
export function labelsTxt(classes: readonly LabelClass[]): string {
  const names = classes.map(({ name }) => name).filter((name) => name !== IGNORED && name !== BACKGROUND);
  return [IGNORED, BACKGROUND, ...names, ''].join('\n');
}

/** Puts together what files say of classes, attributes and tags without listing them. */
export class SeenNames {
  readonly #classes = new Map<string, Map<string, AttributeSpec['type'] | undefined>>();
  readonly #tags = new Set<string>();

  constructor(known: readonly LabelClass[]) {
    for (const { name } of known) this.#classes.set(name, new Map());
  }

  /** Takes the names in a file's top level. */
  addFile({ shapes, flags, tags }: JsonObject): void {
    if (isArray(shapes)) for (const shape of shapes) if (isObject(shape)) this.#addShape(shape);
    if (isObject(flags)) for (const name of Object.keys(flags)) if (name !== '') this.#tags.add(name);
    if (isArray(tags)) for (const tag of tags) if (typeof tag === 'string' && tag !== '') this.#tags.add(tag);
  }

  #addShape(shape: JsonObject): void {
    const { label } = labelOf(shape['label']);
    if (label === undefined) return;
    const known = this.#classes.get(label) ?? new Map<string, AttributeSpec['type'] | undefined>();
    this.#classes.set(label, known);
    for (const [name, value] of attributesOf(shape)) {
      const type = typeOf(value);
      known.set(name, known.has(name) && known.get(name) !== type ? undefined : type);
    }
  }

  schema(): LabelSchema {
    const options = [...this.#tags].map((name) => ({ name }));
    return {
      ...EMPTY_SCHEMA,
      classes: [...this.#classes].map(([name, attributes]) => classOf(name, attributes)),
      tags: options.length === 0 ? [] : [{ name: 'flags', choice: 'multiple', required: false, options }],
    };
  }
}

function classOf(
  name: string,
  attributes: ReadonlyMap<string, AttributeSpec['type'] | undefined>,
): LabelClass {
  const specs = [...attributes].flatMap(([attribute, type]) => {
    const isSimple = type === 'checkbox' || type === 'number' || type === 'text';
    return isSimple ? [{ name: attribute, type }] : [];
  });
  return { name, attributes: specs };
}

function typeOf(value: Json): AttributeSpec['type'] | undefined {
  if (typeof value === 'boolean') return 'checkbox';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'text' : undefined;
}
