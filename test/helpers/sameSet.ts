import type { Annotation } from '../../src/core/annotation/annotation';
import { FLAGS } from '../../src/core/annotation/annotation';
import { sameValue } from '../../src/core/annotation/document';
import type { Format } from '../../src/core/formats/format';
import type { LabeledImage, LabelSet } from '../../src/core/formats/labelSet';
import { printJson } from '../../src/core/json/exact';
import type { Json } from '../../src/core/json/json';
import { sameShape } from './sameShape';

/** How many things of an image (or, under '', of the set) the writer itself said it would lose. */
export type SaidLosses = ReadonlyMap<string, number>;

/** What is different between what was written and what was read, in sentences; none when they say the same. */
export function differences(format: Format, wrote: LabelSet, read: LabelSet, said: SaidLosses): string[] {
  const after = new Map([...read.images].map((image) => [image.path, image]));
  const found = [...wrote.images].flatMap((image) => {
    const other = after.get(image.path);
    after.delete(image.path);
    return other ? imageDifferences(format, image, other, said) : missing(format, image);
  });
  const more = [...after.keys()].map((path) => `image ${path} was read and never written`);
  return [...classDifferences(format, wrote, read, said), ...found, ...more];
}

function classDifferences({ holds }: Format, wrote: LabelSet, read: LabelSet, said: SaidLosses): string[] {
  if (!holds.classIds || (said.get('') ?? 0) > 0) return [];
  const [before, after] = [wrote, read].map(({ schema }) => schema.classes);
  const same =
    before?.length === after?.length &&
    before?.every(({ name, id }, i) => after?.[i]?.name === name && (id === undefined || after[i].id === id));
  const text = (list: typeof before) => list?.map(({ name, id }) => `${id ?? '-'}:${name}`).join(' | ');
  return same ? [] : [`classes were ${text(before)}, are ${text(after)}`];
}

/** What nobody has looked at may be left out, and what has nothing on it where a format cannot tell. */
function missing({ holds }: Format, { path, labelled, doc }: LabeledImage): string[] {
  const isEmpty = doc.annotations.length === 0 && doc.tags.length === 0;
  return isEmpty && (!labelled || !holds.negatives) ? [] : [`image ${path} is missing`];
}

function imageDifferences(
  format: Format,
  wrote: LabeledImage,
  read: LabeledImage,
  said: SaidLosses,
): string[] {
  const { holds } = format;
  const allowed = said.get(wrote.path) ?? 0;
  const [a, b] = [wrote.doc, read.doc];
  const facts = [
    a.image.widthPx !== b.image.widthPx || a.image.heightPx !== b.image.heightPx ? 'size' : '',
    wrote.split !== undefined && wrote.split !== read.split ? `split ${wrote.split} -> ${read.split}` : '',
    holds.state && a.state !== b.state ? `state ${a.state} -> ${b.state}` : '',
    holds.negatives && wrote.labelled !== read.labelled
      ? `labelled ${wrote.labelled} -> ${read.labelled}`
      : '',
    sameValue([...a.tags].sort(), [...b.tags].sort()) ? '' : `tags ${a.tags.join()} -> ${b.tags.join()}`,
    isSorted(b.annotations) ? '' : 'annotations are not sorted by id, or two have one id',
  ].filter((text) => text !== '');
  const lists = annotationDifferences(format, a.annotations, b.annotations, allowed);
  return [...(allowed > 0 ? [] : facts), ...lists].map((text) => `${wrote.path}: ${text}`);
}

function isSorted(annotations: readonly Annotation[]): boolean {
  return annotations.every(({ id }, i) => i === 0 || (annotations[i - 1]?.id ?? '') < id);
}

/** Pairs are found by what they say: formats that have no ids may order annotations as they like. */
function annotationDifferences(
  format: Format,
  before: readonly Annotation[],
  after: readonly Annotation[],
  allowed: number,
): string[] {
  const pairs = pairsOf(format, before, after);
  const lost = before.filter((annotation) => !pairs.has(annotation));
  const taken = new Set(pairs.values());
  const made = after.filter((annotation) => !taken.has(annotation));
  const loose = format.holds.fields.includes('links') ? linkDifferences(pairs) : [];
  if (lost.length <= allowed && made.length <= allowed) return allowed > 0 ? [] : loose;
  return [
    ...lost.map((annotation) => `written but not read: ${text(annotation)}`),
    ...made.map((annotation) => `read but not written: ${text(annotation)}`),
  ];
}

function pairsOf(format: Format, before: readonly Annotation[], after: readonly Annotation[]) {
  const pairs = new Map<Annotation, Annotation>();
  const left = new Set(after);
  for (const annotation of before)
    for (const other of left) {
      if (!sameAnnotation(format, annotation, other)) continue;
      pairs.set(annotation, other);
      left.delete(other);
      break;
    }
  return pairs;
}

function linkDifferences(pairs: ReadonlyMap<Annotation, Annotation>): string[] {
  const idAfter = new Map([...pairs].map(([a, b]) => [a.id, b.id]));
  return [...pairs].flatMap(([a, b]) => {
    const wanted = (a.links ?? []).map((link) => ({ ...link, to: idAfter.get(link.to) ?? link.to }));
    return sameValue(wanted, b.links ?? [])
      ? []
      : [`links ${printJson(wanted as unknown as Json)} -> ${printJson((b.links ?? []) as unknown as Json)}`];
  });
}

function sameAnnotation({ holds }: Format, a: Annotation, b: Annotation): boolean {
  return (
    a.label === b.label &&
    (!holds.ids || a.id === b.id) &&
    sameShape(a.shape, b.shape) &&
    FLAGS.every((flag) => a[flag] === b[flag]) &&
    holds.fields.every(
      (field) => field === 'links' || field === 'attributes' || sameField(a[field], b[field]),
    ) &&
    sameAttributes(a, b)
  );
}

function sameField(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' || typeof b === 'number')
    return (
      Math.abs(Number(a ?? 0) - Number(b ?? 0)) < 1e-9 && (a === undefined || b !== undefined || a === 0)
    );
  return sameValue(a, b);
}

/** A format may tell values as text only. */
function sameAttributes(a: Annotation, b: Annotation): boolean {
  const other = new Map(Object.entries(b.attributes ?? {}));
  return Object.entries(a.attributes ?? {}).every(([name, value]) => {
    const read = other.get(name);
    return sameValue(value, read) || (read !== undefined && String(value) === String(read));
  });
}

function text(annotation: Annotation): string {
  const json = printJson(annotation as unknown as Json);
  return json.length > 700 ? `${json.slice(0, 700)}…` : json;
}
