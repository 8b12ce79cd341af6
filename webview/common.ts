import { sameValue } from '../src/core/annotation/document';
import type { Annotation } from '../src/core/annotation/annotation';
import { isArray, type Json } from '../src/core/json/json';
import type { AttributeSpec, LabelSchema } from '../src/core/schema/labelSchema';
import { attributesOf } from '../src/core/edit/attributes';

/** What several annotations have in common: one value, or that they differ. */
export type Common<T> = { readonly mixed: false; readonly value: T } | { readonly mixed: true };

export function commonOf<T>(
  annotations: readonly Annotation[],
  get: (annotation: Annotation) => T,
): Common<T | undefined> {
  const [first, ...others] = annotations.map(get);
  return others.every((value) => sameValue(value, first)) ? { mixed: false, value: first } : { mixed: true };
}

/** The attributes that the classes of all of them have, as their schema has them. */
export function commonSpecs(
  annotations: readonly Annotation[],
  schema: LabelSchema,
): readonly AttributeSpec[] {
  const [first, ...others] = [...new Set(annotations.map(({ label }) => label))].map((label) =>
    attributesOf(schema, label),
  );
  return (first ?? []).filter((spec) => others.every((specs) => specs.some((each) => sameValue(each, spec))));
}

/** Names of attributes that some of them have and no spec explains, by name. */
export function otherAttributes(
  annotations: readonly Annotation[],
  specs: readonly AttributeSpec[],
): readonly string[] {
  const known = new Set(specs.map(({ name }) => name));
  const names = annotations.flatMap(({ attributes = {} }) => Object.keys(attributes));
  return [...new Set(names)].filter((name) => !known.has(name)).sort();
}

/** A value of an attribute that no schema explains, as text that `parsedJson` reads again. */
export function jsonText(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return parsedJson(value) === value ? value : JSON.stringify(value);
}

/** Numbers, true, false, lists and quoted text mean what they say in JSON; everything else is text. */
export function parsedJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The options chosen of a multichoice value. */
export function chosenOf(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
