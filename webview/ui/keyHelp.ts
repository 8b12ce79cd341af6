import type { ActionId, HostCommand } from '../../src/protocol/actions';
import { classLetters } from '../classes';
import type { State } from '../store';
import type { KeyHelp } from '../../src/protocol/editor';

/** The key of an action or command as the cheat sheet writes it; undefined when it has none. */
export function keyOf(keys: readonly KeyHelp[], id: ActionId | HostCommand): string | undefined {
  const commands = [id, `relabel.${id}`];
  return keys.find(({ command }) => command !== undefined && commands.includes(command))?.key;
}

/** What a button says of itself: its title, and its key if it has one. */
export function titleWithKey(title: string, keys: readonly KeyHelp[], id: ActionId | HostCommand): string {
  const key = keyOf(keys, id);
  return key === undefined ? title : `${title} (${key})`;
}

let last: { readonly from: Pick<State, 'keys' | 'schema'>; readonly keys: readonly KeyHelp[] } | undefined;

/** The keys that work here: without those of which a class of the data set has the letter. */
export function keysOf({ keys, schema }: Pick<State, 'keys' | 'schema'>): readonly KeyHelp[] {
  if (last?.from.keys === keys && last.from.schema === schema) return last.keys;
  const letters = new Set([...classLetters(schema.classes).keys()].map((letter) => letter.toUpperCase()));
  const free = keys.flatMap((help) => {
    const left = help.key.split(' / ').filter((key) => !letters.has(key));
    return left.length === 0 ? [] : [{ ...help, key: left.join(' / ') }];
  });
  last = { from: { keys, schema }, keys: letters.size === 0 ? keys : free };
  return last.keys;
}

/** Commands that differ only by a direction or a digit are one line of the cheat sheet. */
const TOGETHER: readonly { readonly pattern: RegExp; readonly title: string }[] = [
  { pattern: /\.class\.key\d$/, title: 'Class by its digit' },
  { pattern: /\.nudge\.[a-z]+$/, title: 'Move the selection by 1 pixel' },
  { pattern: /\.nudge\.[a-z]+Far$/, title: 'Move the selection by 10 pixels' },
];

/** The keys by group, groups in the order of their first key. */
export function keyGroups(keys: readonly KeyHelp[]): readonly (readonly [string, readonly KeyHelp[]])[] {
  const groups = new Map<string, KeyHelp[]>();
  for (const key of condensed(keys)) groups.set(key.group, [...(groups.get(key.group) ?? []), key]);
  return [...groups];
}

function condensed(keys: readonly KeyHelp[]): readonly KeyHelp[] {
  const lines = new Map<string, { readonly help: KeyHelp; readonly keys: string[] }>();
  for (const help of keys) {
    const together = TOGETHER.find(({ pattern }) => help.command !== undefined && pattern.test(help.command));
    const title = together?.title ?? help.title;
    const line = lines.get(`${help.group}/${title}`) ?? { help: { ...help, title }, keys: [] };
    line.keys.push(help.key);
    lines.set(`${help.group}/${title}`, line);
  }
  return [...lines.values()].map((line) => ({ ...line.help, key: inOne(line.keys) }));
}

/** `Shift+←`, `Shift+→` as `Shift+← →`; more than four as first to last. */
function inOne(keys: readonly string[]): string {
  const [first = ''] = keys;
  if (keys.length === 1) return first;
  const prefix = first.slice(0, first.lastIndexOf('+') + 1);
  const rest = keys.map((key) => key.slice(prefix.length));
  return prefix + (keys.length > 4 ? `${rest[0]} … ${rest.at(-1)}` : rest.join(' '));
}
