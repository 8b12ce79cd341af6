import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { WorkersOptions } from '../../src/engine/workers';
import { Workers } from '../../src/engine/workers';
import { skipBecause } from './skipBecause';

/** The bundled worker; tests run from the checkout's root. */
export const WORKER_PATH = resolve('out/worker.js');
/** Pictures and models of others, kept beside the checkout; absent on most machines. */
export const FIXTURES = resolve('../shared/fixtures');

/** Workers that end with the suite. */
export function useWorkers(options: Partial<WorkersOptions> = {}): () => Workers {
  let workers: Workers | undefined;
  before(() => {
    workers = new Workers({ workerPath: WORKER_PATH, ...options });
  });
  after(() => workers?.dispose());
  return () => {
    if (!workers) throw new Error('used outside a test');
    return workers;
  };
}

/** A folder that goes with the suite; gives a function that writes a file there and returns its path. */
export function useFolder(): {
  path(name: string): string;
  write(name: string, data: Uint8Array | string): string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'relabel-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: (name, data) => {
      writeFileSync(path(name), data);
      return path(name);
    },
  };
}

/** The path of a fixture; skips the test, saying why, when it is not there. */
export function fixture(test: Mocha.Context, name: string): string {
  const path = join(FIXTURES, name);
  return existsSync(path) ? path : skipBecause(test, `${name} is not beside the checkout`);
}
