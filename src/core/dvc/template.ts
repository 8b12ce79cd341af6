import type { Fields } from './yamlFields';

/** Names and what they stand for: text, lists and mappings as YAML has them. */
export type Vars = ReadonlyMap<unknown, unknown>;

const TEMPLATE = /\$\{([^{}]*)\}/g;
/** More combinations than this are not gone through. */
const MAX_COMBINATIONS = 10_000;
const MAX_DEPTH = 20;

/** What `vars:` says in place; files that it names are not read. */
export function inlineVars(list: readonly unknown[]): Vars {
  return new Map(list.flatMap((item) => (item instanceof Map ? [...(item as Fields)] : [])));
}

/** The text with what its `${…}` stand for; undefined when one of them is not known here. */
export function filledIn(text: string, vars: Vars): string | undefined {
  let isKnown = true;
  const filled = text.replace(TEMPLATE, (_, name: string) => {
    const value = valueOf(name, vars);
    if (typeof value !== 'string') isKnown = false;
    return typeof value === 'string' ? value : '';
  });
  return isKnown ? filled : undefined;
}

/** `item.path`, `sets[0].name`. */
function valueOf(name: string, vars: Vars): unknown {
  const steps = name
    .trim()
    .split(/[.[\]]+/)
    .filter((step) => step !== '');
  let value: unknown = vars;
  for (const step of steps.slice(0, MAX_DEPTH)) {
    if (value instanceof Map) value = (value as Fields).get(step);
    else if (Array.isArray(value) && /^\d+$/.test(step)) value = (value as unknown[])[Number(step)];
    else return undefined;
  }
  return value;
}

/** Whether a template may become this path. Linear: every fixed part is looked for behind the one before. */
export function mayBecome(template: string, path: string): boolean {
  const parts = template.split(TEMPLATE).filter((_, at) => at % 2 === 0);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length < 2) return path === template;
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at + 1);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at < path.length - last.length;
}

/** Puts `item` and `key` of `stage@key` into `vars`: a list of texts is its own keys, one of others has numbers. */
export function foreachItem(said: unknown, key: string, vars: Map<unknown, unknown>): void {
  const all = resolved(said, vars);
  if (all instanceof Map) {
    vars.set('key', key);
    vars.set('item', (all as Fields).get(key));
  } else if (Array.isArray(all)) {
    const list = all as unknown[];
    const isPlain = list.every((one) => typeof one === 'string');
    vars.set('item', isPlain ? list.find((one) => one === key) : list[Number(key)]);
  }
}

/** Puts `item` of `stage@a-b` into `vars`: a value that is no text is named by its axis and place, `model0`. */
export function matrixItem(matrix: Fields, key: string, vars: Map<unknown, unknown>): void {
  vars.set('key', key);
  let rows: { readonly name: string; readonly item: Fields }[] = [{ name: '', item: new Map() }];
  for (const [axis, said] of matrix) {
    const values = resolved(said, vars);
    if (!Array.isArray(values) || rows.length * values.length > MAX_COMBINATIONS) return;
    rows = rows.flatMap(({ name, item }) =>
      (values as unknown[]).map((value, at) => ({
        name: `${name === '' ? '' : `${name}-`}${typeof value === 'string' ? value : `${String(axis)}${at}`}`,
        item: new Map([...item, [axis, value]]),
      })),
    );
  }
  vars.set('item', rows.find(({ name }) => name === key)?.item);
}

/** `${datasets}` stands for a whole list or mapping. */
function resolved(said: unknown, vars: Vars): unknown {
  const name = typeof said === 'string' ? /^\$\{([^{}]*)\}$/.exec(said)?.[1] : undefined;
  return name === undefined ? said : valueOf(name, vars);
}
