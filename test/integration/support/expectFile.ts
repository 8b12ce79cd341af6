import { existsSync, readFileSync } from 'node:fs';
import { eventually } from './eventually';

/** Waits until a file exists and its text passes `test`; returns the text. */
export function expectFile(path: string, test: (text: string) => boolean = () => true): Promise<string> {
  return eventually(`${path} has the expected text; it holds:\n${textOf(path)}`, () => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    return text !== undefined && test(text) ? text : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\nnow it holds:\n${textOf(path)}`);
  });
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '(no such file)';
}
