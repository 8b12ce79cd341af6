import { printJson } from '../../json/exact';
import { isArray, isObject, type Json } from '../../json/json';

/** JSON without spaces; numbers that a double cannot hold keep their digits. */
export function printCompact(value: Json): string {
  if (isArray(value)) return `[${value.map(printCompact).join(',')}]`;
  if (!isObject(value)) return printJson(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${printCompact(item)}`)
    .join(',')}}`;
}
