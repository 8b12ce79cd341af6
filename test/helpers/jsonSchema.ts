/** The part of JSON Schema (draft 7) that the published schemas use; anything else in one is an error. */
interface Schema {
  readonly [keyword: string]: unknown;
}

type Check = (value: unknown, schema: Schema, root: Schema, at: string) => string[];

/** Breaches of the schema as `path: what`; empty when the value fits. */
export function schemaErrors(value: unknown, schema: Schema | boolean, root: Schema, at = '$'): string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${at}: not allowed`];
  return Object.keys(schema).flatMap((keyword) => {
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`The schema keyword ${keyword} is not supported here (${at}).`);
    return check(value, schema, root, at);
  });
}

const nothing: Check = () => [];
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fails = (isWrong: boolean, message: string): string[] => (isWrong ? [message] : []);

function limit(keyword: string, isWrong: (value: number, limit: number) => boolean): Check {
  return (value, schema, _root, at) =>
    fails(typeof value === 'number' && isWrong(value, schema[keyword] as number), `${at}: breaks ${keyword}`);
}

const KEYWORDS: Readonly<Record<string, Check>> = {
  $schema: nothing,
  title: nothing,
  description: nothing,
  examples: nothing,
  definitions: nothing,
  $ref: (value, { $ref }, root, at) => schemaErrors(value, resolve(String($ref), root), root, at),
  type: (value, { type }, _root, at) =>
    fails(![type].flat().some((name) => isOfType(value, String(name))), `${at}: not ${JSON.stringify(type)}`),
  const: (value, schema, _root, at) =>
    fails(value !== schema['const'], `${at}: not ${String(schema['const'])}`),
  enum: (value, schema, _root, at) =>
    fails(
      !(schema['enum'] as unknown[]).includes(value),
      `${at}: not one of ${JSON.stringify(schema['enum'])}`,
    ),
  pattern: (value, { pattern }, _root, at) =>
    fails(typeof value === 'string' && !new RegExp(String(pattern), 'u').test(value), `${at}: pattern`),
  minLength: (value, { minLength }, _root, at) =>
    fails(typeof value === 'string' && value.length < Number(minLength), `${at}: too short`),
  minimum: limit('minimum', (value, least) => value < least),
  maximum: limit('maximum', (value, most) => value > most),
  exclusiveMinimum: limit('exclusiveMinimum', (value, least) => value <= least),
  minItems: (value, { minItems }, _root, at) =>
    fails(Array.isArray(value) && value.length < Number(minItems), `${at}: too few`),
  maxItems: (value, { maxItems }, _root, at) =>
    fails(Array.isArray(value) && value.length > Number(maxItems), `${at}: too many`),
  required: (value, { required }, _root, at) =>
    isRecord(value)
      ? (required as string[]).flatMap((key) => fails(!Object.hasOwn(value, key), `${at}: no ${key}`))
      : [],
  properties: (value, schema, root, at) =>
    Object.entries(schema['properties'] as Record<string, Schema | boolean>).flatMap(([key, own]) =>
      isRecord(value) && Object.hasOwn(value, key) ? schemaErrors(value[key], own, root, `${at}.${key}`) : [],
    ),
  additionalProperties: (value, schema, root, at) =>
    Object.keys(isRecord(value) ? value : {})
      .filter((key) => !Object.hasOwn((schema['properties'] ?? {}) as object, key))
      .flatMap((key) =>
        schemaErrors(
          (value as Schema)[key],
          schema['additionalProperties'] as Schema | boolean,
          root,
          `${at}.${key}`,
        ),
      ),
  items: (value, { items }, root, at) =>
    (Array.isArray(value) ? value : []).flatMap((item, i) =>
      schemaErrors(item, (Array.isArray(items) ? (items[i] ?? true) : items) as Schema, root, `${at}[${i}]`),
    ),
  oneOf: (value, { oneOf }, root, at) => {
    const passed = (oneOf as Schema[]).filter((option) => schemaErrors(value, option, root, at).length === 0);
    return fails(passed.length !== 1, `${at}: fits ${passed.length} of its forms`);
  },
};

function resolve(ref: string, root: Schema): Schema {
  const name = /^#\/definitions\/(\w+)$/.exec(ref)?.[1] ?? '';
  const found = (root['definitions'] as Record<string, Schema> | undefined)?.[name];
  if (!found) throw new Error(`No definition ${ref}`);
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
