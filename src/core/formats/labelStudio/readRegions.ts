import type { Annotation, Link } from '../../annotation/annotation';
import { factsOfEntry, wrongFact } from '../../annotation/entryFacts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Box, Shape, Skeleton } from '../../shapes/shapeData';
import { isCheckbox, type Control } from './config';
import { FAMILY, JOINTS_CONTROL, OWN_KEY, TEXT_CONTROL, USUAL_CONTROLS } from './names';
import { percent } from './valueOf';
import { VALUE_READERS, valueKind, type ReadValue, type Size } from './values';

/** The results of one region: they share an id, and one of them has its geometry. */
interface Region {
  readonly id: string | undefined;
  readonly main: JsonObject;
  readonly kind: string;
  readonly others: readonly JsonObject[];
}

/** What a list of results says of regions; what it says of the image comes back as `rest`. */
export interface ReadRegions {
  readonly annotations: readonly Annotation[];
  readonly rest: readonly JsonObject[];
  /** Results that could not be understood, to be written back as they are. */
  readonly kept: readonly Json[];
}

export interface RegionContext {
  readonly size: Size;
  /** Controls by name, where there is a config. */
  readonly controls: ReadonlyMap<string, Control>;
  /** The control that a type and a label usually go with. */
  readonly usual: (type: string, label: string | undefined) => string | undefined;
  /** Name of the image's object. */
  readonly object: string;
  /** An id for the region of the next place; its own one if that is like ours and free. */
  readonly idFor: (own: string | undefined) => string;
  readonly tell: (code: string, message: string) => void;
}

/** Reads the regions of an annotation or a prediction. */
export function readRegions(results: readonly Json[], context: RegionContext): ReadRegions {
  const { regions, rest, relations, kept } = sorted(results);
  const skeletons = new Skeletons(regions);
  const idOf = new Map<string, string>();
  const annotations: Annotation[] = [];
  for (const region of regions) {
    if (skeletons.isJoint(region)) continue;
    const read = annotationOf(region, skeletons, context);
    if (typeof read === 'string') {
      const name = region.id === undefined ? 'A region' : `Region ${region.id}`;
      context.tell(
        'labelstudio-region',
        `${name} (${String(region.main['type'])}): ${read}. It is left out.`,
      );
      kept.push(region.main, ...region.others);
      continue;
    }
    annotations.push(read);
    if (region.id !== undefined) idOf.set(region.id, read.id);
  }
  return { annotations: withRelations(annotations, relations, idOf, kept), rest, kept };
}

function sorted(results: readonly Json[]): {
  regions: readonly Region[];
  rest: JsonObject[];
  relations: JsonObject[];
  kept: Json[];
} {
  const byId = new Map<string, JsonObject[]>();
  const alone: JsonObject[][] = [];
  const [relations, kept]: [JsonObject[], Json[]] = [[], []];
  for (const result of results) {
    if (!isObject(result)) kept.push(result);
    else if (result['type'] === 'relation') relations.push(result);
    else if (typeof result['id'] !== 'string') alone.push([result]);
    else {
      const group = byId.get(result['id']);
      if (group) group.push(result);
      else {
        const made = [result];
        byId.set(result['id'], made);
        alone.push(made);
      }
    }
  }
  const rest: JsonObject[] = [];
  const regions = alone.flatMap((group): Region[] => {
    const region = regionOf(group);
    if (!region) rest.push(...group);
    return region ? [region] : [];
  });
  return { regions, rest, relations, kept };
}

/** The result with the geometry is the one that names a shape; else one that repeats it (`labels`, `choices`). */
function regionOf(group: readonly JsonObject[]): Region | undefined {
  const kinds = group.map((result) => kindOfResult(result));
  const named = group.findIndex((result, i) => kinds[i] !== undefined && isShapeType(result['type']));
  const at = named >= 0 ? named : kinds.findIndex((kind) => kind !== undefined);
  const [main, kind] = [group[at], kinds[at]];
  if (!main || kind === undefined) return undefined;
  const id = main['id'];
  return {
    id: typeof id === 'string' ? id : undefined,
    main,
    kind,
    others: group.filter((each) => each !== main),
  };
}

function kindOfResult({ type, value }: JsonObject): string | undefined {
  return isObject(value) ? valueKind(typeof type === 'string' ? type.toLowerCase() : '', value) : undefined;
}

function isShapeType(type: Json | undefined): boolean {
  return typeof type === 'string' && VALUE_READERS.has(type.toLowerCase().replace(/labels$/, ''));
}

