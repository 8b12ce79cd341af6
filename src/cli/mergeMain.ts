import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError, type CliContext, type Command, type ExitCode } from './command';
import { merge } from './commands/merge';
import { textconv } from './commands/textconv';
import { Output } from './output';
import { parseArguments } from './parseArguments';

/*
 * The commands that git starts for each file, in a bundle of their own: loading everything else that the command line
 * can do takes longer than they do. Any other command is left to the whole command line, which lies beside it.
 */

const COMMANDS: readonly Command[] = [merge, textconv];

async function run(command: Command, args: readonly string[]): Promise<ExitCode> {
  const cwd = process.cwd();
  const output = new Output(process, cwd);
  const signal = new AbortController().signal;
  const context: CliContext = { output, signal, root: dirname(__dirname), cwd };
  try {
    return await command.run(parseArguments(command, args), context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.note(`relabel: ${error.message}`);
    return 2;
  }
}

function main(): void {
  const [name, ...args] = process.argv.slice(2);
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) return void createRequire(__filename)(join(__dirname, 'cli.js'));
  run(command, args).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(
        `relabel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = 3;
    },
  );
}

main();
