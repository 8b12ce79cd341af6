/** One text for values that are equal as `sameValue` has it: keys in order, nothing absent. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? '';
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  // As pairs: an object would order keys that are numbers by itself.
  return { $: members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]) };
}
