import type { Json, JsonObject } from '../../json/json';
import type { Annotation } from '../annotation';
import type { Property } from './mergeAnnotation';

/** What an annotation says of a property; undefined when nothing. */
export function propertyOf(annotation: Annotation, property: Property): unknown {
  const [key, name] = partsOf(property);
  if (name === undefined) return (annotation as unknown as JsonObject)[key];
  const members = annotation[key as 'attributes' | 'extra'] ?? {};
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The annotation with another value of a property; undefined takes it away. */
export function withProperty(annotation: Annotation, property: Property, value: unknown): Annotation {
  const [key, name] = partsOf(property);
  if (name === undefined) return withField(annotation, key, value);
  const members = Object.entries(annotation[key as 'attributes' | 'extra'] ?? {});
  const at = members.findIndex(([each]) => each === name);
  if (value === undefined) members.splice(at, at < 0 ? 0 : 1);
  else members.splice(at < 0 ? members.length : at, at < 0 ? 0 : 1, [name, value as Json]);
  return withField(annotation, key, members.length > 0 ? Object.fromEntries(members) : undefined);
}

function withField(annotation: Annotation, key: string, value: unknown): Annotation {
  const others = Object.entries(annotation).filter(([each]) => each !== key);
  return Object.fromEntries(
    value === undefined ? others : [...others, [key, value]],
  ) as unknown as Annotation;
}

/** `attributes/side` is "side" of the attributes; names may have a slash themselves. */
function partsOf(property: Property): readonly [key: string, name: string | undefined] {
  const at = property.indexOf('/');
  return at < 0 ? [property, undefined] : [property.slice(0, at), property.slice(at + 1)];
}
