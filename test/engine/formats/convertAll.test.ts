import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import { FORMATS } from '../../../src/core/formats/index';
import { convert } from '../../../src/engine/formats/convert';
import type { ConversionRequest } from '../../../src/engine/formats/conversion';
import { Cancelled, type Follower } from '../../../src/engine/formats/countingReport';
import { EVERY_KIND } from '../../helpers/everyKind';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const QUIET: Follower = { onProgress: () => undefined, isCancelled: () => false };
const PNG = encodePng({ widthPx: 640, heightPx: 480 });

function request(source: string, target: string, more: Partial<ConversionRequest> = {}): ConversionRequest {
  const off = { followLinks: false, includeProposals: false, force: false, strict: false, dryRun: false };
  return { source, target, readOptions: {}, writeOptions: {}, ...off, ...more };
}

/** Three images: one with an annotation of every kind, one with nothing on it, one nobody looked at. */
function dataSet(): string {
  const root = join(tempFolder(), 'data');
  const image = (file: string) => ({ file, widthPx: 640, heightPx: 480 });
  const full = { image: image('full.png'), tags: ['sunny'], annotations: EVERY_KIND, kept: [] };
  const empty = { ...full, image: image('empty.png'), annotations: [], state: 'done' as const };
  const labels = [...new Set(EVERY_KIND.map(({ label }) => label))];
  const classes = labels.map((name) => `\n  - {name: ${JSON.stringify(name)}, skeleton: own}`);
  const joints = EVERY_KIND.flatMap(({ shape }) =>
    shape.kind === 'skeleton' ? Object.keys(shape.joints) : [],
  );
  writeFiles(root, {
    'relabel.yaml': `classes:${classes.join('')}\nskeletons: [{name: own, joints: [${joints.join(', ')}]}]\ntags: [{name: sky, choice: single, options: [sunny]}]\n`,
    'a/full.png': PNG,
    'a/full.png.labels.json': printSidecar(full),
    'b/empty.png': PNG,
    'b/empty.png.labels.json': printSidecar(empty),
    'b/new.png': PNG,
  });
  return root;
}

describe('conversion between all formats', function () {
  this.timeout(120_000);

  for (const format of FORMATS.filter(({ write }) => write !== undefined))
    it(`writes ${format.id} from sidecars into a folder and an archive, knows it again, and reads it back`, () => {
      const source = dataSet();
      const folder = join(source, '..');
      const target = join(folder, 'out');
      const made = convert(request(source, target, { to: format.id, images: 'copy' }), QUIET);
      const { total, mismatches } = made.balance;
      assert.deepEqual(mismatches, []);
      assert.equal(made.notWritten, undefined);
      assert.equal(total.in + total.added, total.out + total.lost);
      assert.ok(total.in >= EVERY_KIND.length);
      assert.deepEqual(readdirSync(folder).sort(), ['data', 'out']);
      const zip = convert(
        request(target, join(folder, 'again.zip'), { from: format.id, images: 'copy' }),
        QUIET,
      );
      assert.deepEqual(zip.balance.mismatches, []);
      for (const place of [target, join(folder, 'again.zip')]) {
        const back = convert(request(place, join(folder, `back-${place.length}`), { to: 'relabel' }), QUIET);
        assert.equal(back.from, format.id, back.reason);
        assert.deepEqual(back.balance.mismatches, []);
        assert.equal(back.balance.total.in, total.out, format.id);
      }
    });

  it('places images where they are wanted, by copies or links, also from an archive, and says what is missing', () => {
    const source = dataSet();
    const folder = join(source, '..');
    const voc = { to: 'voc', images: 'link' } as const;
    assert.equal(convert(request(source, join(folder, 'linked'), voc), QUIET).imagesPlaced, 3);
    convert(request(join(folder, 'linked'), join(folder, 'v.zip'), { images: 'copy' }), QUIET);
    const unpacked = convert(
      request(join(folder, 'v.zip'), join(folder, 'copied'), { images: 'copy' }),
      QUIET,
    );
    assert.equal(unpacked.imagesPlaced, 3);
    const bare = convert(request(source, join(folder, 'bare'), { to: 'voc' }), QUIET);
    assert.equal(bare.imagesPlaced, 0);
    const none = convert(request(join(folder, 'bare'), join(folder, 'none'), { images: 'copy' }), QUIET);
    assert.ok(none.problems.first.some(({ code }) => code === 'image-missing'));
    const images = join(source, '..', 'data');
    const found = convert(
      request(join(folder, 'bare'), join(folder, 'found'), { images: 'copy', imagesFolder: images }),
      QUIET,
    );
    assert.equal(found.imagesPlaced, 3, JSON.stringify(found.problems.first));
  });

  it('ends when it is cancelled, with nothing at the target or beside it', () => {
    const source = dataSet();
    let asked = 0;
    const follower = { ...QUIET, isCancelled: () => ++asked > 1 };
    assert.throws(
      () => convert(request(source, join(source, '..', 'out'), { to: 'voc' }), follower),
      Cancelled,
    );
    assert.equal(existsSync(join(source, '..', 'out')), false);
    assert.deepEqual(readdirSync(join(source, '..')), ['data']);
  });
});
