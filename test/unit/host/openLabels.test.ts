import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../src/core/annotation/sidecar';
import { invert } from '../../../src/core/edit/edit';
import { add, remove, update } from '../../../src/core/edit/edits';
import { boxOf } from '../../../src/core/shapes/box';
import { sha256OfText } from '../../../src/engine/fs';
import { parseBackup, printBackup } from '../../../src/host/editor/backup';
import { OpenLabels, SaveRefused, type LabelsIo } from '../../../src/host/editor/openLabels';
import type { SidecarRead } from '../../../src/host/editor/sidecarFile';

const IMAGE = { file: 'cat.jpg', widthPx: 100, heightPx: 80 };
const PATH = '/data/cat.jpg.labels.json';

/** A sidecar on a disk of one file. */
class Disk implements LabelsIo {
  text: string | undefined;
  writes = 0;
  failure: Error | undefined;

  read(): Promise<SidecarRead> {
    if (this.text === undefined) return Promise.resolve({ kind: 'absent', path: PATH });
    const parsed = parseSidecar(this.text);
    const hash = sha256OfText(this.text);
    if (!parsed.ok) return Promise.resolve({ kind: 'broken', path: PATH, hash, problem: parsed.problem });
    const { doc, problems } = parsed;
    return Promise.resolve({
      kind: 'ok',
      path: PATH,
      hash,
      doc,
      problems,
      lineOf: (id) => parsed.lineOf(id),
    });
  }

  write(path: string, text: string): Promise<void> {
    assert.equal(path, PATH);
    if (this.failure) return Promise.reject(this.failure);
    this.writes++;
    this.text = text;
    return Promise.resolve();
  }

  put(...annotations: Annotation[]): void {
    this.text = printSidecar({ ...emptyDoc(IMAGE), annotations });
  }
}

const box = (id: string, x = 1, label = 'car'): Annotation => ({
  id,
  label,
  shape: boxOf({ x, y: 2, width: 10, height: 10 }),
});
const ids = (doc: AnnotationDoc): string[] => doc.annotations.map(({ id }) => id);

