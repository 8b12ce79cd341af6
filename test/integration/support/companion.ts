import { existsSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { addressFile, type CompanionAddress, type CompanionCalls, type WireUri } from '../companion/protocol';
import { eventually } from './eventually';

const START_LIMIT_MS = 60_000;

/** Asks the extension host of one window; see `CompanionCalls` for what it knows. */
export class Companion {
  readonly #addressFile: string;

  constructor(companionDir: string, folder: string) {
    this.#addressFile = addressFile(companionDir, folder);
  }

  /** Forgets the extension host of the last start, so that `ready` waits for the next. */
  forget(): void {
    rmSync(this.#addressFile, { force: true });
  }

  /** Resolves once the window's extension host has finished starting. */
  async ready(): Promise<void> {
    await eventually('the extension host has started', () => existsSync(this.#addressFile), START_LIMIT_MS);
  }

  /** The extension host's process, for tests that end it the hard way. */
  get processId(): number {
    return this.#address().processId;
  }

  async call<K extends keyof CompanionCalls>(
    call: K,
    ...args: Parameters<CompanionCalls[K]>
  ): Promise<ReturnType<CompanionCalls[K]>> {
    const body = await post(this.#address().port, JSON.stringify({ call, args }));
    return (JSON.parse(body) as { result: ReturnType<CompanionCalls[K]> }).result;
  }

  #address(): CompanionAddress {
    return JSON.parse(readFileSync(this.#addressFile, 'utf8')) as CompanionAddress;
  }
}

/** A file's URI as an argument of a command. */
export function fileUri(path: string): WireUri {
  return { $path: path };
}

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
