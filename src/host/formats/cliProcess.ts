import { spawn } from 'node:child_process';
import type * as vscode from 'vscode';

/** How far the command line is. */
export interface CliProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** How a run of the command line ended. */
export interface CliEnd {
  /** 0 fine, 1 findings or failure, 130 interrupted; -1 when it was ended hard. */
  readonly code: number;
  /** The JSON object it printed, if any. */
  readonly value: unknown;
  /** What it said to people. */
  readonly said: string;
}

/** After a cancel it has so long to put things in order. */
const END_AFTER_MS = 4000;

/**
 * Runs `relabel ARGS --json-progress` in a process of its own, so that the window never waits for it. Cancelling ends
 * it: first kindly, so that it clears what it began. Rejects only when it cannot be started.
 */
export function runCli(
  cliPath: string,
  args: readonly string[],
  onProgress: (progress: CliProgress) => void = () => undefined,
  token?: vscode.CancellationToken,
): Promise<CliEnd> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(process.execPath, [cliPath, ...args, '--json'], { env, windowsHide: true });
  const output = jsonOutput(onProgress);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', output.take);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let hard: NodeJS.Timeout | undefined;
  const cancelling = token?.onCancellationRequested(() => {
    child.kill('SIGTERM');
    hard = setTimeout(() => child.kill('SIGKILL'), END_AFTER_MS);
  });
  return new Promise<CliEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? -1, value: output.value(), said: said.trim() });
    });
  }).finally(() => {
    clearTimeout(hard);
    cancelling?.dispose();
  });
}

const PROGRESS = '{"progress":';

/** Tells lines of progress from the object that comes last. */
function jsonOutput(onProgress: (progress: CliProgress) => void): {
  take(text: string): void;
  value(): unknown;
} {
  let open = '';
  const rest: string[] = [];
  const line = (text: string): void => {
    if (!text.startsWith(PROGRESS)) return void rest.push(text);
    onProgress((JSON.parse(text) as { progress: CliProgress }).progress);
  };
  return {
    take(text) {
      const lines = (open + text).split('\n');
      open = lines.pop() ?? '';
      lines.forEach(line);
    },
    value() {
      const text = [...rest, open].join('\n').trim();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
  };
}
