import { factsOf } from '../edit/edit';
import { setFacts } from '../edit/edits';
import type { Check } from './check';

export const conflictingTags: Check = {
  id: 'conflicting-tags',
  severity: 'warning',
  about: 'A question with a single answer has several.',
  run: ({ doc, schema }) =>
    (schema?.tags ?? []).flatMap(({ name: question, choice, options }) => {
      const names = new Set(options.map(({ name }) => name));
      const set = [...new Set(doc.tags.filter((tag) => names.has(tag)))];
      if (choice !== 'single' || set.length < 2) return [];
      const keep = (kept: string) => doc.tags.filter((tag) => tag === kept || !names.has(tag));
      return [
        {
          check: conflictingTags.id,
          severity: conflictingTags.severity,
          message: `"${question}" takes one answer and has ${set.length}: ${set.join(', ')}.`,
          fixes: set.map((kept) => ({
            title: `Keep "${kept}"`,
            edit: setFacts(`Keep ${kept}`, doc, { ...factsOf(doc), tags: keep(kept) }),
          })),
        },
      ];
    }),
};
