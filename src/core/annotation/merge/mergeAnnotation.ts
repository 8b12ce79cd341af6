import type { Annotation, Review } from '../annotation';
import { sameValue } from '../document';
import { FACT_KEYS } from '../entryFacts';
import { canonicalText } from './canonicalText';
import { mergeComments } from './mergeComments';
import { mergeList } from './mergeList';
import { mergeMembers, mergeValue } from './mergeMembers';

/**
 * A property of an annotation that is merged for itself: a field, or one member of `attributes` or `extra`
 * (`attributes/side`).
 */
export type Property = string;

export interface MergedAnnotation {
  /** Without conflict. */
  readonly annotation: Annotation;
  /** What both sides changed, and differently; ours stands. */
  readonly clashes: readonly Property[];
}

/** Merged part by part. */
const PARTS: readonly string[] = ['links', 'apart', 'attributes', 'comments', 'review'];
/** Merged as one value each. Halves of two shapes would be a third that nobody drew. */
const VALUES: readonly string[] = [...['label', 'shape'], ...FACT_KEYS.filter((key) => !PARTS.includes(key))];

/** Three-way merge of one annotation, property by property; links, comments and what is kept apart never clash. Without base: none had any. */
export function mergeAnnotation(
  base: Annotation | undefined,
  ours: Annotation,
  theirs: Annotation,
): MergedAnnotation {
  const clashes: Property[] = [];
  const members: Record<string, unknown> = { id: ours.id };
  const [b, o, t] = [base, ours, theirs] as unknown as [Members | undefined, Members, Members];
  for (const key of VALUES) {
    const { value, clash } = mergeValue(b?.[key], o[key], t[key]);
    if (value !== undefined) members[key] = value;
    if (clash) clashes.push(key);
  }
  Object.assign(members, mergeLists(base, ours, theirs), mergeReview(base, ours, theirs, clashes));
  for (const key of ['attributes', 'extra'] as const) {
    const merged = mergeMembers(base?.[key] ?? {}, ours[key] ?? {}, theirs[key] ?? {});
    clashes.push(...merged.clashes.map((name) => `${key}/${name}`));
    if (isThere(merged.value, base?.[key], ours[key], theirs[key])) members[key] = merged.value;
  }
  return { annotation: members as unknown as Annotation, clashes };
}

type Members = Readonly<Record<string, unknown>>;

/** An object may be there and empty. */
function isThere(merged: object, base?: object, ours?: object, theirs?: object): boolean {
  if (Object.keys(merged).length > 0) return true;
  return mergeValue(base !== undefined, ours !== undefined, theirs !== undefined).value;
}

function mergeLists(base: Annotation | undefined, ours: Annotation, theirs: Annotation): Partial<Annotation> {
  const links = mergeList(base?.links ?? [], ours.links ?? [], theirs.links ?? []);
  const comments = mergeComments(base?.comments, ours.comments, theirs.comments);
  const apart = mergeIds(base?.apart, ours.apart, theirs.apart);
  return {
    ...(links.length > 0 && { links }),
    ...(apart.length > 0 && { apart }),
    ...(comments.length > 0 && { comments }),
  };
}

type Ids = readonly string[];

/** Sorted, where it is neither side's own list. */
function mergeIds(base: Ids = [], ours: Ids = [], theirs: Ids = []): Ids {
  const merged = mergeList(base, ours, theirs, (id) => id);
  return merged === ours || merged === theirs ? merged : merged.toSorted();
}

/** Two reviewers who agree do not clash, whoever stands for it. */
function mergeReview(
  { review: base }: Partial<Annotation> = {},
  { review: ours }: Annotation,
  { review: theirs }: Annotation,
  clashes: Property[],
): { readonly review?: Review } {
  const { value, clash } = mergeValue(base, ours, theirs);
  if (!clash) return value ? { review: value } : {};
  if (ours && ours.verdict === theirs?.verdict)
    return { review: canonicalText(ours) < canonicalText(theirs) ? ours : theirs };
  clashes.push('review');
  return ours ? { review: ours } : {};
}

/** What differs between two versions, of all that is merged for itself and can clash. */
export function changedProperties(from: Annotation, to: Annotation): readonly Property[] {
  const [f, t] = [from, to] as unknown as [Members, Members];
  const fields = [...VALUES, 'review'].filter((key) => !sameValue(f[key], t[key]));
  const members = (['attributes', 'extra'] as const).flatMap((key) => {
    const [a, b] = [new Map(Object.entries(from[key] ?? {})), new Map(Object.entries(to[key] ?? {}))];
    const names = [...new Set([...a.keys(), ...b.keys()])];
    return names.filter((name) => !sameValue(a.get(name), b.get(name))).map((name) => `${key}/${name}`);
  });
  return [...fields, ...members];
}
