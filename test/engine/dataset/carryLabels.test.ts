import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { parseSidecar } from '../../../src/core/annotation/sidecar';
import { boxOf } from '../../../src/core/shapes/box';
import { carryToFile, savedLabels } from '../../../src/engine/dataset/carryLabels';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });
const box = (id: string, x: number): Annotation => ({
  id,
  label: 'bolt',
  shape: boxOf({ x, y: 2, width: 8, height: 6 }),
});

function docOf(path: string) {
  const parsed = parseSidecar(readFileSync(path, 'utf8'));
  assert.ok(parsed.ok);
  return parsed.doc;
}

describe('carrying labels to another image', () => {
  const sets = dataSets({ git: undefined });

  it('begins a sidecar of the right size where there is none', async () => {
    const root = tempFolder();
    writeFiles(root, { 'b.png': PNG });
    const { edit, outside } = await carryToFile(
      join(root, 'b.png'),
      [box('aaaaaa', 4), box('bbbbbb', 60)],
      sets,
    );
    assert.deepEqual([edit.added.length, outside], [1, 1]);
    const doc = docOf(join(root, 'b.png.labels.json'));
    assert.deepEqual(doc.image, { file: 'b.png', widthPx: 40, heightPx: 30 });
    assert.deepEqual(
      doc.annotations.map(({ label, shape }) => [label, shape]),
      [['bolt', box('', 4).shape]],
    );
    assert.notEqual(doc.annotations[0]?.id, 'aaaaaa');
  });

  it('adds to the labels that are there, under free ids, and only once', async () => {
    const root = tempFolder();
    const path = join(root, 'b.png');
    writeFiles(root, { 'b.png': PNG });
    await carryToFile(path, [box('aaaaaa', 4)], sets);
    await carryToFile(path, [box('aaaaaa', 4), box('bbbbbb', 20)], sets);
    const { annotations } = docOf(`${path}.labels.json`);
    assert.equal(annotations.length, 2);
    assert.equal(new Set(annotations.map(({ id }) => id)).size, 2);
    assert.equal((await savedLabels(path, sets))?.annotations.length, 2);
  });

  it('leaves a sidecar that cannot be read as it is, and says which', async () => {
    const root = tempFolder();
    writeFiles(root, { 'b.png': PNG, 'b.png.labels.json': '{"relabel": 1, <<<<<<<' });
    const path = join(root, 'b.png');
    for (const refused of [() => carryToFile(path, [box('aaaaaa', 4)], sets), () => savedLabels(path, sets)])
      await assert.rejects(refused, { name: 'CarryRefused', message: /b\.png\.labels\.json cannot be read/ });
    assert.equal(readFileSync(`${path}.labels.json`, 'utf8'), '{"relabel": 1, <<<<<<<');
  });

  it('does not mix two frames of coordinates', async () => {
    const root = tempFolder();
    const path = join(root, 'b.png');
    writeFiles(root, { 'b.png': PNG });
    await carryToFile(path, [box('aaaaaa', 4)], sets);
    const before = readFileSync(`${path}.labels.json`, 'utf8');
    writeFiles(root, { 'b.png': encodePng({ widthPx: 80, heightPx: 60 }) });
    await assert.rejects(carryToFile(path, [box('bbbbbb', 20)], sets), {
      message: /80 × 60 pixels, its labels say 40 × 30/,
    });
    assert.equal(readFileSync(`${path}.labels.json`, 'utf8'), before);
  });

  it('writes nothing when nothing fits, or the size is unknown', async () => {
    const root = tempFolder();
    writeFiles(root, { 'b.png': PNG, 'c.png': 'no image' });
    await carryToFile(join(root, 'b.png'), [box('aaaaaa', 400)], sets);
    await assert.rejects(carryToFile(join(root, 'c.png'), [box('aaaaaa', 4)], sets), {
      name: 'CarryRefused',
    });
    for (const name of ['b.png', 'c.png'])
      assert.equal(existsSync(join(root, `${name}.labels.json`)), false, name);
    assert.equal(await savedLabels(join(root, 'b.png'), sets), null);
  });
});
