import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const COCO = {
  images: [
    { id: 1, file_name: 'one.png', width: 640, height: 480 },
    { id: 2, file_name: 'two.png', width: 640, height: 480 },
    { id: 3, file_name: 'gone.png', width: 640, height: 480 },
  ],
  categories: [
    { id: 3, name: 'car', supercategory: '' },
    { id: 7, name: 'nut', supercategory: '' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 3, bbox: [10, 20, 100, 50], area: 5000, iscrowd: 0 },
    { id: 2, image_id: 1, category_id: 7, bbox: [200, 20, 30, 30], area: 900, iscrowd: 0 },
    { id: 3, image_id: 2, category_id: 3, bbox: [5, 5, 50, 50], area: 2500, iscrowd: 0 },
    { id: 4, image_id: 3, category_id: 3, bbox: [5, 5, 50, 50], area: 2500, iscrowd: 0 },
  ],
};

describe('importing and exporting labels', function () {
  this.timeout(240_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE, 'two.png': SIZE },
    files: { 'coco.json': JSON.stringify(COCO) },
    takeOver: true,
  });
  const dialog = (): Locator => bench().page.locator('.monaco-dialog-box');
  const sidecar = (name: string): string => readFileSync(bench().path(`${name}.labels.json`), 'utf8');

  /** One question hides before the next one shows: typing must not hit the old one. */
  async function titled(title: string): Promise<void> {
    await bench().page.locator('.quick-input-widget:visible').getByText(title, { exact: true }).waitFor();
  }

  it('recognises a COCO file, previews, and brings it into sidecars', async () => {
    await bench().chooseFromMenu(bench().explorerRow('coco.json'), 'Import Labels…');
    await titled('Format of coco.json');
    await bench().quickPick('COCO instances');
    await titled('Import Labels');
    await bench().quickPick('Add to Labels That Are There');
    await dialog().getByText('Import 3 annotations into 2 images?').waitFor();
    await dialog().getByText('gone.png: warning No image of the folder has this path').waitFor();
    assert.equal(existsSync(bench().path('one.png.labels.json')), false);
    await bench().clickDialog('Import');
    await bench().notification('Imported 3 annotations into 2 images. Left out: 1.');
    assert.match(sidecar('one.png'), /"label": "car", "box": \[10, 20, 100, 50\]/);
    assert.match(sidecar('two.png'), /"label": "car", "box": \[5, 5, 50, 50\]/);
    assert.match(readFileSync(bench().path('relabel.yaml'), 'utf8'), /name: car\n\s+id: 3\n/);
  });

  it('shows what was imported', async () => {
    await bench().clickNotification('Imported 3 annotations', 'Show Report');
    await bench().page.locator('.monaco-editor .view-line', { hasText: 'images: 3 in the source' }).waitFor();
  });

  /** Goes through the questions up to the preview, and takes the place that is proposed. */
  async function askForVoc(): Promise<void> {
    await bench().runCommand('Relabel: Export Labels…');
    await titled('Export Labels');
    await bench().quickPick('Pascal VOC');
    await titled('Export Labels (1/2)');
    await bench().quickPick('Copy Images');
    await titled('Export Labels (2/2)');
    await bench().quickPick('Keep Splits as They Are');
    await titled('Export Labels: a name that ends in .zip makes an archive');
    const input = bench().page.locator('.quick-input-widget:visible input').first();
    await eventually('a place is proposed', async () => (await input.inputValue()).endsWith('-voc'));
    await bench().page.keyboard.press('Enter');
  }

  it('exports to a folder of Pascal VOC with its images, after a preview', async () => {
    const target = `${bench().folder}-voc`;
    const question = dialog().getByText('Export 3 annotations of 2 images');
    // The dialog for files reads folders while keys come: then it is asked once more.
    await eventually(
      'the preview shows',
      async () => {
        await askForVoc();
        return question.waitFor({ timeout: 15_000 }).then(
          () => true,
          () => false,
        );
      },
      120_000,
    );
    assert.equal(existsSync(target), false);
    await bench().clickDialog('Export');
    await bench().notification(`Exported 3 annotations to ${basename(target)}; 0 were lost.`);
    await eventually('the target is there', () => existsSync(join(target, 'Annotations/one.xml')));
    assert.match(readFileSync(join(target, 'Annotations/one.xml'), 'utf8'), /<name>car<\/name>/);
    assert.ok(existsSync(join(target, 'JPEGImages/one.png')));
    rmSync(target, { recursive: true });
  });
});
