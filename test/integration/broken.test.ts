import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { encodePng } from '../helpers/png';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { expectSidecar, sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n';
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const CAR = '{"id": "*", "label": "car", "box": [100, 80, 200, 120]}';
const POINTER =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

const UNREADABLE = {
  'cut.png': { text: sidecar('cut.png', [NUT]).slice(0, 110), place: ':4', says: 'Not valid JSON' },
  'newer.png': {
    text: sidecar('newer.png', [NUT]).replace('"relabel": 1', '"relabel": 2'),
    place: ':1',
    says: 'Written by a newer Relabel (format 2; this one reads 1)',
  },
  'conflict.png': {
    text: sidecar('conflict.png', [NUT]).replace(NUT, `<<<<<<< HEAD\n${NUT}\n=======\n>>>>>>> other`),
    place: ':4',
    says: 'git conflict markers',
  },
};

const OTHER = '{"id": "bbbbbb", "label": "car", "box": [200, 10, 50, 50]}';
const MARKED = sidecar('marked.png', [NUT]).replace(
  NUT,
  `<<<<<<< HEAD\n${NUT}\n=======\n${OTHER}\n>>>>>>> other`,
);

const BAD_IMAGES = {
  'zero.png': { bytes: Buffer.alloc(0), says: 'zero.png is empty (0 bytes)' },
  'words.png': { bytes: Buffer.from('not a picture\n'), says: /words\.png/ },
  'short.png': {
    bytes: encodePng(SIZE).subarray(0, 400),
    says: 'The picture cannot be shown: the browser could not decode it',
  },
  'pointer.png': {
    bytes: Buffer.from(POINTER),
    says: 'pointer.png is in Git LFS (12.3 kB) and has not been downloaded',
  },
};

function labelsOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${name}.labels.json`, sidecar(name, [NUT])]));
}

describe('what cannot be read or written', function () {
  this.timeout(180_000);
  const unreadable = Object.entries(UNREADABLE);
  const bench = useWorkbench({
    images: {
      ...Object.fromEntries(unreadable.map(([name]) => [name, SIZE])),
      'locked.png': SIZE,
      'folder.png': SIZE,
      'marked.png': SIZE,
    },
    files: {
      'relabel.yaml': SCHEMA,
      ...Object.fromEntries(unreadable.map(([name, { text }]) => [`${name}.labels.json`, text])),
      'marked.png.labels.json': MARKED,
      ...labelsOf(['locked.png', ...Object.keys(BAD_IMAGES)]),
      ...Object.fromEntries(Object.entries(BAD_IMAGES).map(([name, { bytes }]) => [name, bytes])),
    },
    takeOver: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const sidecarOf = (name: string): string => bench().path(`${name}.labels.json`);

  async function open(name: string): Promise<void> {
    await bench().explorerRow(name).click();
    await eventually(
      `${name} is active`,
      async () => (await bench().activeTab())?.path === bench().path(name),
    );
  }

  async function drawCar(): Promise<void> {
    await editor().actualSize();
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
  }

  for (const [name, { text, place, says }] of unreadable)
    it(`says where ${name}'s labels are broken, leaves them, and opens once they are mended`, async () => {
      await open(name);
      const page = editor().frame.locator('main[role="alert"]');
      await page.getByText('These labels cannot be read').waitFor();
      assert.ok((await page.locator('.place').innerText()).startsWith(`${sidecarOf(name)}${place}`));
      assert.ok((await page.innerText()).includes(says), await page.innerText());
      await bench().statusItem('unreadable labels').waitFor();
      await editor().press('1', 'b', 'ControlOrMeta+s');
      assert.equal(await bench().isDirty(name), false);
      assert.equal(readFileSync(sidecarOf(name), 'utf8'), text);
      writeFileSync(sidecarOf(name), sidecar(name, [NUT]));
      await editor().shows('nut, Box');
      assert.equal(readFileSync(sidecarOf(name), 'utf8'), sidecar(name, [NUT]));
    });

  it("merges the sides of git's conflict markers by instance when asked to", async () => {
    await open('marked.png');
    const page = editor().frame.locator('main[role="alert"]');
    await page.getByText('Repair Conflict', { exact: true }).click();
    await editor().shows('nut, Box', 'car, Box');
    const both = [OTHER.replace('bbbbbb', '*'), NUT.replace('aaaaaa', '*')];
    await expectSidecar(sidecarOf('marked.png'), sidecar('marked.png', both));
  });

  it('keeps labels that a write-protected file does not take, and says so', async () => {
    await open('locked.png');
    chmodSync(sidecarOf('locked.png'), 0o444);
    await drawCar();
    await editor().press('ControlOrMeta+s');
    await bench().notification(/Could not save .*locked\.png\.labels\.json/);
    await editor().shows('car, Box', 'nut, Box');
    assert.ok(await bench().isDirty('locked.png'));
    assert.equal(readFileSync(sidecarOf('locked.png'), 'utf8'), sidecar('locked.png', [NUT]));
    chmodSync(sidecarOf('locked.png'), 0o644);
    await bench().save('locked.png');
    await expectSidecar(sidecarOf('locked.png'), sidecar('locked.png', [CAR, NUT.replace('aaaaaa', '*')]));
  });

  it('keeps labels when a folder stands where they belong', async () => {
    await open('folder.png');
    await drawCar();
    await editor().shows('car, Box');
    mkdirSync(sidecarOf('folder.png'));
    await editor().press('ControlOrMeta+s');
    await bench().notification(/Failed to save 'folder\.png'/);
    await editor().shows('car, Box');
    assert.ok(await bench().isDirty('folder.png'));
    rmdirSync(sidecarOf('folder.png'));
    await bench().save('folder.png');
    await expectSidecar(sidecarOf('folder.png'), sidecar('folder.png', [CAR]));
  });

  for (const [name, { bytes, says }] of Object.entries(BAD_IMAGES))
    it(`shows the labels of ${name} and why there is no picture`, async () => {
      await open(name);
      await editor().notice(says).waitFor();
      await editor().shows('nut, Box');
      await drawCar();
      await bench().save(name);
      await expectSidecar(sidecarOf(name), sidecar(name, [CAR, NUT.replace('aaaaaa', '*')]));
      assert.deepEqual(readFileSync(bench().path(name)), bytes);
    });
});

