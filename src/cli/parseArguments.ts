import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError, type Command, type CommandArguments } from './command';

/** The arguments of a command, by its own options and those that every command has. Throws `UsageError`. */
export function parseArguments(
  { options: own }: Command,
  args: readonly string[],
  common: NonNullable<ParseArgsConfig['options']> = {},
): CommandArguments {
  const named = Object.entries(own).map(
    ([name, { type, multiple = false, short }]) =>
      [name, { type, multiple, ...(short && { short }) }] as const,
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(named), ...common },
      allowPositionals: true,
      strict: true,
    });
    return { values: values as CommandArguments['values'], positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
