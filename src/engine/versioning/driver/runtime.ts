import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFile } from '../../dataset/findUp';
import { writeAtomic } from '../../fs';
import { RUNTIME_NAME } from './mergeScript';

/** What runs JavaScript, and the bundle that merges: absolute. VS Code's own program serves as Node. */
export interface Runtime {
  readonly program: string;
  readonly script: string;
}

/** What the scripts of a repository start; undefined when nothing is written there. */
export async function readRuntime(scripts: string): Promise<Runtime | undefined> {
  const text = await readFile(join(scripts, RUNTIME_NAME), 'utf8').catch(() => '');
  const [program, script] = text.split(/\r?\n/);
  return program && script ? { program, script } : undefined;
}

/** Throws `FileError`. */
export async function writeRuntime(scripts: string, { program, script }: Runtime): Promise<void> {
  await writeAtomic(join(scripts, RUNTIME_NAME), `${program}\n${script}\n`);
}

/** True when both files of it are there. */
export async function runs({ program, script }: Runtime): Promise<boolean> {
  return (await isFile(program)) && (await isFile(script));
}
