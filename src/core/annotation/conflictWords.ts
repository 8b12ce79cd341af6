import type { Property } from './merge/mergeAnnotation';

/** A property as people call it: "class", "attribute side". */
export function propertyWords(property: Property): string {
  if (property === 'label') return 'class';
  if (property.startsWith('attributes/')) return `attribute ${property.slice('attributes/'.length)}`;
  return property.startsWith('extra/') ? property.slice('extra/'.length) : property;
}