function annotationOf(region: Region, skeletons: Skeletons, context: RegionContext): Annotation | string {
  const { main, others, kind } = region;
  const value = main['value'] as JsonObject;
  const read = VALUE_READERS.get(kind)?.(value, context.size) ?? 'it is of no kind that is read';
  if (typeof read === 'string') return read;
  const type = String(main['type']).toLowerCase();
  const labels = labelsOf(region, type);
  const [label = unlabelledName(main)] = labels;
  if (labels.length > 1)
    context.tell(
      'labelstudio-labels',
      `Region ${String(region.id)} has the labels ${labels.join(', ')}; the first one is read.`,
    );
  const asked = answersOf(others, context);
  const joints = skeletons.of(region, context);
  const meta = isObject(main['meta']) ? main['meta'] : {};
  const own = isObject(meta[OWN_KEY]) ? meta[OWN_KEY] : {};
  const facts = wrongFact(own) === undefined ? factsOfEntry(own) : {};
  const attributes = { ...facts.attributes, ...Object.fromEntries(asked.attributes) };
  const id = context.idFor(region.id);
  const extra: JsonObject = {
    ...(region.id !== id && region.id !== undefined && { id: region.id }),
    ...(!joints && keptValue(withoutLabels(value, type), read, kind, context.size)),
    ...extraOf(main, type, kind, labels, context),
    ...(asked.joined.length > 0 && { joined: asked.joined }),
  };
  const { score, readonly, item_index: page } = main;
  return {
    id,
    label,
    shape: joints ?? (own['turned'] === true ? turned(read.shape) : read.shape),
    ...(typeof score === 'number' && Number.isFinite(score) && { score }),
    ...facts,
    ...(asked.text !== undefined && { text: asked.text }),
    ...(readonly === true && { locked: true as const }),
    ...(typeof page === 'number' && Number.isSafeInteger(page) && page > 0 && { page }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(extra).length > 0 && { extra: { [FAMILY]: extra } }),
  };
}

function withoutLabels(value: JsonObject, type: string): JsonObject {
  const rest: Record<string, Json> = {};
  for (const key in value)
    if (key !== type && key !== 'labels' && key !== '__proto__') rest[key] = value[key] ?? null;
  return rest;
}

/** A rotated box whose angle is 0 looks like any other. */
function turned(shape: Shape): Shape {
  if (shape.kind !== 'box') return shape;
  const { x, y, width, height } = shape;
  return { kind: 'rotatedBox', cx: x + width / 2, cy: y + height / 2, width, height, angle: 0 };
}

/** Keys that values of the usual kinds have. */
const PLAIN_KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['rectangle', new Set(['x', 'y', 'width', 'height', 'rotation'])],
  ['ellipse', new Set(['x', 'y', 'radiusX', 'radiusY', 'rotation'])],
  ['polygon', new Set(['points', 'closed'])],
  ['keypoint', new Set(['x', 'y', 'width'])],
  ['vector', new Set(['vertices', 'closed'])],
]);

/**
 * The value as it was read, so that what nobody changes is written with the same numbers: `percent` where it says
 * nothing that the shape does not, else `value`. A brush is its mask, unless its edges are soft.
 */
function keptValue(value: JsonObject, { shape, keeps }: ReadValue, kind: string, size: Size): JsonObject {
  if (!keeps && (kind === 'brush' || kind === 'magicwand')) return {};
  const usual = PLAIN_KEYS.get(kind);
  if (keeps || !usual || Object.keys(value).some((key) => !usual.has(key))) return { value };
  return shape.kind === 'box' && isReproduced(value, shape, size) ? {} : { percent: value };
}

/** True when writing the box gives the same numbers. */
function isReproduced(value: JsonObject, { x, y, width, height }: Box, { widthPx, heightPx }: Size): boolean {
  return (
    value['rotation'] === 0 &&
    percent(x, widthPx) === value['x'] &&
    percent(y, heightPx) === value['y'] &&
    percent(width, widthPx) === value['width'] &&
    percent(height, heightPx) === value['height']
  );
}

function labelsOf({ main, others }: Region, type: string): readonly string[] {
  const own = textsOf((main['value'] as JsonObject)[type]);
  if (own.length > 0) return own;
  for (const result of [main, ...others]) {
    const { value, type: other } = result;
    const wanted = typeof other === 'string' ? other.toLowerCase() : '';
    const found =
      isObject(value) && (wanted.endsWith('labels') || result === main)
        ? textsOf(value[wanted] ?? value['labels'])
        : [];
    if (found.length > 0) return found;
  }
  return [];
}

