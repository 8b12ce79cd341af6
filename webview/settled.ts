/**
 * The defaults with what can be trusted of a remembered value: members of the same type, numbers that are finite, and
 * of the members in `names` one of the words listed there.
 */
export function settled<T extends object>(
  defaults: T,
  value: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, readonly string[]>>,
): T {
  const found = Object.entries(defaults).filter(([key, fallback]) => {
    const own = value[key];
    if (typeof own !== typeof fallback || typeof own === 'object') return false;
    if (typeof own === 'number') return Number.isFinite(own);
    return typeof own !== 'string' || (names[key]?.includes(own) ?? true);
  });
  return { ...defaults, ...Object.fromEntries(found.map(([key]) => [key, value[key]])) };
}
