import type { Annotation } from '../../annotation/annotation';
import { entryOfFacts } from '../../annotation/entryFacts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Shape } from '../../shapes/index';
import type { Skeleton } from '../../shapes/shapeData';
import type { Controls } from './controls';
import { FAMILY, OWN_KEY } from './names';
import { printCompact } from './printCompact';
import { valueOf, valueText } from './valueOf';
import { VALUE_READERS, type Size } from './values';

/** Regions as texts of results, in order; relations follow them. */
export class RegionWriter {
  readonly #controls: Controls;
  readonly #size: Size;
  /** Members that every geometry result of the image has. */
  readonly #frame: string;
  readonly #texts: string[] = [];
  readonly #regionIds = new Map<string, string>();

  constructor(controls: Controls, size: Size, annotations: readonly Annotation[]) {
    this.#controls = controls;
    this.#size = size;
    this.#frame = `"original_width":${size.widthPx},"original_height":${size.heightPx},"image_rotation":0`;
    const taken = new Set<string>();
    for (const annotation of annotations) {
      const read = asideOf(annotation)?.['id'];
      const id = typeof read === 'string' && !taken.has(read) ? read : annotation.id;
      taken.add(id);
      if (id !== annotation.id) this.#regionIds.set(annotation.id, id);
    }
  }

  /** The results for annotations that are to stand in one list. */
  results(annotations: readonly Annotation[]): readonly string[] {
    this.#texts.length = 0;
    const here = new Set(annotations.some(({ links }) => links) ? annotations.map(({ id }) => id) : []);
    for (const annotation of annotations) this.#write(annotation, here);
    for (const annotation of annotations) if (annotation.links) this.#relations(annotation, here);
    return [...this.#texts];
  }

  #idOf(id: string): string {
    return this.#regionIds.get(id) ?? id;
  }

  #write(annotation: Annotation, here: ReadonlySet<string>): void {
    const aside = asideOf(annotation);
    const { shape, label } = annotation;
    const kind = kindFor(shape, aside);
    const joined: string[] = [];
    const meta = this.#meta(annotation, here, joined);
    if (!aside && !meta && joined.length === 0 && shape.kind !== 'skeleton')
      return this.#plain(annotation, kind);
    const text = aside?.['type'];
    const isNamed = aside?.['unlabelled'] !== undefined && aside['unlabelled'] !== label;
    const type = typeof text === 'string' && fits(text, kind) && !isNamed ? text : `${kind}labels`;
    const value = {
      ...(keptValueOf(annotation, kind, this.#size) ?? valueOf(shape, kind, this.#size)),
      ...labelsMember(type, label, aside),
    };
    const to = typeof aside?.['to'] === 'string' ? aside['to'] : this.#controls.object;
    const from = this.#from(type, label, aside);
    const extra = isObject(aside?.['result']) ? aside['result'] : {};
    const result: JsonObject = {
      id: this.#idOf(annotation.id),
      type,
      from_name: from,
      to_name: to,
      original_width: this.#size.widthPx,
      original_height: this.#size.heightPx,
      image_rotation: 0,
      ...extra,
      value,
      ...factsOf(annotation),
      ...metaMember(extra['meta'], meta),
    };
    this.#texts.push(printCompact(result));
    for (const each of joined) this.#texts.push(each);
    if (isArray(aside?.['joined']))
      for (const each of aside['joined']) this.#texts.push(printCompact(withLabel(each, value, label)));
    if (shape.kind === 'skeleton') this.#joints(annotation, shape, to);
  }

  /** What most annotations are: a shape of a class, and perhaps a score. */
  #plain(annotation: Annotation, kind: string): void {
    const { id, label, shape } = annotation;
    const type = `${kind}labels`;
    const from = this.#controls.forRegion(type, label);
    const value = valueText(shape, kind, this.#size);
    const { score, locked, page } = annotation;
    const facts = `${score === undefined ? '' : `,"score":${printCompact(score)}`}${locked ? ',"readonly":true' : ''}${page === undefined ? '' : `,"item_index":${page}`}`;
    this.#texts.push(
      `{"id":${JSON.stringify(this.#idOf(id))},"type":"${type}","from_name":${JSON.stringify(from)},"to_name":${JSON.stringify(this.#controls.object)},${this.#frame},"value":{${value},"${type}":[${JSON.stringify(label)}]}${facts}}`,
    );
  }

