import { relabel } from '../edit/edits';
import { closest } from '../schema/closest';
import type { Check } from './check';
import { about } from './lib/about';

export const unknownClass: Check = {
  id: 'unknown-class',
  severity: 'error',
  about: 'A class is not one of those in relabel.yaml.',
  run({ doc, schema }) {
    const names = schema?.classes.map(({ name }) => name) ?? [];
    if (names.length === 0) return [];
    const known = new Set(names);
    return doc.annotations
      .filter(({ label }) => !known.has(label))
      .map((annotation) => {
        const likely = closest(annotation.label, names);
        const hint = likely[0] === undefined ? '' : ` Did you mean "${likely[0]}"?`;
        const message = `The class "${annotation.label}" is not in relabel.yaml.${hint}`;
        const fixes = likely.map((name) => ({
          title: `Change class to "${name}"`,
          edit: relabel([annotation], name),
        }));
        return about(unknownClass.id, unknownClass.severity, annotation, message, fixes);
      });
  },
};
