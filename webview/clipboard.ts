import type { Annotation } from '../src/core/annotation/annotation';
import { byId, type AnnotationDoc } from '../src/core/annotation/document';
import { entryOfFacts, factsOfEntry, wrongFact } from '../src/core/annotation/entryFacts';
import { asCopied } from '../src/core/annotation/asCopied';
import { nextGroup } from '../src/core/edit/group';
import { withLinks } from '../src/core/edit/links';
import { add } from '../src/core/edit/edits';
import type { Edit } from '../src/core/edit/edit';
import type { Json, JsonObject } from '../src/core/json/json';
import { kindNamed, kindOf, SHAPE_KINDS, type Shape } from '../src/core/shapes/index';

const MARK = 'relabel-annotations';

/** Annotations as text for the clipboard: `{"relabel-annotations": [{"id", "label", "<kind>": shape, ...}]}`. */
export function toClipboard(annotations: readonly Annotation[]): string {
  const entries = annotations.map((annotation) => {
    const { id, label, shape, extra: _, ...facts } = asCopied(annotation);
    return { id, label, [shape.kind]: kindOf(shape).print(shape), ...entryOfFacts(facts) };
  });
  return `{"${MARK}": [\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}`;
}

/** The annotations in a text, or a sentence that says why there are none. */
export function fromClipboard(text: string): readonly Annotation[] | string {
  const entries = entriesOf(text);
  if (!entries) return text.trim() === '' ? 'The clipboard is empty.' : NOT_OURS;
  const annotations = entries.flatMap((entry) => annotationOf(entry) ?? []);
  return annotations.length > 0 ? annotations : 'None of the annotations in the clipboard could be read.';
}

const NOT_OURS = 'The clipboard holds no annotations: copy some in Relabel first.';

function entriesOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const list = isRecord(value) ? value[MARK] : undefined;
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function annotationOf(entry: unknown): Annotation | undefined {
  if (!isRecord(entry)) return undefined;
  const { id, label } = entry;
  if (typeof id !== 'string' || typeof label !== 'string') return undefined;
  const shape = shapeOf(entry);
  const facts = entry as JsonObject;
  if (!shape || wrongFact(facts) !== undefined) return undefined;
  return asCopied({ id, label, shape, ...factsOfEntry(facts) });
}

function shapeOf(entry: Readonly<Record<string, unknown>>): Shape | undefined {
  for (const kind of SHAPE_KINDS) {
    if (entry[kind] === undefined) continue;
    const shape = kindNamed(kind).parse(entry[kind] as Json);
    return typeof shape === 'string' ? undefined : shape;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Pasted {
  readonly edit: Edit;
  /** How many lay outside the image and were left out. */
  readonly outside: number;
}

/**
 * Adds copies with fresh ids on a page: where they were, or `offsetPx` further right and down when one of them is
 * still here; cut at the image's border. Groups get new numbers, links lead to the copies, or to what is here. Whoever
 * pastes stands for the copy, so no model or score comes along.
 */
export function paste(
  label: string,
  doc: AnnotationDoc,
  annotations: readonly Annotation[],
  offsetPx: number,
  newId: () => string,
  page = 0,
): Pasted {
  const here = byId(doc);
  const shift = annotations.some(({ id }) => here.has(id)) ? offsetPx : 0;
  const { widthPx, heightPx } = doc.image;
  const inside = annotations.flatMap((annotation): Annotation[] => {
    const kind = kindOf(annotation.shape);
    const shape = kind.clip(kind.translate(annotation.shape, shift, shift), widthPx, heightPx);
    return shape ? [{ ...asCopied(annotation), shape }] : [];
  });
  const ids = new Map(inside.map(({ id }) => [id, newId()]));
  const groups = newGroups(inside, nextGroup(doc));
  const copies = inside.map(({ group, links = [], ...rest }) => {
    const number = group === undefined ? undefined : groups.get(group);
    const led = links.flatMap((link) => {
      const to = ids.get(link.to) ?? (here.has(link.to) ? link.to : undefined);
      return to === undefined ? [] : [{ ...link, to }];
    });
    const copy = { ...rest, id: ids.get(rest.id) ?? rest.id, ...(page > 0 && { page }) };
    return withLinks({ ...copy, ...(number !== undefined && { group: number }) }, led);
  });
  return { edit: add(label, copies), outside: annotations.length - copies.length };
}

function newGroups(annotations: readonly Annotation[], first: number): ReadonlyMap<number, number> {
  const used = new Set(annotations.flatMap(({ group }) => group ?? []));
  return new Map([...used].map((group, i) => [group, first + i]));
}
