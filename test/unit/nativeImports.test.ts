import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const NATIVE = /from '(sharp|onnxruntime-node)'|(import|require)\('(sharp|onnxruntime-node)'\)/;
const WORKER = join('src', 'worker') + sep;

/** The compiler holds the layers but not these two packages: they may crash the process they are loaded in. */
describe('native packages', () => {
  it('are imported by the worker alone', () => {
    const files = ['src', 'webview'].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)),
    );
    const importers = files.filter((path) => path.endsWith('.ts') && NATIVE.test(readFileSync(path, 'utf8')));
    assert.ok(importers.length > 0);
    assert.deepEqual(
      importers.filter((path) => !path.startsWith(WORKER)),
      [],
    );
  });
});
