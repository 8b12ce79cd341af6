const KEY = Symbol.for('relabel.integration');

/** Each spec file is a bundle of its own with its own modules; what they share hangs on the process. */
const shared: Map<string, unknown> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new Map()) as Map<
  string,
  unknown
>;

/** Makes a value once per mocha process, however many spec files ask. */
export function once<T>(key: string, make: () => T): T {
  if (!shared.has(key)) shared.set(key, make());
  return shared.get(key) as T;
}

/** The value of `once` when somebody has made it. */
export function made<T>(key: string): T | undefined {
  return shared.get(key) as T | undefined;
}
