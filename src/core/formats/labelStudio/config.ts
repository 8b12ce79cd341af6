import { readXml } from '../xml/readXml';
import type { XmlElement } from '../xml/xmlElement';

/**
 * A labelling config of Label Studio, as far as images go.
 * Source: HumanSignal/label-studio-sdk: label_interface/interface.py (`parse`), control_tags.py.
 */
export interface LabelConfig {
  /** As it stands. */
  readonly text: string;
  readonly objects: readonly ConfigObject[];
  readonly controls: readonly Control[];
  /** Names of relations; undefined without `<Relations>`, which has no name and labels nothing. */
  readonly relations: readonly string[] | undefined;
  /** Where something can be put in, at the end of the root element: an offset. */
  readonly end: number;
}

/** What is labelled: `<Image name="image" value="$image"/>`. */
export interface ConfigObject {
  readonly name: string;
  /** Lower case: `image`. */
  readonly type: string;
  /** The key of a task's data. */
  readonly key: string;
  /** Its pages are a list (`valueList`). */
  readonly isList: boolean;
}

/** What labels: `<RectangleLabels name="label" toName="image">`. */
export interface Control {
  readonly name: string;
  readonly toNames: readonly string[];
  /** The tag in lower case, which is the `type` of its results. */
  readonly type: string;
  readonly options: readonly ConfigOption[];
  /** It is asked for every region. */
  readonly perRegion: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly element: XmlElement;
}

/** A `Label`, `Choice` or `Relation`. */
export interface ConfigOption {
  /** What results contain: the alias when there is one. For a tree, the path joined with ` / `. */
  readonly name: string;
  readonly path: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
}

const OPTIONS: ReadonlySet<string> = new Set(['Label', 'Choice', 'Relation']);

/** The config of an XML text; undefined when it is none. */
export function readConfig(text: string): LabelConfig | undefined {
  const { root } = readXml(text);
  if (!root) return undefined;
  const elements = [...allElements(root)];
  const controls = elements.flatMap((element) => controlOf(element) ?? []);
  const objects = elements.flatMap((element) => objectOf(element) ?? []);
  if (controls.length === 0 && objects.length === 0) return undefined;
  const relations = elements.find((element) => element.name === 'Relations');
  return {
    text,
    objects,
    controls,
    relations: relations && [...optionsIn(relations, [])].map(({ name }) => name),
    end: closingTag(text, root),
  };
}

function* allElements(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* allElements(child);
}

function controlOf(element: XmlElement): Control | undefined {
  const { attributes } = element;
  const [name, toName] = [attributes.get('name'), attributes.get('toName')];
  if (!name || !toName || element.name === 'Filter') return undefined;
  return {
    name,
    toNames: toName.split(','),
    type: element.name.toLowerCase(),
    options: [...optionsIn(element, [])],
    perRegion: attributes.get('perRegion') === 'true',
    attributes,
    element,
  };
}

/** Options may stand in views; those of a taxonomy inside of each other. */
function* optionsIn(element: XmlElement, above: readonly string[]): Generator<ConfigOption> {
  for (const child of element.children) {
    if (child.attributes.get('toName')) continue;
    const name = child.attributes.get('alias') || child.attributes.get('value');
    const isOption = OPTIONS.has(child.name) && name;
    const path = isOption ? [...above, name] : above;
    if (isOption) yield { name: path.join(' / '), path, attributes: child.attributes };
    yield* optionsIn(child, path);
  }
}

function objectOf({ name: tag, attributes }: XmlElement): ConfigObject | undefined {
  const [name, value, list] = ['name', 'value', 'valueList'].map((key) => attributes.get(key));
  const key = value ?? list;
  if (!name || !key || attributes.get('toName') || !key.startsWith('$')) return undefined;
  return { name, type: tag.toLowerCase(), key: key.slice(1), isList: value === undefined };
}

/** Where `</name>` of an element begins; its end when it has none (`<View/>`). */
export function closingTag(text: string, { start, end }: XmlElement): number {
  const at = text.lastIndexOf('</', end);
  return at > start ? at : end;
}

/** The object that is an image; undefined without one. */
export function imageObject(config: LabelConfig | undefined): ConfigObject | undefined {
  return config?.objects.find(({ type }) => type === 'image');
}

/** `true` and `false` alone make a check box of a choice. */
export function isCheckbox({ type, options }: Control): boolean {
  return (
    type === 'choices' &&
    options.length > 0 &&
    options.every(({ name }) => name === 'true' || name === 'false')
  );
}
