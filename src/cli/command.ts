import type { Output } from './output';

/** 0 fine, 1 findings or failures, 2 misuse, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Wrong arguments: the message says which, and the command's help is pointed to. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Option {
  readonly type: 'string' | 'boolean';
  /** Stands for the value in the help. */
  readonly value?: string;
  readonly about: string;
  /** May be given several times. */
  readonly multiple?: true;
  /** One letter that stands for it. */
  readonly short?: string;
}

export interface CommandArguments {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** What a command may know of the world around it. */
export interface CliContext {
  readonly output: Output;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** The installation: `out/worker.js`, `models/`, `package.json`. */
  readonly root: string;
  readonly cwd: string;
}

export interface Command {
  readonly name: string;
  readonly about: string;
  /** What follows the name: `PATH... --model M [options]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Paragraphs of the help. */
  readonly details: readonly string[];
  readonly examples: readonly (readonly [commandLine: string, about: string])[];
  run(args: CommandArguments, context: CliContext): Promise<ExitCode>;
}

export function textOption({ values }: CommandArguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** `NAME=VALUE` options that may be given several times. */
export function pairsOption({ values }: CommandArguments, name: string): Readonly<Record<string, string>> {
  const given = values[name];
  const items = Array.isArray(given) ? (given as readonly string[]) : [];
  return Object.fromEntries(items.map((item) => pair(item, name)));
}

function pair(item: string, option: string): [string, string] {
  const at = item.indexOf('=');
  if (at < 1) throw new UsageError(`--${option} must be NAME=VALUE, not "${item}".`);
  return [item.slice(0, at), item.slice(at + 1)];
}

/** A whole number from 1. */
export function countOption(args: CommandArguments, name: string): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--${name} must be a whole number from 1, not "${text}".`);
  return Number(text);
}

/** True when a switch was given. */
export function flagOption({ values }: CommandArguments, name: string): boolean {
  return values[name] === true;
}

/** `a, b` as a list; undefined when the option is not there. */
export function listOption(args: CommandArguments, name: string): readonly string[] | undefined {
  const names = textOption(args, name)
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (names?.length === 0) throw new UsageError(`--${name} is empty: give names with commas between them.`);
  return names;
}

/** A number from 0 to 1. */
export function shareOption(args: CommandArguments, name: string): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= 0 && value <= 1))
    throw new UsageError(`--${name} must be a number from 0 to 1, not "${text}".`);
  return value;
}
