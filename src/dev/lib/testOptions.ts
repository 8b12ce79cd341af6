import { parseArgs } from 'node:util';

export interface TestOptions {
  /** Names of the levels to run; undefined for all. */
  readonly only: readonly string[] | undefined;
  readonly grep: string | undefined;
  readonly help: boolean;
}

export function testHelp(names: readonly string[]): string {
  return `npm test [-- OPTIONS]
Runs every level of test and ends with "N passed, N failed".

  --only NAME,…    only these levels: ${names.join(', ')}
  --grep TEXT      only mocha tests whose title matches
  --help           show this

Examples:
  npm test -- --only unit
  npm test -- --only integration --grep undo`;
}

/** Reads the arguments; an unknown level is an Error that names the known ones. */
export function parseTestOptions(args: readonly string[], names: readonly string[]): TestOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      grep: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const only = values.only?.flatMap((list) => list.split(',')).filter(Boolean);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no level is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  return { only, grep: values.grep, help: values.help };
}