  #from(type: string, label: string, aside: JsonObject | undefined): string {
    const read = aside?.['from'];
    return this.#controls.forRegion(type.toLowerCase(), label, typeof read === 'string' ? read : undefined);
  }

  /** What has no word in a result, for `meta`; texts and attributes become results of the region's id. */
  #meta(annotation: Annotation, here: ReadonlySet<string>, joined: string[]): JsonObject | undefined {
    const { text, attributes, links, shape, model, proposed } = annotation;
    const left: Record<string, unknown> = {};
    for (const key of ['occluded', 'truncated', 'difficult', 'crowd', 'group', 'order', 'hidden'] as const)
      if (annotation[key] !== undefined) left[key] = annotation[key];
    if (model !== undefined && !proposed) left['model'] = model;
    const lost = links?.filter(({ to }) => !here.has(to)) ?? [];
    if (lost.length > 0) left['links'] = lost;
    if (text !== undefined)
      joined.push(this.#answer(annotation, this.#controls.text(), 'textarea', { text: [text] }));
    const unasked = attributes && this.#attributes(annotation, attributes, joined);
    if (unasked && unasked.length > 0) left['attributes'] = Object.fromEntries(unasked);
    const entry: JsonObject = Object.keys(left).length > 0 ? entryOfFacts(left) : {};
    if (shape.kind === 'skeleton') return { ...entry, skeleton: true };
    if (shape.kind === 'rotatedBox' && shape.angle === 0) return { ...entry, turned: true };
    return Object.keys(entry).length > 0 ? entry : undefined;
  }

  /** Results for the attributes that are asked for; the others come back. */
  #attributes(
    annotation: Annotation,
    attributes: JsonObject,
    joined: string[],
  ): readonly (readonly [string, Json])[] {
    return Object.entries(attributes).filter(([name, value]) => {
      const asked = this.#controls.attribute(name, value);
      if (asked)
        joined.push(this.#answer(annotation, asked.control, asked.type, answerValue(asked.type, value)));
      return !asked;
    });
  }

  #answer({ id, page }: Annotation, control: string, type: string, value: JsonObject): string {
    return printCompact({
      id: this.#idOf(id),
      type,
      from_name: control,
      to_name: this.#controls.object,
      original_width: this.#size.widthPx,
      original_height: this.#size.heightPx,
      image_rotation: 0,
      value,
      ...(page !== undefined && { item_index: page }),
    });
  }

  /** Keypoints whose parent is the box of the skeleton. */
  #joints({ id, page }: Annotation, { joints }: Skeleton, to: string): void {
    const control = this.#controls.joints(Object.keys(joints));
    Object.entries(joints).forEach(([name, { x, y, visibility }], i) => {
      const result: JsonObject = {
        id: `${this.#idOf(id)}_${i + 1}`,
        type: 'keypointlabels',
        from_name: control,
        to_name: to,
        original_width: this.#size.widthPx,
        original_height: this.#size.heightPx,
        image_rotation: 0,
        value: { ...valueOf({ kind: 'point', x, y }, 'keypoint', this.#size), keypointlabels: [name] },
        parentID: this.#idOf(id),
        ...(page !== undefined && { item_index: page }),
        ...(visibility === 1 && { meta: { [OWN_KEY]: { occluded: true } } }),
      };
      this.#texts.push(printCompact(result));
    });
  }

  /** Links by their target, in the order of the targets' first link. */
  #relations({ id, links = [] }: Annotation, here: ReadonlySet<string>): void {
    const names = links.flatMap(({ to, name }) => (here.has(to) && name !== undefined ? [name] : []));
    this.#controls.relations(names);
    for (const { to, name } of links) {
      if (!here.has(to)) continue;
      const relation: JsonObject = {
        type: 'relation',
        from_id: this.#idOf(id),
        to_id: this.#idOf(to),
        direction: 'right',
        ...(name !== undefined && { labels: [name] }),
      };
      this.#texts.push(printCompact(relation));
    }
  }
}

