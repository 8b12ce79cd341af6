import type { Annotation } from './annotation';

/** True when somebody said of one of them that it is another thing than the other. */
export function isApart(a: Annotation, b: Annotation): boolean {
  return (a.apart?.includes(b.id) ?? false) || (b.apart?.includes(a.id) ?? false);
}

/** The annotation, which says that it is another thing than the one with this id. */
export function keptApart(annotation: Annotation, id: string): Annotation {
  const apart = annotation.apart ?? [];
  return apart.includes(id) ? annotation : { ...annotation, apart: [...apart, id].sort() };
}

/** The annotation without this of any of these ids; the very same one when it says nothing of them. */
export function withoutApart(annotation: Annotation, ids: ReadonlySet<string>): Annotation {
  const { apart, ...rest } = annotation;
  if (!apart?.some((id) => ids.has(id))) return annotation;
  const left = apart.filter((id) => !ids.has(id));
  return left.length > 0 ? { ...rest, apart: left } : rest;
}
