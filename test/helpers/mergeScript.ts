import type { Annotation, Comment } from '../../src/core/annotation/annotation';
import { keptApart } from '../../src/core/annotation/apart';
import { conflictsOf, resolved, type Decision } from '../../src/core/annotation/conflict';
import {
  compareIds,
  emptyDoc,
  type AnnotationDoc,
  type ImageState,
} from '../../src/core/annotation/document';
import { withFactsResolved } from '../../src/core/annotation/factsConflict';
import { isObject, type Json } from '../../src/core/json/json';

/**
 * Labels made by a list of small whole numbers, each of which is one step on what the ones before left: quick to draw
 * by the hundred thousand, and a failing list shrinks to the few steps that matter.
 */
export type Script = readonly number[];

/** Steps of one of these numbers, which `stepped` understands. */
export const STEPS = 4096;

/** Pieces of a step's number, taken off one after the other. */
class Digits {
  #left: number;

  constructor(step: number) {
    this.#left = step;
  }

  below(count: number): number {
    const digit = this.#left % count;
    this.#left = Math.floor(this.#left / count);
    return digit;
  }
}

const IDS = ['a', 'b', 'c', 'd'] as const;
const IMAGE = { file: 'a.png', widthPx: 640, heightPx: 480 };

export function blank(): AnnotationDoc {
  return emptyDoc(IMAGE);
}

export function scripted(script: Script, from: AnnotationDoc = blank()): AnnotationDoc {
  return script.reduce(stepped, from);
}

type OneStep = (annotation: Annotation, value: number) => Annotation;

/** What can happen to an annotation; those that say something come up again and again, so that they clash. */
const CHANGES: readonly OneStep[] = [
  (annotation, value) => ({ ...annotation, shape: { kind: 'box', x: value, y: 1, width: 2, height: 3 } }),
  (annotation, value) => ({ ...annotation, shape: { kind: 'point', x: value, y: 1 } }),
  (annotation, value) => ({ ...annotation, label: ['car', 'bus', 'van'][value] ?? 'car' }),
  (annotation, value) => ({ ...annotation, order: value }),
  (annotation, value) => ({ ...annotation, text: `text ${value}` }),
  (annotation, value) => ({ ...annotation, group: value + 1 }),
  (annotation, value) => without(annotation, (['text', 'group', 'attributes'] as const)[value] ?? 'text'),
  (annotation) =>
    annotation.occluded ? without(annotation, 'occluded') : { ...annotation, occluded: true as const },
  (annotation, value) => ({ ...annotation, attributes: { ...annotation.attributes, side: value } }),
  (annotation, value) => ({ ...annotation, attributes: { ...annotation.attributes, [`k${value}`]: true } }),
  (annotation, value) => ({ ...annotation, extra: { ...annotation.extra, [`x${value}`]: value } }),
  (annotation, value) => linked(annotation, IDS[value] ?? 'a'),
  (annotation, value) => ({
    ...annotation,
    review: { verdict: value === 0 ? 'accepted' : 'returned', of: `${value}` },
  }),
  (annotation, value) => ({ ...annotation, comments: said(annotation.comments, value) }),
  (annotation, value) => keptApart(annotation, IDS[value + 1] ?? 'a'),
];

/** How many kinds of steps there are: a step is its kind and so many times what it is done to. */
export const KINDS = CHANGES.length + 9;

function stepped(doc: AnnotationDoc, step: number): AnnotationDoc {
  const digits = new Digits(step);
  const kind = digits.below(KINDS);
  const change = CHANGES[kind];
  const id = IDS[digits.below(IDS.length)] ?? 'a';
  const value = digits.below(3);
  if (change) return withOne(doc, change(doc.annotations.find((each) => each.id === id) ?? fresh(id), value));
  switch (kind - CHANGES.length) {
    case 0:
    case 1:
      return { ...doc, annotations: doc.annotations.filter((annotation) => annotation.id !== id) };
    case 2:
      return { ...doc, tags: toggled(doc.tags, ['indoor', 'blurred', 'night'][value] ?? '') };
    case 3:
      return withState(doc, ([undefined, 'todo', 'done'] as const)[value]);
    case 4:
      return { ...doc, extra: { ...doc.extra, [id]: value } };
    case 5:
      return withKept(doc, id, value);
    case 6:
      return { ...doc, comments: said(doc.comments, value) };
    case 7:
      return {
        ...doc,
        removed: [...(doc.removed ?? []).filter((each) => each.id !== id), { id, of: `${value}` }],
      };
    default:
      return decided(doc, (['ours', 'theirs', 'both'] as const)[value] ?? 'edited');
  }
}

function fresh(id: string): Annotation {
  return { id, label: 'car', shape: { kind: 'box', x: 0, y: 0, width: 1, height: 1 } };
}

function withOne(doc: AnnotationDoc, annotation: Annotation): AnnotationDoc {
  const others = doc.annotations.filter(({ id }) => id !== annotation.id);
  return { ...doc, annotations: [...others, annotation].sort(compareIds) };
}

function without(annotation: Annotation, key: keyof Annotation): Annotation {
  return Object.fromEntries(
    Object.entries(annotation).filter(([each]) => each !== key),
  ) as unknown as Annotation;
}

function linked({ links = [], ...annotation }: Annotation, to: string): Annotation {
  const others = links.filter((link) => link.to !== to);
  if (others.length === links.length) others.push({ to, name: 'on' });
  return others.length > 0 ? { ...annotation, links: others } : annotation;
}

/** Says something, says it in other words, or calls it dealt with. */
function said(comments: readonly Comment[] = [], value: number): readonly Comment[] {
  const [first, ...rest] = comments;
  if (!first || value === 0)
    return [...comments, { id: `c${comments.length}`, text: `first ${comments.length}` }];
  return value === 1
    ? [{ ...first, text: `${first.text}!` }, ...rest]
    : [{ ...first, resolved: true }, ...rest];
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}

function withState({ state: _, ...doc }: AnnotationDoc, state: ImageState | undefined): AnnotationDoc {
  return state ? { ...doc, state } : doc;
}

/** Entries as a newer version may write them, with an id or without. */
function withKept(doc: AnnotationDoc, id: string, value: number): AnnotationDoc {
  const entry: Json = value === 0 ? `junk ${id}` : { id: `kept-${id}`, label: 'x', hologram: value };
  const others = doc.kept.filter((each) => !(isObject(each) && each['id'] === `kept-${id}`));
  const kept = value === 2 && others.length < doc.kept.length ? others : [...others, entry];
  const place = (each: Json): string => (isObject(each) ? String(each['id']) : '\uFFFF');
  return { ...doc, kept: kept.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0)) };
}

function decided(doc: AnnotationDoc, decision: Decision): AnnotationDoc {
  const [open] = conflictsOf(doc);
  if (!open) return doc.conflict ? withFactsResolved(doc, 'theirs') : doc;
  const others = doc.annotations.filter(({ id }) => id !== open.id);
  const made = resolved(open, decision, () => `${open.id}2`).filter(
    ({ id }) => !others.some((other) => other.id === id),
  );
  return { ...doc, annotations: [...others, ...made].sort(compareIds) };
}
