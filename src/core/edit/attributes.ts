import { accepted, type Annotation } from '../annotation/annotation';
import { isArray, type Json } from '../json/json';
import type { AttributeSpec, LabelSchema } from '../schema/labelSchema';
import type { Edit } from './edit';
import { update } from './edits';
import { countOf, unlocked } from './unlocked';

export type Attributes = Readonly<Record<string, Json>>;

/** What a class says about attributes; none for a class the schema does not know. */
export function attributesOf(schema: LabelSchema, label: string): readonly AttributeSpec[] {
  return schema.classes.find(({ name }) => name === label)?.attributes ?? [];
}

/** The values that a new annotation of the class begins with; undefined when there are none. */
export function defaultAttributes(schema: LabelSchema, label: string): Attributes | undefined {
  return attributesIn(attributesOf(schema, label).flatMap(defaultEntry));
}

/** The annotation with these attributes; without the key when there are none. */
export function withAttributes(annotation: Annotation, attributes: Attributes | undefined): Annotation {
  const { attributes: _, ...rest } = annotation;
  return attributes && Object.keys(attributes).length > 0 ? { ...rest, attributes } : rest;
}

/** Sets an attribute of all of them, or takes it away (undefined); locked ones stay. */
export function setAttribute(
  annotations: readonly Annotation[],
  name: string,
  value: Json | undefined,
): Edit {
  const free = unlocked(annotations);
  return update(`Change ${name} of ${countOf(free)}`, free, (annotation) => {
    const others = Object.entries(annotation.attributes ?? {}).filter(([key]) => key !== name);
    return withAttributes(
      annotation,
      attributesIn(value === undefined ? others : [...others, [name, value]]),
    );
  });
}

/** Makes proposals a person's own; what their class has attributes for begins at the defaults. */
export function accept(annotations: readonly Annotation[], schema: LabelSchema): Edit {
  const proposals = annotations.filter(({ proposed }) => proposed);
  return update('Accept proposals', proposals, (annotation) => {
    const attributes = { ...defaultAttributes(schema, annotation.label), ...annotation.attributes };
    return withAttributes(accepted(annotation), attributes);
  });
}

/**
 * Gives all of them another class. Attributes that both classes have keep their values; those that belong to the
 * former class alone go, those that are new begin at their defaults, and those of no class stay. Locked ones stay.
 */
export function changeClass(annotations: readonly Annotation[], label: string, schema: LabelSchema): Edit {
  return update(`Change class to ${label}`, unlocked(annotations), (annotation) => {
    if (annotation.label === label) return annotation;
    const left = new Set(attributesOf(schema, annotation.label).map(({ name }) => name));
    const kept = Object.entries(annotation.attributes ?? {}).filter(([name, value]) => {
      const spec = attributesOf(schema, label).find((each) => each.name === name);
      return spec ? fits(spec, value) : !left.has(name);
    });
    const attributes = { ...defaultAttributes(schema, label), ...attributesIn(kept) };
    return withAttributes({ ...annotation, label }, attributes);
  });
}

/** The attributes with those that change from image to image back at their defaults. */
export function withoutMutable(
  attributes: Attributes | undefined,
  specs: readonly AttributeSpec[],
): Attributes | undefined {
  const mutable = specs.filter((spec) => spec.mutable);
  const kept = Object.entries(attributes ?? {}).filter(([key]) => !mutable.some(({ name }) => name === key));
  return attributesIn([...kept, ...mutable.flatMap(defaultEntry)]);
}

/** True when the value is one that the attribute can have. */
export function fits(spec: AttributeSpec, value: Json): boolean {
  switch (spec.type) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && spec.options.includes(value);
    case 'multichoice':
      return isArray(value) && value.every((each) => typeof each === 'string' && spec.options.includes(each));
    case 'number':
      return typeof value === 'number' && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity);
    case 'text':
      return typeof value === 'string';
  }
}

function defaultEntry(spec: AttributeSpec): readonly (readonly [string, Json])[] {
  return spec.default === undefined ? [] : [[spec.name, spec.default]];
}

function attributesIn(entries: readonly (readonly [string, Json])[]): Attributes | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
