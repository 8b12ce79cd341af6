import { FLAGS, type Annotation } from '../annotation/annotation';
import { sameValue } from '../annotation/document';
import type { Json } from '../json/json';

/** One thing that is said of an instance and differs. */
export interface FactChange {
  /** `occluded`, `text`, `links`, `locked`, ... or the attribute's name. */
  readonly name: string;
  /** Where the name stands; absent: a property of the annotation. */
  readonly of?: 'attribute' | 'extra';
  /** Absent: it was or is not said. */
  readonly from?: Json;
  readonly to?: Json;
  /** True when it is no label: how it is shown, who found it, remarks. */
  readonly aside?: true;
}

/** What an annotation says about its thing. */
const DESCRIBING = [...FLAGS, 'group', 'order', 'text', 'links'] as const;
/** How it is shown, who found it, what people said about it. */
const ASIDE = ['apart', 'locked', 'hidden', 'score', 'model', 'review', 'comments'] as const;

/** What is said differently of two versions of an instance, apart from class, shape, page and conflicts. */
export function factChanges(before: Annotation, after: Annotation): readonly FactChange[] {
  return [
    ...DESCRIBING.flatMap((name) => differing(name, valueOf(before, name), valueOf(after, name))),
    ...members(before.attributes, after.attributes, { of: 'attribute' }),
    ...ASIDE.flatMap((name) => differing(name, valueOf(before, name), valueOf(after, name), { aside: true })),
    ...members(before.extra, after.extra, { of: 'extra', aside: true }),
  ];
}

function valueOf(annotation: Annotation, name: string): Json | undefined {
  return (annotation as unknown as Readonly<Record<string, Json | undefined>>)[name];
}

type Mark = Pick<FactChange, 'of' | 'aside'>;

function differing(
  name: string,
  from: Json | undefined,
  to: Json | undefined,
  mark: Mark = {},
): FactChange[] {
  if (sameValue(from, to)) return [];
  return [{ name, ...mark, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}

type Members = Readonly<Record<string, Json>> | undefined;

function members(before: Members, after: Members, mark: Mark): FactChange[] {
  if (before === after) return [];
  const [from, to] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return [...new Set([...from.keys(), ...to.keys()])]
    .sort()
    .flatMap((name) => differing(name, from.get(name), to.get(name), mark));
}
