import { printJson } from '../../json/exact';
import { isArray, isObject, type Json } from '../../json/json';

/** From here on, and below `SMALL`, Python writes floats with an exponent. */
const LARGE = 1e16;
const SMALL = 1e-4;

/** A number as Python's `repr` writes a float: `10.0`, `1e-05`. */
export function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALL || size >= LARGE))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value === 0 ? 0 : value}.0` : String(value);
}

/** JSON as Python's `json.dump(value, ensure_ascii=False, indent=2)` writes it, inside `depth` levels. */
export function printIndented(value: Json, depth: number): string {
  if (isArray(value))
    return block(
      '[',
      ']',
      value.map((item) => printIndented(item, depth + 1)),
      depth,
    );
  if (!isObject(value)) return printJson(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${printIndented(item, depth + 1)}`,
  );
  return block('{', '}', members, depth);
}

/** Printed items between brackets, each on a line of its own. */
export function block(open: string, close: string, items: readonly string[], depth: number): string {
  if (items.length === 0) return open + close;
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${indent}${items.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${close}`;
}

/** Members of an object that are printed already. */
export function blockOfMembers(
  members: readonly (readonly [key: string, text: string])[],
  depth: number,
): string {
  return block(
    '{',
    '}',
    members.map(([key, text]) => `${JSON.stringify(key)}: ${text}`),
    depth,
  );
}
