import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { inspectImage } from '../../../src/engine/dataset/inspectImage';
import { readLocated } from '../../../src/engine/dataset/readSidecar';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const GOOD = 'sidecars: {folder: annotations}\n';
const BROKEN: Readonly<Record<string, string | Buffer>> = {
  'git conflict markers': `<<<<<<< ours\n${GOOD}=======\nsidecars: {folder: other}\n>>>>>>> theirs\n`,
  'a byte of Latin-1': Buffer.from('name: Stra\xdfe\nsidecars: {folder: annotations}\n', 'latin1'),
  'a misspelt folder': 'sidecars: {foldr: annotations}\n',
  'a misspelt key': 'sidecar: {folder: annotations}\n',
  'a path outside': 'sidecars: {folder: ../annotations}\n',
  'invalid YAML': 'sidecars: {folder: annotations\n',
  'no mapping': '- sidecars\n',
};

describe('a relabel.yaml that does not tell where sidecars are', () => {
  for (const [why, content] of Object.entries(BROKEN)) {
    it(`blocks the image instead of starting a second sidecar: ${why}`, async () => {
      const root = tempFolder();
      writeFiles(root, { 'relabel.yaml': '', 'cat.jpg': '', 'annotations/cat.jpg.labels.json': '{}' });
      writeFileSync(join(root, 'relabel.yaml'), content);
      const sets = dataSets({ roots: () => [root] });
      const image = join(root, 'cat.jpg');
      const location = await sets.sidecars.locate(image);
      assert.ok(location.blocked?.message.includes(join(root, 'relabel.yaml')), location.blocked?.message);
      assert.match(location.blocked?.message ?? '', /line \d+: /);
      const read = await readLocated(location);
      assert.equal(read.kind, 'broken');
      const report = await inspectImage(image, sets);
      assert.deepEqual(
        report.problems.map(({ code, severity }) => [code, severity]),
        [['unknown-place', 'error']],
      );
    });

    it(`keeps the last place while the file is broken: ${why}`, async () => {
      const root = tempFolder();
      writeFiles(root, { 'relabel.yaml': GOOD, 'cat.jpg': '', 'annotations/cat.jpg.labels.json': '{}' });
      const { sidecars, forget } = dataSets({ roots: () => [root] });
      const image = join(root, 'cat.jpg');
      const good = await sidecars.locate(image);
      assert.deepEqual(good, { path: join(root, 'annotations/cat.jpg.labels.json'), exists: true });
      writeFileSync(join(root, 'relabel.yaml'), content);
      forget();
      assert.deepEqual(await sidecars.locate(image), good);
      rmSync(good.path);
      assert.deepEqual(await sidecars.locate(image), { path: good.path, exists: false });
    });
  }

  it('does not block labels that are there, nor for errors elsewhere in the file', async () => {
    const root = tempFolder();
    writeFiles(root, { 'relabel.yaml': '- no\n', 'cat.jpg': '', 'cat.jpg.labels.json': '{}', 'dog.jpg': '' });
    const { sidecars, forget } = dataSets({ roots: () => [root] });
    const there = { path: join(root, 'cat.jpg.labels.json'), exists: true };
    assert.deepEqual(await sidecars.locate(join(root, 'cat.jpg')), there);
    writeFileSync(join(root, 'relabel.yaml'), `${GOOD}classes: 7\n`);
    forget();
    const dog = { path: join(root, 'annotations/dog.jpg.labels.json'), exists: false };
    assert.deepEqual(await sidecars.locate(join(root, 'dog.jpg')), dog);
  });
});