describe('odd file names', function () {
  this.timeout(180_000);
  const names = ['-dash.png', '#1 of 2.png', '100%25.png', 'a b.png', 'it\'s "so".png', 'ünï 图 🙂.png'];
  const bench = useWorkbench({
    images: Object.fromEntries(names.map((name) => [name, SIZE])),
    files: { 'relabel.yaml': SCHEMA },
    takeOver: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());

  for (const name of names)
    it(`opens, labels and saves ${name}`, async () => {
      await bench().explorerRow(name).click();
      await eventually(
        `${name} is active`,
        async () => (await bench().activeTab())?.path === bench().path(name),
      );
      await editor().actualSize();
      assert.ok(!(await editor().frame.locator('rl-notice [role="alert"]').count()));
      await editor().activeClass('1', 'car');
      await editor().tool('box');
      await editor().drag([100, 80], [300, 200]);
      await bench().save(name);
      const path = bench().path(`${name}.labels.json`);
      await expectSidecar(path, sidecar(JSON.stringify(name).slice(1, -1), [CAR]));
    });

  it('goes through all of them and back by keys', async () => {
    const seen: string[] = [];
    for (const key of ['[', ']'])
      for (let step = 1; step < names.length; step++) {
        const place = key === '[' ? names.length - step : step + 1;
        await editor().canvas.waitFor();
        await editor().canvas.focus();
        await editor().press(key);
        await bench()
          .statusItem(new RegExp(`Relabel ${place}/${names.length}`))
          .waitFor();
        seen.push((await bench().activeTab())?.path ?? '');
      }
    assert.equal(new Set(seen).size, names.length);
    assert.ok(seen.every((path) => existsSync(path)));
  });
});
