import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import type { Annotation } from '../../../src/core/annotation/annotation';
import type { Problem } from '../../../src/core/problem';
import { boxOf } from '../../../src/core/shapes/box';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { scanFolder } from '../../../src/engine/dataset/images';
import { DataSetIndex, type IndexRow } from '../../../src/engine/dataset/index';
import { gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });

function sidecar(file: string, annotations: Partial<Annotation>[]): string {
  const image = { file, widthPx: 40, heightPx: 30 };
  const shape = (i: number) => boxOf({ x: i, y: 1, width: 5, height: 5 });
  const made = annotations.map((more, i) => ({ id: `a${i}`, label: 'bolt', shape: shape(6 * i), ...more }));
  return printSidecar({ image, tags: [], state: 'done', annotations: made, kept: [] });
}

const SETS = dataSets({ git: 'git' });

function make(cacheFile?: string): DataSetIndex {
  return new DataSetIndex({ dataSets: SETS, cacheFile });
}

type Progress = Parameters<DataSetIndex['refresh']>[2];

async function refresh(
  index: DataSetIndex,
  root: string,
  signal?: AbortSignal,
  progress?: Progress,
): Promise<void> {
  SETS.forget();
  await index.refresh(await scanFolder(root, SETS.schemas), signal, progress);
}

function count(row: IndexRow | undefined, severity: Problem['severity']): number | undefined {
  return row?.problems.filter((problem) => problem.severity === severity).length;
}

describe('the data set index', function () {
  this.timeout(60_000);

  it('counts what the sidecars hold', async () => {
    const root = gitFolder();
    writeFiles(root, {
      'relabel.yaml': 'classes: [bolt]\n',
      'a.png': PNG,
      'a.png.labels.json': sidecar('a.png', [{}, {}, { label: 'dog' }, { proposed: true, model: 'm@1' }]),
      'b.png': PNG,
      'c.png': PNG,
      'c.png.labels.json': '{"relabel": 1,',
      'gone.png.labels.json': sidecar('gone.png', [{ label: '__proto__' }]),
    });
    const index = make();
    await refresh(index, root);
    const rows = index.rows.map((row) => [
      relative(root, row.imagePath),
      row.sidecar,
      JSON.stringify(row.labels),
      row.proposals,
      row.state,
      count(row, 'error'),
      count(row, 'warning'),
    ]);
    assert.deepEqual(rows, [
      ['a.png', 'ok', '{"bolt":2,"dog":1}', 1, 'done', 1, 0],
      ['b.png', 'absent', '{}', 0, undefined, 0, 0],
      ['c.png', 'broken', '{}', 0, undefined, 1, 0],
      ['gone.png', 'ok', '{"__proto__":1}', 0, 'done', 1, 1],
    ]);
  });

  it('follows what comes, changes and goes', async () => {
    const root = gitFolder();
    writeFiles(root, { 'a.png': PNG, 'b.png': PNG, 'b.png.labels.json': sidecar('b.png', [{}]) });
    const index = make();
    await refresh(index, root);
    writeFiles(root, { 'a.png.labels.json': sidecar('a.png', [{}, {}]) });
    assert.deepEqual((await index.update(join(root, 'a.png'))).labels, { bolt: 2 });
    rmSync(join(root, 'b.png.labels.json'));
    renameSync(join(root, 'b.png'), join(root, 'c.png'));
    await refresh(index, root);
    assert.deepEqual(
      index.rows.map(({ imagePath }) => relative(root, imagePath)),
      ['a.png', 'c.png'],
    );
    assert.equal(index.row(join(root, 'c.png'))?.sidecar, 'absent');
    writeFiles(root, { 'relabel.yaml': 'classes: [nut]\n' });
    const again = make();
    await refresh(again, root);
    assert.equal(count(again.row(join(root, 'a.png')), 'error'), 2);
  });

  it('remembers from run to run what has not changed, and only that', async () => {
    const root = gitFolder();
    const cache = join(tempFolder(), 'cache', 'index.json');
    const names = Array.from({ length: 300 }, (_, i) => `${i}.png`);
    writeFiles(
      root,
      Object.fromEntries(
        names.flatMap((name) => [
          [name, PNG],
          [`${name}.labels.json`, sidecar(name, [{}])],
        ]),
      ),
    );
    await refresh(make(cache), root);
    const text = readFileSync(cache, 'utf8');
    // A row changed by hand shows whether it is taken from the cache or read anew.
    writeFileSync(cache, text.replaceAll('"bolt":1', '"remembered":1'));
    writeFiles(root, { '7.png.labels.json': sidecar('7.png', [{}, {}]) });
    const second = make(cache);
    await refresh(second, root);
    assert.deepEqual(second.row(join(root, '7.png'))?.labels, { bolt: 2 });
    assert.deepEqual(second.row(join(root, '8.png'))?.labels, { remembered: 1 });
    for (const damaged of ['{', '{"version":1,"rows":[{}]}', '{"version":0,"rows":[]}', '']) {
      writeFileSync(cache, damaged);
      const third = make(cache);
      await refresh(third, root);
      assert.deepEqual(third.row(join(root, '8.png'))?.labels, { bolt: 1 });
    }
  });

  it('can be cancelled, reports progress and lets other work run meanwhile', async () => {
    const root = gitFolder();
    const names = Array.from({ length: 400 }, (_, i) => `${i}.png`);
    writeFiles(
      root,
      Object.fromEntries(
        names.flatMap((name) => [
          [name, PNG],
          [`${name}.labels.json`, sidecar(name, [{}])],
        ]),
      ),
    );
    const index = make();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const steps: number[] = [];
    await refresh(index, root, undefined, (done) => steps.push(done)).finally(() => {
      clearInterval(timer);
    });
    assert.deepEqual(
      steps,
      names.map((_, i) => i + 1),
    );
    assert.ok(turns > 5, `${turns} turns`);
    const abort = new AbortController();
    const cancelled = refresh(make(), root, abort.signal, (done) => {
      if (done === 20) abort.abort();
    });
    await assert.rejects(cancelled, { name: 'AbortError' });
  });
});
