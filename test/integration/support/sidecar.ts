import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { eventually } from './eventually';

/** A sidecar's text as it should be: `lines` are its annotations with `*` for ids, in any order. */
export function sidecar(file: string, lines: readonly string[], more = ''): string {
  const entries = lines.length === 0 ? '[]' : `[\n${[...lines].sort().join(',\n')}\n]`;
  return `{"relabel": 1,\n"image": {"file": "${file}", "width": 640, "height": 480},\n${more}"annotations": ${entries}}\n`;
}

const ENTRY = /^\{"id": "([0-9a-z]{6})", (.*\})(,?)$/;

/** Waits until a sidecar's bytes are the expected ones, but for the ids: those are six characters, in order. */
export async function expectSidecar(path: string, expected: string): Promise<void> {
  await eventually(
    'the sidecar is as expected',
    () => existsSync(path) && anonymous(path) === expected,
  ).catch(() => assert.equal(anonymous(path), expected, path));
}

/** The ids in a sidecar, in its order. */
export function idsIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^\{"id": "([^"]+)"/gm)].map((match) => match[1] ?? '');
}

/** Ids are random and sort the lines: with `*` for each, the lines are sorted by what they say. */
function anonymous(path: string): string {
  const lines = readFileSync(path, 'utf8').split('\n');
  const entries = lines.flatMap((line) => ENTRY.exec(line)?.[2] ?? []).map((rest) => `{"id": "*", ${rest}`);
  const ids = lines.flatMap((line) => ENTRY.exec(line)?.[1] ?? []);
  assert.deepEqual(ids, [...ids].sort(), 'annotations are sorted by id');
  const sorted = entries.sort();
  let next = 0;
  return lines
    .map((line) => (ENTRY.test(line) ? `${sorted[next++]}${line.endsWith(',') ? ',' : ''}` : line))
    .join('\n');
}