describe('OpenLabels', () => {
  let disk: Disk;
  beforeEach(() => {
    disk = new Disk();
  });
  const open = async (): Promise<OpenLabels> => (await OpenLabels.open(disk, IMAGE)).labels;

  it('writes nothing when there is nothing to say and no sidecar', async () => {
    const labels = await open();
    await labels.save();
    assert.equal(disk.text, undefined);
    labels.apply(add('Draw', [box('a')]));
    labels.apply(invert(add('Draw', [box('a')])));
    assert.equal(labels.dirty, false);
    await labels.save();
    assert.equal(disk.text, undefined);
  });

  it('saves, knows its own write, and knows the lines', async () => {
    const labels = await open();
    labels.apply(add('Draw', [box('b'), box('a')]));
    assert.equal(labels.dirty, true);
    assert.equal((await labels.save()).kind, 'same');
    assert.equal(labels.dirty, false);
    assert.equal(disk.text, printSidecar(labels.doc));
    assert.equal((await labels.look()).kind, 'same');
    assert.ok((labels.lineOf('b') ?? 0) > (labels.lineOf('a') ?? 0));
    await labels.save();
    assert.equal(disk.writes, 1);
  });

  it('keeps an emptied sidecar: looked at, nothing there', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(remove('Delete', labels.doc.annotations));
    await labels.save();
    assert.deepEqual(parseSidecar(disk.text ?? '').ok && labels.doc.annotations, []);
  });

  it('takes a proposal only against the current version', async () => {
    const labels = await open();
    const { version } = labels;
    assert.deepEqual(labels.propose(add('Draw', [box('a')]), version), {
      version: version + 1,
      stale: false,
    });
    assert.deepEqual(labels.propose(add('Draw', [box('b')]), version), { version: version + 1, stale: true });
    assert.deepEqual(ids(labels.doc), ['a']);
  });

  it('reloads when nothing is unsaved, and an old undo then does what still fits', async () => {
    const labels = await open();
    const edit = add('Draw', [box('a')]);
    labels.apply(edit);
    await labels.save();
    disk.put(box('c'));
    const before = labels.version;
    assert.equal((await labels.look()).kind, 'reloaded');
    assert.deepEqual(ids(labels.doc), ['c']);
    assert.ok(labels.version > before);
    assert.equal(labels.apply(invert(edit)).skipped, 1);
    assert.deepEqual(ids(labels.doc), ['c']);
  });

  it('merges by annotation when labels are unsaved, keeps ours where both changed, and tells', async () => {
    disk.put(box('a'), box('b'), box('c'));
    const labels = await open();
    labels.apply(
      update('Move', [box('a')], (old) => ({ ...old, shape: boxOf({ x: 50, y: 2, width: 10, height: 10 }) })),
    );
    labels.apply(add('Draw', [box('mine')]));
    disk.put(box('a', 30), box('c'), box('theirs'));
    const outcome = await labels.look();
    assert.ok(outcome.kind === 'merged');
    assert.deepEqual(
      outcome.conflicts.map(({ id, what }) => [id, what]),
      [['a', 'shape']],
    );
    assert.deepEqual(ids(labels.doc), ['a', 'c', 'mine', 'theirs']);
    assert.deepEqual(labels.doc.annotations[0]?.shape, boxOf({ x: 50, y: 2, width: 10, height: 10 }));
    assert.equal(labels.dirty, true);
    await labels.save();
    assert.deepEqual(ids(labels.doc), ['a', 'c', 'mine', 'theirs']);
    assert.equal(disk.text, printSidecar(labels.doc));
  });

  it('looks before it saves: what came meanwhile is merged, never overwritten', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(add('Draw', [box('mine')]));
    disk.put(box('a'), box('theirs'));
    assert.equal((await labels.save()).kind, 'merged');
    assert.deepEqual(ids(labels.doc), ['a', 'mine', 'theirs']);
    assert.equal(disk.text, printSidecar(labels.doc));
  });

  it('keeps unsaved labels when the sidecar is deleted, and saving writes it anew', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(add('Draw', [box('b')]));
    disk.text = undefined;
    assert.deepEqual(await labels.look(), { kind: 'kept', problem: undefined });
    assert.deepEqual(ids(labels.doc), ['a', 'b']);
    await labels.save();
    assert.equal(disk.text, printSidecar(labels.doc));
  });

  for (const text of ['', '{"relabel": 1, "image"', '{"relabel": 99}', '[]', '<<<<<<< HEAD\n{}'])
    it(`never opens over nor overwrites ${JSON.stringify(text)}`, async () => {
      disk.text = text;
      const { labels, outcome } = await OpenLabels.open(disk, IMAGE);
      assert.equal(outcome.kind, 'blocked');
      assert.ok(labels.blocked);
      assert.deepEqual(labels.propose(add('Draw', [box('a')]), labels.version).stale, true);
      labels.apply(add('Draw', [box('a')]));
      await assert.rejects(labels.save(), SaveRefused);
      assert.equal(disk.text, text);
      disk.put(box('good'));
      assert.equal((await labels.look()).kind, 'reloaded');
      assert.equal(labels.blocked, undefined);
      assert.deepEqual(ids(labels.doc), ['good']);
    });

  it('keeps unsaved labels when the sidecar becomes unreadable, refuses to save, and merges when it is mended', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(add('Draw', [box('mine')]));
    disk.text = '{"relabel": 1';
    assert.equal((await labels.look()).kind, 'kept');
    await assert.rejects(labels.save(), SaveRefused);
    assert.equal(disk.text, '{"relabel": 1');
    assert.deepEqual(ids(labels.doc), ['a', 'mine']);
    disk.put(box('a'), box('theirs'));
    assert.equal((await labels.look()).kind, 'merged');
    assert.deepEqual(ids(labels.doc), ['a', 'mine', 'theirs']);
  });

  it('stays unsaved when writing fails', async () => {
    const labels = await open();
    labels.apply(add('Draw', [box('a')]));
    disk.failure = new Error('the disk is full');
    await assert.rejects(labels.save(), /disk is full/);
    assert.equal(labels.dirty, true);
    assert.deepEqual(ids(labels.doc), ['a']);
    disk.failure = undefined;
    await labels.save();
    assert.equal(labels.dirty, false);
  });

  it('saves what is drawn while it writes', async () => {
    const labels = await open();
    labels.apply(add('Draw', [box('a')]));
    const { write } = disk;
    disk.write = (path, text) => {
      if (disk.writes === 0) labels.apply(add('Draw', [box('late')]));
      return write.call(disk, path, text);
    };
    await labels.save();
    assert.equal(labels.dirty, false);
    assert.equal(disk.text, printSidecar(labels.doc));
    assert.deepEqual(ids(labels.doc), ['a', 'late']);
  });

  it('reverts to what is on disk', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(add('Draw', [box('b')]));
    assert.equal((await labels.revert()).kind, 'reloaded');
    assert.deepEqual(ids(labels.doc), ['a']);
    assert.equal(labels.dirty, false);
  });

  it('learns the image size only while nothing is labelled', async () => {
    const labels = (await OpenLabels.open(disk, { file: 'cat.jpg', widthPx: 0, heightPx: 0 })).labels;
    assert.equal(labels.setImage(IMAGE), true);
    assert.deepEqual(labels.doc.image, IMAGE);
    labels.apply(add('Draw', [box('a')]));
    assert.equal(labels.setImage({ ...IMAGE, widthPx: 5 }), false);
  });

  it('restores a backup over the same sidecar, and merges it over a changed one', async () => {
    disk.put(box('a'));
    const labels = await open();
    labels.apply(add('Draw', [box('mine')]));
    const backup = parseBackup(printBackup(labels, '/data/a.png'));
    assert.ok(typeof backup === 'object');
    const same = await OpenLabels.open(disk, IMAGE, backup);
    assert.deepEqual([same.outcome.kind, ids(same.labels.doc)], ['same', ['a', 'mine']]);
    assert.equal(same.labels.dirty, true);
    disk.put(box('a'), box('theirs'));
    const merged = await OpenLabels.open(disk, IMAGE, backup);
    assert.deepEqual([merged.outcome.kind, ids(merged.labels.doc)], ['merged', ['a', 'mine', 'theirs']]);
    disk.text = 'broken';
    const kept = await OpenLabels.open(disk, IMAGE, backup);
    assert.deepEqual([kept.outcome.kind, ids(kept.labels.doc)], ['kept', ['a', 'mine']]);
    await assert.rejects(kept.labels.save(), SaveRefused);
  });

  it('says why a backup cannot be read', () => {
    for (const text of [
      '',
      '{}',
      'null',
      '{"relabelBackup": 2}',
      '{"relabelBackup": 1, "image": "/a.png", "ours": "x", "base": "y", "baseHash": null}',
    ])
      assert.equal(typeof parseBackup(text), 'string', text);
  });

  it('takes the size of the image once a sidecar that could not be read, or named another size, was deleted', async () => {
    for (const text of ['broken', printSidecar(emptyDoc({ ...IMAGE, widthPx: 7 }))]) {
      disk = new Disk();
      disk.text = text;
      const labels = await open();
      assert.ok(!labels.setImage(IMAGE));
      disk.text = undefined;
      assert.equal((await labels.look()).kind, 'reloaded');
      assert.ok(labels.setImage(IMAGE));
      assert.deepEqual(labels.doc.image, IMAGE);
      assert.ok(!labels.dirty);
    }
  });

  it('is unsaved after an undo that takes back something older than a change on disk', async () => {
    const labels = await open();
    const draw = add('Draw', [box('mine')]);
    labels.apply(draw);
    await labels.save();
    disk.put(box('mine'), box('theirs'));
    assert.equal((await labels.look()).kind, 'reloaded');
    labels.apply(invert(draw));
    assert.ok(labels.dirty);
    disk.put(box('theirs'));
    await labels.look();
    labels.apply(draw);
    assert.ok(labels.dirty, 'VS Code takes this for the saved state');
  });

  it('loses nothing over any order of drawing, saving, outside changes and breakage', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('draw' as const), n: fc.nat(5) }),
      fc.record({ kind: fc.constant('outside' as const), n: fc.nat(5) }),
      fc.constantFrom({ kind: 'save' as const, n: 0 }, { kind: 'look' as const, n: 0 }),
      fc.constantFrom({ kind: 'break' as const, n: 0 }, { kind: 'mend' as const, n: 0 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        disk = new Disk();
        const labels = await open();
        const drawn = new Set<string>();
        const outside = new Set<string>();
        let whole: string | undefined;
        for (const [i, { kind, n }] of steps.entries()) {
          const broken = disk.text === 'broken';
          if (kind === 'draw' && !labels.blocked) {
            labels.apply(add('Draw', [box(`m${i}${n}`)]));
            drawn.add(`m${i}${n}`);
          } else if (kind === 'outside' && !broken) {
            const now = await disk.read();
            const there = now.kind === 'ok' ? now.doc.annotations : [];
            disk.put(...there, box(`t${i}${n}`));
            outside.add(`t${i}${n}`);
          } else if (kind === 'save') await labels.save().catch(() => undefined);
          else if (kind === 'look') await labels.look();
          else if (kind === 'break' && !broken) [whole, disk.text] = [disk.text, 'broken'];
          else if (kind === 'mend' && broken) disk.text = whole;
          if (broken && kind !== 'mend') assert.equal(disk.text, 'broken');
        }
        if (disk.text === 'broken') disk.text = whole;
        await labels.look();
        await labels.save();
        assert.deepEqual(new Set(ids(labels.doc)), new Set([...drawn, ...outside]));
        assert.deepEqual(new Set(ids((await open()).doc)), new Set([...drawn, ...outside]));
      }),
      { numRuns: 300 },
    );
  });

  it('stays with its sidecar when relabel.yaml names another place that has none', async () => {
    disk.put(box('a'));
    const moved = '/data/annotations/cat.jpg.labels.json';
    let isMoved = false;
    const io: LabelsIo = {
      read: async (at) => (isMoved && at === undefined ? { kind: 'absent', path: moved } : disk.read()),
      write: (path, text) => disk.write(path, text),
    };
    const { labels } = await OpenLabels.open(io, IMAGE);
    isMoved = true;
    assert.equal((await labels.look()).kind, 'same');
    assert.deepEqual([ids(labels.doc), labels.path], [['a'], PATH]);
    disk.text = undefined;
    assert.equal((await labels.look()).kind, 'reloaded');
    assert.deepEqual([ids(labels.doc), labels.path], [[], moved]);
  });
});
