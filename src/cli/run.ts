import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../core/schema/closest';
import { UsageError, type CliContext, type Command, type ExitCode } from './command';
import { COMMANDS } from './commands/index';
import { commandHelp, generalHelp } from './help';
import { parseArguments } from './parseArguments';

/** What every command can be asked. */
const COMMON = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;

/** Runs one command line and says how it ended. Rejects only on faults of this program. */
export async function run(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const [name, ...rest] = args;
  try {
    if (name === '--version' || name === '-V') return say(context, versionOf(context.root));
    if (name === '--help' || name === '-h') return say(context, generalHelp());
    if (name === undefined) throw new UsageError('Which command?');
    if (name === 'help')
      return say(context, rest[0] === undefined ? generalHelp() : commandHelp(commandNamed(rest[0])));
    return await runCommand(commandNamed(name), rest, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const known = COMMANDS.some((command) => command.name === name);
    context.output.note(`relabel: ${error.message}\nTry relabel ${known ? `${name ?? ''} ` : ''}--help.`);
    return 2;
  }
}

async function runCommand(command: Command, args: readonly string[], context: CliContext): Promise<ExitCode> {
  const parsed = parseArguments(command, args, COMMON);
  if (parsed.values['help'] === true) return say(context, commandHelp(command));
  if (parsed.values['version'] === true) return say(context, versionOf(context.root));
  const code = await command.run(parsed, context);
  context.output.done();
  return code;
}

function say(context: CliContext, text: string): 0 {
  context.output.line(text);
  return 0;
}

function commandNamed(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  const names = COMMANDS.map((command) => command.name);
  throw new UsageError(
    `There is no command "${name}"${didYouMean(name, names) || `; there are ${names.join(', ')}.`}`,
  );
}

function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}
