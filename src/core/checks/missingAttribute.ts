import type { Annotation } from '../annotation/annotation';
import type { AttributeSpec } from '../schema/labelSchema';
import type { Check, Finding, Fix } from './check';
import { about, named } from './lib/about';
import { specsByClass, valueFix, valueOf } from './lib/attributes';

export const missingAttribute: Check = {
  id: 'missing-attribute',
  severity: 'warning',
  about: 'An annotation has no value for a choice or number of its class that has no default.',
  run({ doc, schema }) {
    const specs = specsByClass(schema);
    return doc.annotations.flatMap((annotation) => inspect(annotation, specs.get(annotation.label) ?? []));
  },
};

function inspect(annotation: Annotation, specs: readonly AttributeSpec[]): Finding[] {
  const missing = specs.filter((spec) => isExpected(spec) && valueOf(annotation, spec.name) === undefined);
  if (missing.length === 0) return [];
  const names = missing.map(({ name }) => `"${name}"`).join(', ');
  const message = `The ${named(annotation)} has no value for ${names}.`;
  const fixes = options(annotation, missing);
  return [about(missingAttribute.id, missingAttribute.severity, annotation, message, fixes)];
}

/** Where there is a default, absent means that; no text, no tick and none of several options can be an answer too. */
function isExpected(spec: AttributeSpec): boolean {
  return spec.default === undefined && (spec.type === 'choice' || spec.type === 'number');
}

const MOST_OPTIONS = 10;

/** Where one choice is all that is missing, each of its options. */
function options(annotation: Annotation, [spec, ...others]: readonly AttributeSpec[]): Fix[] {
  if (!spec || others.length > 0 || spec.type !== 'choice') return [];
  return spec.options
    .slice(0, MOST_OPTIONS)
    .map((option) => valueFix(`Set "${spec.name}" to "${option}"`, annotation, [[spec.name, option]]));
}
