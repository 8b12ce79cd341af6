import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** The user's own data set; undefined for the sample. */
  readonly folder: string | undefined;
  readonly port: number | undefined;
  readonly browserOnly: boolean;
  readonly fresh: boolean;
  readonly help: boolean;
}

export const START_HELP = `npm start [-- OPTIONS]
Builds Relabel and opens a sample data set in VS Code with Relabel running.

  --folder DIR     open your own data set instead of the sample
  --port N         serve the embedded VS Code on this port (default: the first free one from 8470)
  --browser-only   use the embedded VS Code even where a desktop one is installed
  --fresh          make the sample anew, without the labels of earlier starts
  --help           show this

A desktop VS Code is used when its "code" command is on PATH: it opens as an Extension Development
Host with a profile of its own. Otherwise an embedded one is fetched once into the cache folder of your
user and served on 127.0.0.1. Ctrl-C ends either.

Examples:
  npm start
  npm start -- --folder ~/data/parts --browser-only --port 8500`;

/** Reads the arguments; a mistake is an Error whose message says what to write instead. */
export function parseStartOptions(args: readonly string[], cwd: string): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string' },
      port: { type: 'string' },
      'browser-only': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    folder: values.folder === undefined ? undefined : folderOf(resolve(cwd, values.folder)),
    port: values.port === undefined ? undefined : portOf(values.port),
    browserOnly: values['browser-only'],
    fresh: values.fresh,
    help: values.help,
  };
}

function folderOf(path: string): string {
  if (!existsSync(path)) throw new Error(`--folder ${path}: there is no such folder`);
  if (!statSync(path).isDirectory()) throw new Error(`--folder ${path}: that is a file; name its folder`);
  return path;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`--port ${text}: a port is a whole number from 1 to 65535`);
}
