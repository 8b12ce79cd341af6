import type { AnnotationDoc } from '../annotation/document';
import { setFacts } from '../edit/edits';
import { factsOf } from '../edit/edit';
import type { TagGroup } from '../schema/labelSchema';
import type { Check, Finding } from './check';

export const missingTag: Check = {
  id: 'missing-tag',
  severity: 'warning',
  about: 'A required question about the image has no answer.',
  run: ({ doc, schema }) =>
    (isUntouched(doc) ? [] : (schema?.tags ?? []))
      .filter(({ required, options }) => required && !options.some(({ name }) => doc.tags.includes(name)))
      .map((group) => finding(doc, group)),
};

/** A model's proposals alone are no sign that anybody has looked at the image. */
function isUntouched({ annotations, tags, state }: AnnotationDoc): boolean {
  return (
    annotations.length > 0 && annotations.every(({ proposed }) => proposed) && tags.length === 0 && !state
  );
}

function finding(doc: AnnotationDoc, { name, options }: TagGroup): Finding {
  return {
    check: missingTag.id,
    severity: missingTag.severity,
    message: `"${name}" is not answered: choose ${options.map((option) => option.name).join(', ')}.`,
    fixes: options.map((option) => ({
      title: `Set "${option.name}"`,
      edit: setFacts(`Set ${option.name}`, doc, { ...factsOf(doc), tags: [...doc.tags, option.name] }),
    })),
  };
}
