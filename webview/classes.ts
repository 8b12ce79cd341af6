import type { Annotation } from '../src/core/annotation/annotation';
import type { AnnotationDoc } from '../src/core/annotation/document';
import type { LabelClass, LabelSchema } from '../src/core/schema/labelSchema';
import type { ShapeKindName } from '../src/core/shapes/index';
import type { State } from './store';

/** What the page calls an annotation that has no class yet. */
export function classTitle(label: string): string {
  return label === '' ? 'no class' : label;
}

/** The schema's classes in its order, then those typed on the fly in this image, by name. */
export function knownClasses(state: Pick<State, 'schema' | 'doc' | 'activeClass'>): readonly LabelClass[] {
  const inSchema = new Set(state.schema.classes.map(({ name }) => name));
  const typed = new Set(labelsOf(state.doc).keys());
  if (state.activeClass !== undefined) typed.add(state.activeClass);
  const extra = [...typed].filter((name) => name !== '' && !inSchema.has(name)).sort();
  return [...state.schema.classes, ...extra.map((name) => ({ name, attributes: [] }))];
}

export interface ClassCount {
  readonly annotations: number;
  /** How many of them are proposals. */
  readonly proposed: number;
}

const counts = new WeakMap<readonly Annotation[], ReadonlyMap<string, ClassCount>>();

/** How often each class occurs in the document; derived once per list of annotations. */
export function labelsOf(doc: AnnotationDoc): ReadonlyMap<string, ClassCount> {
  const known = counts.get(doc.annotations);
  if (known) return known;
  const map = new Map<string, { annotations: number; proposed: number }>();
  for (const { label, proposed } of doc.annotations) {
    const entry = map.get(label) ?? { annotations: 0, proposed: 0 };
    entry.annotations++;
    if (proposed) entry.proposed++;
    map.set(label, entry);
  }
  counts.set(doc.annotations, map);
  return map;
}

const DIGITS = '1234567890';

/**
 * The digit that picks each class: its own `key` when that is a digit, else the first free digits in the order of
 * the list (1 to 9, then 0).
 */
export function classDigits(classes: readonly LabelClass[]): ReadonlyMap<string, string> {
  const taken = new Set(
    classes.flatMap(({ key }) => (key !== undefined && DIGITS.includes(key) ? [key] : [])),
  );
  const free = [...DIGITS].filter((digit) => !taken.has(digit));
  const digits = new Map<string, string>();
  for (const { name, key } of classes) {
    const digit = key !== undefined ? (DIGITS.includes(key) ? key : undefined) : free.shift();
    if (digit !== undefined && digit !== '') digits.set(name, digit);
  }
  return digits;
}

/** The class of a digit, or of a letter that a class has as its `key`. */
export function classForKey(classes: readonly LabelClass[], key: string): string | undefined {
  for (const [name, its] of classDigits(classes)) if (its === key) return name;
  return classLetters(classes).get(key);
}

/** The classes whose `key` is a letter, by that letter. */
export function classLetters(classes: readonly LabelClass[]): ReadonlyMap<string, string> {
  const letters = classes.flatMap(({ name, key = '' }) =>
    /^[a-z]$/i.test(key) ? [[key.toLowerCase(), name] as const] : [],
  );
  return new Map(letters.reverse());
}

/** The key that picks the class, as it is shown beside it. */
export function classKeys(classes: readonly LabelClass[]): ReadonlyMap<string, string> {
  const letters = [...classLetters(classes)].map(([letter, name]) => [name, letter.toUpperCase()] as const);
  return new Map([...classDigits(classes), ...letters]);
}

/** Why a class is not for a shape of this kind, or undefined when it is. */
export function misfit(schema: LabelSchema, label: string, kind: ShapeKindName): string | undefined {
  const shapes = schema.classes.find(({ name }) => name === label)?.shapes;
  if (!shapes || shapes.includes(kind)) return undefined;
  return `“${label}” is for ${shapes.join(' or ')} only, not for ${kind}`;
}
