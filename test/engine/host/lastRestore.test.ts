import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../src/core/annotation/sidecar';
import { apply, type Edit } from '../../../src/core/edit/edit';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { LastRestore } from '../../../src/host/versions/restore/lastRestore';
import { openEditsPath } from '../../../src/host/versions/restore/openEdits';
import { tempFolder } from '../../helpers/tempFolder';

const FACTS = { file: 'a.jpg', widthPx: 640, heightPx: 480 };

function box(id: string, x: number): Annotation {
  return { id, label: 'car', shape: { kind: 'box', x, y: 10, width: 20, height: 20 } };
}

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc(FACTS), annotations };
}

/** The memory of a workspace, as VS Code keeps it over a reload. */
function memory() {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string) => kept.get(key) as T,
    update: async (key: string, value: unknown) =>
      void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  };
}

/** An open document that takes edits. */
class Open {
  doc: AnnotationDoc;
  constructor(doc: AnnotationDoc) {
    this.doc = doc;
  }
  edit(edit: Edit): void {
    this.doc = apply(this.doc, edit).doc;
  }
}

describe('taking a restore back after the window was loaded anew', () => {
  const [was, restored] = [docOf(box('aaaaaa', 0), box('bbbbbb', 50)), docOf(box('aaaaaa', 90))];

  async function begun(): Promise<{ again: LastRestore; folder: string; image: string; journal: string }> {
    const folder = tempFolder();
    const image = join(folder, 'a.jpg');
    const services = { folder: join(folder, 'journals'), memory: memory(), dataSets: () => dataSets({}) };
    const before = new LastRestore(services);
    const journal = await before.begin('v1 (3f2a91c)');
    const file = join(folder, 'b.jpg.labels.json');
    writeFileSync(file, 'as it was');
    await journal.keep(file);
    writeFileSync(file, 'restored');
    await journal.written(file);
    await before.edited({ imagePath: image, before: was, after: restored });
    return { again: new LastRestore(services), folder, image, journal: journal.path };
  }

  it('says what it would do', async () => {
    const { again } = await begun();
    assert.deepEqual(await again.look(), { title: 'v1 (3f2a91c)', files: 1, edits: 1 });
  });

  it('takes files back, and the edits of open images with what was done since', async () => {
    const { again, folder, journal } = await begun();
    const open = new Open(docOf(...restored.annotations, box('cccccc', 200)));
    const undone = await again.undo('Undo Restore', async () => open);
    assert.deepEqual(undone, { files: 2, skipped: [] });
    assert.equal(readFileSync(join(folder, 'b.jpg.labels.json'), 'utf8'), 'as it was');
    assert.deepEqual(
      open.doc.annotations.map(({ id, shape }) => [id, shape.kind === 'box' && shape.x]),
      [
        ['aaaaaa', 0],
        ['bbbbbb', 50],
        ['cccccc', 200],
      ],
    );
    assert.ok(!existsSync(journal) && !existsSync(openEditsPath(journal)));
    assert.equal(await again.look(), undefined);
    assert.equal(await again.undo('Undo Restore', async () => undefined), undefined);
  });

  it('takes the edit of an image that was saved and closed back on the disk', async () => {
    const { again, image } = await begun();
    writeFileSync(`${image}.labels.json`, printSidecar(restored));
    await again.undo('Undo Restore', async () => undefined);
    const read = parseSidecar(readFileSync(`${image}.labels.json`, 'utf8'));
    assert.deepEqual(read.ok && read.doc.annotations.map(({ id }) => id), ['aaaaaa', 'bbbbbb']);
  });

  it('takes back what it can when the last line is half of one, and is none when the journal is gone', async () => {
    const { again, journal } = await begun();
    appendFileSync(openEditsPath(journal), '{"imagePath": "/x", "bef');
    assert.deepEqual(await again.look(), { title: 'v1 (3f2a91c)', files: 1, edits: 1 });
    const { again: other, journal: gone } = await begun();

    unlinkSync(gone);
    assert.equal(await other.look(), undefined);
    assert.equal(await other.undo('Undo Restore', async () => undefined), undefined);
  });
});