/** The value as it was read while it still means this shape, to 1/100 pixel. */
export function keptValueOf(annotation: Annotation, kind: string, size: Size): JsonObject | undefined {
  const { shape } = annotation;
  const aside = asideOf(annotation);
  const value = aside?.['percent'] ?? aside?.['value'];
  if (!isObject(value)) return undefined;
  const read = VALUE_READERS.get(kind)?.(value, size);
  if (!read || typeof read === 'string' || read.shape.kind !== shape.kind) return undefined;
  return isNear(read.shape, shape) ? value : undefined;
}

/** The kind of value that an annotation is written with. */
export function kindOfShape(annotation: Annotation): string {
  return kindFor(annotation.shape, asideOf(annotation));
}

/** What rounding to the sidecar's grid of 1/100 pixel changes at most. */
const GRID_PX = 0.005 + 1e-9;

/** Values of one kind of shape that differ by rounding at most. */
function isNear(a: unknown, b: unknown): boolean {
  if (typeof a === 'number') return typeof b === 'number' && Math.abs(a - b) <= GRID_PX;
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((each, i) => isNear(each, b[i]));
  const other = b as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(a)) if (!isNear(value, other[key])) return false;
  return true;
}

function asideOf({ extra }: Annotation): JsonObject | undefined {
  const aside = extra?.[FAMILY];
  return isObject(aside) ? aside : undefined;
}

const KINDS: Readonly<Record<Shape['kind'], string>> = {
  box: 'rectangle',
  rotatedBox: 'rectangle',
  polygon: 'polygon',
  polyline: 'vector',
  spline: 'vector',
  point: 'keypoint',
  skeleton: 'rectangle',
  ellipse: 'ellipse',
  cuboid: 'polygon',
  mask: 'brush',
};

/** The kind of value for a shape: the one it was read from where that can still say it. */
function kindFor(shape: Shape, aside: JsonObject | undefined): string {
  const value = aside?.['value'];
  const type = aside?.['type'];
  if (!isObject(value)) return KINDS[shape.kind];
  if (value['imageDataURL'] !== undefined && shape.kind === 'mask') return 'bitmask';
  if (value['vertices'] !== undefined && shape.kind === 'polygon' && shape.rings.length === 1)
    return 'vector';
  if (value['points'] !== undefined && (shape.kind === 'polyline' || shape.kind === 'point'))
    return 'polygon';
  return type === 'ocrlabels' && KINDS[shape.kind] === 'rectangle' ? 'ocr' : KINDS[shape.kind];
}

/** A type that was read fits while the region is still of its kind. */
function fits(type: string, kind: string): boolean {
  const base = type.toLowerCase().replace(/labels$/, '');
  return base === kind || !VALUE_READERS.has(base);
}

/** A result that labels the region (`labels`) repeats its geometry. */
function withLabel(result: Json, geometry: JsonObject, label: string): Json {
  if (!isObject(result) || !isObject(result['value'])) return result;
  const { type, value } = result;
  const key = typeof type === 'string' && type.endsWith('labels') ? type : undefined;
  const labels = key === undefined ? undefined : value[key];
  if (key === undefined || !isArray(labels)) return result;
  return { ...result, value: { ...geometry, [key]: labels[0] === label ? labels : [label] } };
}

/** A plain geometry (`rectangle`) has no labels of its own: they are in a result that is joined with it. */
function labelsMember(type: string, label: string, aside: JsonObject | undefined): JsonObject {
  const read = isArray(aside?.['labels']) ? aside['labels'] : undefined;
  const labels = read && read[0] === label ? read : [label];
  if (aside?.['unlabelled'] === label || !type.toLowerCase().endsWith('labels')) return {};
  return { [type.toLowerCase()]: labels };
}

function factsOf({ score, locked, page }: Annotation): JsonObject {
  return {
    ...(score !== undefined && { score }),
    ...(locked && { readonly: true }),
    ...(page !== undefined && { item_index: page }),
  };
}

function metaMember(read: Json | undefined, own: JsonObject | undefined): JsonObject {
  if (!own) return {};
  return { meta: { ...(isObject(read) && read), [OWN_KEY]: own } };
}

function answerValue(type: string, value: Json): JsonObject {
  if (type === 'choices') return { choices: isArray(value) ? value : [String(value)] };
  if (type === 'textarea') return { text: [value] };
  return { [type]: value };
}
