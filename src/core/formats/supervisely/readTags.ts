import { FLAGS, type Annotation } from '../../annotation/annotation';
import type { Json } from '../../json/json';
import { object, text } from '../datumaro/categories';
import type { Meta } from './meta';

/** Facts that the tags of an object say, and tags that are kept as they are. */
export function readTags(
  tags: readonly Json[],
  { booleans }: Meta,
): { readonly facts: Partial<Annotation>; readonly others: readonly Json[] } {
  const attributes = new Map<string, Json>();
  const others: Json[] = [];
  let facts: Partial<Annotation> = {};
  for (const tag of tags) {
    const { name: given, value = null } = object(tag);
    const name = text(given) ?? '';
    const flag = FLAGS.find((each) => each === name);
    if (flag && value === null) facts = { ...facts, [flag]: true };
    else if (name === 'score' && typeof value === 'number') facts = { ...facts, score: value };
    else if (name === '' || attributes.has(name)) others.push(tag);
    else
      attributes.set(
        name,
        booleans.has(name) && typeof value === 'string' ? value === 'true' : (value ?? true),
      );
  }
  const all = attributes.size > 0 ? { attributes: Object.fromEntries(attributes) } : {};
  return { facts: { ...facts, ...all }, others };
}
