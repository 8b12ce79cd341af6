import { isObject, type Json } from '../json/json';

/** Entries kept aside stand where their id puts them; those without one come last. */
export function keptId(value: Json): string {
  return isObject(value) && typeof value['id'] === 'string' ? value['id'] : '\uFFFF';
}
