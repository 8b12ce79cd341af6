import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { encodeDicom } from '../helpers/dicom';
import { encodePng } from '../helpers/png';
import { encodeTiff } from '../helpers/tiff';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { bounded, labelsOf, savedLabels } from './support/savedLabels';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: thing, key: "1"}\n  - {name: other, key: "2"}\n';
const WHITE = 250;

describe('pictures of other kinds, and how they are shown', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'replaced.png': SIZE, 'turned.png': SIZE },
    files: {
      'relabel.yaml': SCHEMA,
      'pages.tif': encodeTiff(200, 150, [() => 40, () => 120, () => WHITE]),
      'scan.dcm': encodeDicom({
        widthPx: 256,
        heightPx: 200,
        window: [2000, 1000],
        sample: (x) => x * 16,
      }),
    },
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const value = () => editor().frame.locator('rl-status-strip .value');

  async function open(name: string): Promise<void> {
    await bench().openImage(name);
    await editor().actualSize();
    await editor().activeClass('1', 'thing');
  }

  /** Waits until the pixel value under the pointer is shown as this. */
  async function shownValue(text: RegExp): Promise<void> {
    await eventually(`the value is like ${text.source}`, async () => text.test(await value().innerText()));
  }

  describe('a TIFF of three pages', () => {
    const page = () => editor().frame.getByLabel('Page', { exact: true });

    before(() => open('pages.tif'));

    it('shows its pages, by the picker and by keys', async () => {
      await editor().click([50, 50]);
      await shownValue(/\b40\b/);
      await page().fill('3');
      await page().press('Enter');
      await editor().click([60, 50]);
      await shownValue(/\b250\b/);
      await editor().canvas.focus();
      await editor().press('Shift+PageUp');
      await eventually('the second page shows', async () => (await page().inputValue()) === '2');
      await editor().click([50, 50]);
      await shownValue(/\b120\b/);
    });

    it('saves what is drawn with its page, and lists it on that page alone', async () => {
      await editor().tool('box');
      await editor().drag([20, 30], [80, 90]);
      await editor().shows('thing, Box');
      const [box] = await savedLabels(bench(), 'pages.tif', bounded('20,30,60,60'));
      assert.equal(box?.page, 1);
      await editor().canvas.focus();
      await editor().press('Shift+PageUp');
      await editor().shows();
      await editor().press('Shift+PageDown');
      await editor().shows('thing, Box');
    });
  });

  describe('a DICOM image', () => {
    before(() => open('scan.dcm'));

    it('tells stored values, and shows them by the window of the file', async () => {
      await editor().click([125, 100]);
      await shownValue(/\b2000\b/);
      assert.equal(
        await editor().frame.locator('rl-status-strip button', { hasText: 'adjusted' }).count(),
        0,
      );
    });

    it('takes another window by a drag with the right button', async () => {
      const { mouse } = bench().page;
      const { x, y } = await editor().at([100, 100]);
      await mouse.move(x, y);
      await mouse.down({ button: 'right' });
      await mouse.move(x + 60, y - 40, { steps: 4 });
      await mouse.up({ button: 'right' });
      await editor().frame.locator('rl-status-strip button', { hasText: 'adjusted' }).waitFor();
      await editor().shows();
      await bench().runCommand('Relabel: Show the Picture as Stored');
      await editor()
        .frame.locator('rl-status-strip button', { hasText: 'adjusted' })
        .waitFor({ state: 'hidden' });
    });

    it('is labelled as any other image', async () => {
      await editor().tool('box');
      await editor().drag([20, 30], [80, 90]);
      await editor().shows('thing, Box');
      const [box] = await savedLabels(bench(), 'scan.dcm', bounded('20,30,60,60'));
      assert.equal(box?.page, undefined);
    });
  });

  describe('a view that is turned', () => {
    before(() => open('turned.png'));

    it('draws into the image as it is stored, turned or not', async () => {
      const upright = editor().frame.getByRole('button', { name: '90°' });
      await editor().pressUntil('Shift+r', upright);
      await editor().tool('box');
      await dragOnTurned([100, 50], [180, 90]);
      await editor().shows('thing, Box');
      await savedLabels(bench(), 'turned.png', bounded('100,50,80,40'));
      await upright.click();
      await upright.waitFor({ state: 'hidden' });
      await editor().tool('select');
      await editor().click([140, 50]);
      await editor().selected(1);
    });

    it('draws no class that is hidden, and lets it not be clicked', async () => {
      await editor().press('Escape');
      await editor().frame.locator('[data-class="thing"]').hover();
      await editor()
        .frame.getByRole('button', { name: /^Hide thing/ })
        .click();
      await editor().shows();
      await editor().click([140, 50]);
      await editor().frame.locator('rl-status-strip', { hasText: '1 annotation' }).waitFor();
      await editor().frame.locator('[data-class="thing"]').hover();
      await editor().frame.getByRole('button', { name: 'Show thing' }).click();
      await editor().shows('thing, Box');
      await editor().click([140, 50]);
      await editor().selected(1);
      assert.equal(labelsOf(bench().path('turned.png.labels.json'))[0]?.hidden, undefined);
    });

    /** Image points of the view turned right by a quarter, at actual size and centred as upright ones are. */
    async function dragOnTurned(...points: readonly (readonly [number, number])[]): Promise<void> {
      const { mouse } = bench().page;
      const box = await editor().canvas.boundingBox();
      assert.ok(box);
      const [from, to] = points.map(([x, y]) => ({
        x: box.x + (box.width - SIZE.heightPx) / 2 + (SIZE.heightPx - y),
        y: box.y + (box.height - SIZE.widthPx) / 2 + x,
      }));
      assert.ok(from && to);
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move(to.x, to.y, { steps: 4 });
      await mouse.up();
    }
  });

  describe('an image that is replaced on disk while it is open', () => {
    before(() => open('replaced.png'));

    it('shows the new one, and keeps the labels', async () => {
      await editor().tool('box');
      await editor().drag([100, 100], [200, 160]);
      await editor().shows('thing, Box');
      const sample = (): number[] => [10, 220, 30];
      writeFileSync(bench().path('replaced.png'), encodePng({ widthPx: 600, heightPx: 400, sample }));
      await editor().frame.locator('rl-status-strip', { hasText: '600 × 400' }).waitFor();
      await editor().actualSize();
      await editor().click([300, 300]);
      await shownValue(/R 10 G 220 B 30/);
      await editor().shows('thing, Box');
      await savedLabels(bench(), 'replaced.png', bounded('100,100,100,60'));
    });
  });
});
