import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '../../../../src/core/checks/index';

describe('the registry of checks', () => {
  it('has every file of the folder, named after its check', () => {
    const folder = join(process.cwd(), 'src/core/checks');
    assert.ok(existsSync(folder), 'run from the root of the checkout');
    const files = readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && !['index.ts', 'check.ts'].includes(name),
    );
    const exported = files.map(
      (name) => /export const (\w+): Check =/.exec(readFileSync(join(folder, name), 'utf8'))?.[1],
    );
    assert.deepEqual(
      exported,
      files.map((name) => name.slice(0, -3)),
    );
    assert.equal(CHECKS.length, files.length);
  });

  it('has ids of its own and a sentence for each', () => {
    assert.equal(new Set(CHECKS.map(({ id }) => id)).size, CHECKS.length);
    for (const { id, about } of CHECKS) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(about, /^[A-Z].*\.$/);
    }
  });
});