function textsOf(value: Json | undefined): readonly string[] {
  return isArray(value)
    ? value.filter((each): each is string => typeof each === 'string' && each !== '')
    : [];
}

/** A region without a label is of the class that its control is named after. */
function unlabelledName({ from_name: from }: JsonObject): string {
  return typeof from === 'string' && from !== '' ? from : 'region';
}

/** Keys that every result has, or that are read into an annotation. */
const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'from_name',
  'to_name',
  'type',
  'value',
  'score',
  'readonly',
  'item_index',
]);

function extraOf(
  main: JsonObject,
  type: string,
  kind: string,
  labels: readonly string[],
  { size: { widthPx, heightPx }, usual, object }: RegionContext,
): JsonObject {
  const { meta, from_name: from, to_name: to } = main;
  const rest = without(main, KNOWN, (key, value) => {
    if (key === 'origin') return value === 'manual';
    if (key === 'image_rotation') return value === 0;
    if (key === 'original_width') return value === widthPx;
    if (key === 'original_height') return value === heightPx;
    return key === 'meta';
  });
  const others = isObject(meta) ? without(meta, new Set([OWN_KEY])) : {};
  const result: JsonObject = {
    ...rest,
    ...(meta !== undefined && !isObject(meta) && { meta }),
    ...(Object.keys(others).length > 0 && { meta: others }),
  };
  return {
    ...(typeof from === 'string' && from !== usual(type, labels[0]) && { from }),
    ...(typeof to === 'string' && to !== object && { to }),
    ...(type !== `${kind}labels` && { type: String(main['type']) }),
    ...(labels.length > 1 && { labels }),
    ...(labels.length === 0 && { unlabelled: unlabelledName(main) }),
    ...(Object.keys(result).length > 0 && { result }),
  };
}

/** The control that a writer takes for a type and a label: the first that has it, or the usual one. */
export function usualControl(
  type: string,
  label: string | undefined,
  controls: ReadonlyMap<string, Control>,
): string | undefined {
  for (const control of controls.values())
    if (control.type === type && control.options.some(({ name }) => name === label)) return control.name;
  return USUAL_CONTROLS.get(type);
}

const NOTHING: JsonObject = {};

function without(
  object: JsonObject,
  known: ReadonlySet<string>,
  isUsual: (key: string, value: Json) => boolean = () => false,
): JsonObject {
  let isNothing = true;
  for (const key in object) if (!known.has(key) && !isUsual(key, object[key] ?? null)) isNothing = false;
  if (isNothing) return NOTHING;
  return Object.fromEntries(
    Object.entries(object).filter(([key, value]) => !known.has(key) && !isUsual(key, value)),
  );
}

interface Answers {
  readonly attributes: readonly (readonly [string, Json])[];
  readonly text?: string;
  /** Results of the region that are none of ours, or that say more than can be told again. */
  readonly joined: readonly JsonObject[];
}

/** What is asked for every region: its text, and attributes by the names of the questions. */
function answersOf(others: readonly JsonObject[], { controls }: RegionContext): Answers {
  const attributes: [string, Json][] = [];
  const joined: JsonObject[] = [];
  let text: string | undefined;
  for (const result of others) {
    const { type, value, from_name: from } = result;
    if (!isObject(value) || typeof from !== 'string') joined.push(result);
    else if (type === 'textarea' && isTextControl(from, controls)) {
      const lines = isArray(value['text']) ? textsWithEmpty(value['text']) : [String(value['text'] ?? '')];
      text = lines.join('\n');
      if (lines.length !== 1) joined.push(result);
    } else {
      const answer = typeof type === 'string' ? answerOf(type, value, controls.get(from)) : undefined;
      if (answer === undefined) joined.push(result);
      else attributes.push([from, answer]);
    }
  }
  return { attributes, joined, ...(text !== undefined && { text }) };
}

const TEXT_NAMES = /^(transcriptions?|text|ocr|ocr_?text)$/i;

/** The question for a region's text: by its name, or the only text that is asked for regions. */
function isTextControl(name: string, controls: ReadonlyMap<string, Control>): boolean {
  if (name === TEXT_CONTROL) return true;
  if (controls.has(TEXT_CONTROL) || !TEXT_NAMES.test(name)) return false;
  return ![...controls.values()].some(
    (other) =>
      other.type === 'textarea' && other.perRegion && other.name !== name && TEXT_NAMES.test(other.name),
  );
}

