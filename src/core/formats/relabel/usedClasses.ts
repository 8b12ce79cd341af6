import { parseSidecar } from '../../annotation/sidecar';
import type { LabelSchema } from '../../schema/labelSchema';

/** The beginning of an annotation's line as sidecars are printed. */
const LINE = /^ ?\{"id": "[^"\\]*", "label": ("(?:[^"\\]|\\.)*")/gm;
const ANY = /"label"\s*:/g;

/** Adds the labels of a sidecar in the order in which they turn up. Nothing of one that cannot be read. */
export function addLabels(text: string, labels: Set<string>): void {
  const found = [...text.matchAll(LINE)];
  const isPlain = found.length === [...text.matchAll(ANY)].length;
  const names = isPlain ? found.map(([, name = '""']) => JSON.parse(name) as string) : parsedLabels(text);
  for (const name of names) labels.add(name);
}

function parsedLabels(text: string): readonly string[] {
  const parsed = parseSidecar(text);
  return parsed.ok ? parsed.doc.annotations.map(({ label }) => label) : [];
}

/** The schema with classes for labels that it does not name, behind its own. */
export function withClasses(schema: LabelSchema, labels: Iterable<string>): LabelSchema {
  const known = new Set(schema.classes.map(({ name }) => name));
  const more = [...labels].filter((name) => !known.has(name)).map((name) => ({ name, attributes: [] }));
  return more.length === 0 ? schema : { ...schema, classes: [...schema.classes, ...more] };
}
