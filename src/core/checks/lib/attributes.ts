import type { Annotation } from '../../annotation/annotation';
import { withAttributes } from '../../edit/attributes';
import { update } from '../../edit/edits';
import type { Json } from '../../json/json';
import type { AttributeSpec, LabelSchema } from '../../schema/labelSchema';
import type { Fix } from '../check';
import { lazyFix } from './about';

/** What each class says about its attributes; empty without a schema. */
export function specsByClass(schema: LabelSchema | undefined): ReadonlyMap<string, readonly AttributeSpec[]> {
  return new Map(schema?.classes.map(({ name, attributes }) => [name, attributes]));
}

/** The annotation's own value of an attribute. */
export function valueOf({ attributes = {} }: Annotation, name: string): Json | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** The repair that gives an annotation these values; undefined takes one away. Also for a locked one: it is asked for. */
export function valueFix(
  title: string,
  annotation: Annotation,
  values: readonly (readonly [name: string, value: Json | undefined])[],
): Fix {
  return lazyFix(title, () => update(title, [annotation], (from) => withValues(from, values)));
}

function withValues(
  from: Annotation,
  values: readonly (readonly [name: string, value: Json | undefined])[],
): Annotation {
  const names = new Set(values.map(([name]) => name));
  const others = Object.entries(from.attributes ?? {}).filter(([name]) => !names.has(name));
  const set = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return withAttributes(from, Object.fromEntries([...others, ...set]));
}

/** A value as messages show it. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
