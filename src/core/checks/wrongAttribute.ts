import type { Annotation } from '../annotation/annotation';
import { fits } from '../edit/attributes';
import { isArray, type Json } from '../json/json';
import { closest } from '../schema/closest';
import type { AttributeSpec } from '../schema/labelSchema';
import type { Check, Finding, Fix } from './check';
import { about, named } from './lib/about';
import { shown, specsByClass, valueFix, valueOf } from './lib/attributes';

export const wrongAttribute: Check = {
  id: 'wrong-attribute',
  severity: 'error',
  about: "An attribute's value is of a wrong type, none of the options or out of range.",
  run({ doc, schema }) {
    const specs = specsByClass(schema);
    return doc.annotations.flatMap((annotation) =>
      (specs.get(annotation.label) ?? []).flatMap((spec) => inspect(annotation, spec)),
    );
  },
};

function inspect(annotation: Annotation, spec: AttributeSpec): Finding[] {
  const value = valueOf(annotation, spec.name);
  if (value === undefined || fits(spec, value)) return [];
  const message = `"${spec.name}" of the ${named(annotation)} is ${shown(value)}; it must be ${expected(spec)}.`;
  const fixes = repairs(annotation, spec, value);
  return [about(wrongAttribute.id, wrongAttribute.severity, annotation, message, fixes)];
}

function expected(spec: AttributeSpec): string {
  switch (spec.type) {
    case 'checkbox':
      return 'true or false';
    case 'choice':
      return spec.options.join(' or ');
    case 'multichoice':
      return `a list of ${spec.options.join(', ')}`;
    case 'number':
      return `a number${range(spec)}`;
    case 'text':
      return 'a text';
  }
}

function range({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min}`;
  return max === undefined ? '' : ` up to ${max}`;
}

/** The nearest value that fits, the default, nothing at all. */
function repairs(annotation: Annotation, spec: AttributeSpec, value: Json): Fix[] {
  const near = nearest(spec, value);
  const values = [...near, ...(spec.default === undefined ? [] : [spec.default])];
  const unique = values.filter((each, i) => values.findIndex((other) => shown(other) === shown(each)) === i);
  return [
    ...unique.map((each) =>
      valueFix(`Set "${spec.name}" to ${shown(each)}`, annotation, [[spec.name, each]]),
    ),
    valueFix(`Remove "${spec.name}"`, annotation, [[spec.name, undefined]]),
  ];
}

function nearest(spec: AttributeSpec, value: Json): readonly Json[] {
  switch (spec.type) {
    case 'checkbox':
      return value === 'true' || value === 1 ? [true] : value === 'false' || value === 0 ? [false] : [];
    case 'choice':
      return typeof value === 'string' ? closest(value, spec.options) : [];
    case 'multichoice':
      return [nearestSeveral(spec.options, value)].filter((list) => list.length > 0);
    case 'number':
      return nearestNumber(spec, value);
    case 'text':
      return typeof value === 'object' ? [] : [String(value)];
  }
}

/** A single option becomes a list; what is no option is left out. */
function nearestSeveral(options: readonly string[], value: Json): readonly string[] {
  const list = isArray(value) ? value : [value];
  return options.filter((option) => list.includes(option));
}

function nearestNumber(
  { min, max }: { readonly min?: number; readonly max?: number },
  value: Json,
): readonly number[] {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return [];
  return [Math.min(max ?? Infinity, Math.max(min ?? -Infinity, number))];
}
