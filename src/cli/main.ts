import { dirname } from 'node:path';
import type { CliContext } from './command';
import { doJob, jobOfThread } from './formats/jobThread';
import { Output } from './output';
import { run } from './run';

const interrupt = new AbortController();

/** The first Ctrl-C lets what is being saved come to its end; the second ends at once. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
}

async function main(): Promise<void> {
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const cwd = process.cwd();
  const output = new Output(process, cwd);
  const context: CliContext = { output, signal: interrupt.signal, root: dirname(__dirname), cwd };
  process.exitCode = await run(process.argv.slice(2), context);
}

const job = jobOfThread();
(job ? doJob(job) : main()).catch((error: unknown) => {
  process.stderr.write(
    `relabel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
