import { FLAGS, rounded, type Annotation } from './annotation';

const known = new WeakMap<Annotation, string>();

/**
 * Sixteen hex digits that change when what is labelled changes: class, shape, flags, group, order, text, links, page,
 * attributes, and whether it is a proposal. Remarks, score, model, lock and hiding do not count, nor does the order of
 * attributes. The same before saving and after reading (coordinates as the sidecar holds them).
 */
export function fingerprint(annotation: Annotation): string {
  const found = known.get(annotation);
  if (found !== undefined) return found;
  const { label, shape, proposed, group, order, text, links, page, attributes } = rounded(annotation);
  const flags = FLAGS.filter((flag) => annotation[flag]);
  const said = { label, shape, proposed, group, order, text, links, page, attributes, flags };
  const made = hash64(canonical(said));
  known.set(annotation, made);
  return made;
}

/** True when it was judged and has not changed since. */
export function isJudged(annotation: Annotation): boolean {
  return annotation.review !== undefined && annotation.review.of === fingerprint(annotation);
}

/** JSON with keys in order and without what says nothing. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}

/** FNV-1a in two lanes that start apart: no secret is guarded, but a million labels must not meet by chance. */
function hash64(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit ^ (a >>> 15), 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
