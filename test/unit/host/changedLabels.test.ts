import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdsLabels } from '../../../src/host/changedLabels';
import { tempFolder } from '../../helpers/tempFolder';

describe('changed labels', () => {
  const folder = tempFolder();
  const at = (path: string): string => join(folder, ...path.split('/'));
  const holds = (...paths: string[]): Promise<boolean> =>
    holdsLabels(new Set(paths.map(at)), (path) => path === at('coco.json'));
  before(() => {
    for (const path of ['images/a.jpg', 'labels/a.txt', 'notes.txt']) {
      mkdirSync(join(at(path), '..'), { recursive: true });
      writeFileSync(at(path), '');
    }
  });

  it('are images, sidecars and label files that are in use', async () => {
    for (const path of ['images/gone.png', 'x/b.jpg.labels.json', 'coco.json'])
      assert.ok(await holds(path), path);
  });

  it('are files that lie as labels of an image do', async () => {
    assert.ok(await holds('README.md', 'labels/a.txt'));
  });

  it('are no code, text or settings', async () => {
    assert.equal(await holds('src/main.py', 'notes.txt', 'package.json', 'labels/other.txt'), false);
    assert.equal(await holds(), false);
  });
});
