import type { AnnotationDoc } from '../annotation/document';
import { factsOf } from '../edit/edit';
import { setFacts } from '../edit/edits';
import { closest } from '../schema/closest';
import type { Check, Finding, Fix } from './check';

export const unknownTag: Check = {
  id: 'unknown-tag',
  severity: 'warning',
  about: 'A tag is not an option of any question in relabel.yaml.',
  run({ doc, schema }) {
    const names = (schema?.tags ?? []).flatMap(({ options }) => options.map(({ name }) => name));
    if (names.length === 0) return [];
    return [...new Set(doc.tags)]
      .filter((tag) => !names.includes(tag))
      .map((tag) => finding(doc, tag, names));
  },
};

function finding(doc: AnnotationDoc, tag: string, names: readonly string[]): Finding {
  const likely = closest(tag, names).filter((name) => !doc.tags.includes(name));
  return {
    check: unknownTag.id,
    severity: unknownTag.severity,
    message: `The tag "${tag}" is not in relabel.yaml.`,
    fixes: [...likely.map((name) => replacement(doc, tag, name)), replacement(doc, tag)],
  };
}

function replacement(doc: AnnotationDoc, tag: string, name?: string): Fix {
  const title = name === undefined ? `Remove the tag "${tag}"` : `Change the tag to "${name}"`;
  const tags = doc.tags.flatMap((set) => (set === tag ? (name ?? []) : set));
  return { title, edit: setFacts(title, doc, { ...factsOf(doc), tags: [...new Set(tags)] }) };
}
