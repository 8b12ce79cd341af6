import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADS, headNamed } from '../../../../src/core/heads/index';

describe('head registry', () => {
  it('holds every head in the folder, under the name of its file', () => {
    const folder = 'src/core/heads';
    const isHead = (file: string): boolean =>
      /export const \w+: Head = /.test(readFileSync(join(folder, file), 'utf8'));
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && isHead(file));
    assert.deepEqual(HEADS.map(({ id }) => `${id}.ts`).sort(), files.sort());
    assert.ok(files.length >= 5);
  });

  it('finds a head by its id', () => {
    assert.equal(headNamed('yolox')?.title, 'YOLOX');
    assert.equal(headNamed('nothing'), undefined);
  });
});