function textsWithEmpty(value: readonly Json[]): readonly string[] {
  return value.filter((each): each is string => typeof each === 'string');
}

/** The value of an answer: one text, a list of them, a number, or true and false; undefined when it is none of these. */
export function answerOf(type: string, value: JsonObject, control: Control | undefined): Json | undefined {
  switch (type) {
    case 'choices': {
      const chosen = textsOf(value['choices']);
      if (!isArray(value['choices']) || chosen.length !== value['choices'].length) return undefined;
      if (control && isCheckbox(control) && chosen.length === 1) return chosen[0] === 'true';
      const isMany = control?.attributes.get('choice') === 'multiple' || (!control && chosen.length > 1);
      return isMany ? chosen : chosen.length === 1 ? chosen[0] : undefined;
    }
    case 'taxonomy': {
      const paths = isArray(value['taxonomy']) ? value['taxonomy'] : [];
      return paths.map((path) => textsOf(path).join(' / '));
    }
    case 'textarea': {
      const texts = isArray(value['text']) ? textsWithEmpty(value['text']) : [value['text']];
      return texts.length === 1 && typeof texts[0] === 'string' ? texts[0] : undefined;
    }
    case 'number':
    case 'rating':
      return typeof value[type] === 'number' ? value[type] : undefined;
    case 'datetime':
      return typeof value['datetime'] === 'string' ? value['datetime'] : undefined;
    default:
      return undefined;
  }
}

/** Keypoints that are joints of one of our skeletons: their parent says so. */
class Skeletons {
  readonly #joints = new Map<string, Region[]>();
  readonly #owners = new Set<string>();

  constructor(regions: readonly Region[]) {
    for (const { id, main } of regions) if (id !== undefined && isOwner(main)) this.#owners.add(id);
    for (const region of regions) {
      const parent = region.main['parentID'];
      if (!this.isJoint(region) || typeof parent !== 'string') continue;
      const known = this.#joints.get(parent);
      if (known) known.push(region);
      else this.#joints.set(parent, [region]);
    }
  }

  isJoint({ main, kind }: Region): boolean {
    const { parentID: parent, from_name: from } = main;
    return (
      kind === 'keypoint' && from === JOINTS_CONTROL && typeof parent === 'string' && this.#owners.has(parent)
    );
  }

  of({ id }: Region, { size }: RegionContext): Skeleton | undefined {
    const regions = id === undefined ? [] : (this.#joints.get(id) ?? []);
    const joints = regions.flatMap(({ main }) => {
      const value = main['value'] as JsonObject;
      const read = VALUE_READERS.get('keypoint')?.(value, size);
      const [name] = textsOf(value['keypointlabels']);
      if (!read || typeof read === 'string' || read.shape.kind !== 'point' || name === undefined) return [];
      const { x, y } = read.shape;
      const own = isObject(main['meta']) ? main['meta'][OWN_KEY] : undefined;
      return [[name, { x, y, visibility: isObject(own) && own['occluded'] === true ? 1 : 2 }] as const];
    });
    return joints.length === 0
      ? undefined
      : ({ kind: 'skeleton', joints: Object.fromEntries(joints) } satisfies Skeleton);
  }
}

function isOwner({ meta }: JsonObject): boolean {
  const own = isObject(meta) ? meta[OWN_KEY] : undefined;
  return isObject(own) && own['skeleton'] === true;
}

/** `right` leads from the first to the second, `left` back, `bi` both ways. */
function withRelations(
  annotations: readonly Annotation[],
  relations: readonly JsonObject[],
  idOf: ReadonlyMap<string, string>,
  kept: Json[],
): readonly Annotation[] {
  const links = new Map<string, Link[]>();
  const add = (from: string, to: string, names: readonly string[]): void => {
    const list = links.get(from) ?? [];
    links.set(from, list);
    if (names.length === 0) list.push({ to });
    for (const name of names) list.push({ to, name });
  };
  for (const relation of relations) {
    const { from_id: a, to_id: b, direction, labels } = relation;
    const [from, to] = [a, b].map((id) => (typeof id === 'string' ? idOf.get(id) : undefined));
    if (from === undefined || to === undefined) {
      kept.push(relation);
      continue;
    }
    if (direction !== 'left') add(from, to, textsOf(labels));
    if (direction === 'left' || direction === 'bi') add(to, from, textsOf(labels));
  }
  if (links.size === 0) return annotations;
  return annotations.map((annotation) => {
    const own = links.get(annotation.id);
    return own ? { ...annotation, links: [...own, ...(annotation.links ?? [])] } : annotation;
  });
}
