import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabelFactsCache } from '../../../../src/host/views/labelFacts';
import { tempFolder } from '../../../helpers/tempFolder';

const IMAGE = '"image": {"file": "a.png", "width": 8, "height": 8}';
const BOX = (id: string, rest = ''): string => `{"id": "${id}", "label": "x", "box": [0, 0, 1, 1]${rest}}`;

function sidecar(...entries: string[]): string {
  return `{"relabel": 1,\n${IMAGE},\n"state": "done",\n"annotations": [\n${entries.join(',\n')}\n]}\n`;
}

describe('facts of a sidecar for its badge', () => {
  it('counts labels and proposals, and what it keeps without understanding it', async () => {
    const path = join(tempFolder(), 'a.png.labels.json');
    writeFileSync(path, sidecar(BOX('a'), BOX('b', ', "proposed": true'), '{"id": "c", "blob": 1}'));
    const facts = await new LabelFactsCache().get({ path });
    assert.deepEqual(facts, { labels: 2, proposals: 1, tags: 0, state: 'done' });
  });

  it('sees a change, a deletion, and a file that cannot be read', async () => {
    const path = join(tempFolder(), 'a.png.labels.json');
    const cache = new LabelFactsCache();
    assert.equal(await cache.get({ path: path }), undefined);
    writeFileSync(path, sidecar(BOX('a')));
    assert.equal((await cache.get({ path: path }))?.labels, 1);
    writeFileSync(path, sidecar(BOX('a'), BOX('b')));
    assert.equal((await cache.get({ path: path }))?.labels, 2);
    writeFileSync(path, '{"relabel": 1,');
    assert.match((await cache.get({ path: path }))?.broken ?? '', /JSON/);
    rmSync(path);
    assert.equal(await cache.get({ path: path }), undefined);
  });

  it('reads a file once as long as its time and size stay the same', async () => {
    const path = join(tempFolder(), 'a.png.labels.json');
    const cache = new LabelFactsCache();
    writeFileSync(path, sidecar(BOX('a')));
    utimesSync(path, 1, 1);
    const first = await cache.get({ path: path });
    writeFileSync(path, sidecar(BOX('z')));
    utimesSync(path, 1, 1);
    assert.equal(await cache.get({ path: path }), first);
  });

  it('does not read a large file only to count', async () => {
    const path = join(tempFolder(), 'a.png.labels.json');
    writeFileSync(path, ' '.repeat(4_000_001));
    assert.equal((await new LabelFactsCache().get({ path }))?.uncounted, true);
  });
});
