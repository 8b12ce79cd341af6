/** Any JSON value as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The members of `object` whose keys are not in `known`, in their order; undefined when there are none. */
export function restOf(object: JsonObject, known: ReadonlySet<string>): JsonObject | undefined {
  const entries = Object.entries(object).filter(([key]) => !known.has(key));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
