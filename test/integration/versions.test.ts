import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileUri } from './support/companion';
import { encodePng } from '../helpers/png';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

const LABELS =
  '{"relabel": 1,\n"image": {"file": "old.png", "width": 320, "height": 240},\n"annotations": [\n{"id": "aaaaaa", "label": "cat", "box": [10, 20, 30, 40]}\n]}\n';

describe('Images that move, and their other versions', function () {
  this.timeout(120_000);
  const bench = useWorkbench({
    images: { 'old.png': {}, 'changed.png': {} },
    files: { 'old.png.labels.json': LABELS },
    takeOver: true,
    git: true,
  });

  it('takes the labels along when an image is renamed in the Explorer', async () => {
    await bench().openImage('changed.png');
    await bench().explorerRow('old.png').click();
    await bench().page.keyboard.press('F2');
    const input = bench().page.locator('.explorer-folders-view input.input');
    await input.fill('new.png');
    await input.press('Enter');
    await bench().clickDialog('OK');
    await eventually('the labels are at the new place', () =>
      existsSync(bench().path('new.png.labels.json')),
    );
    assert.equal(readFileSync(bench().path('new.png.labels.json'), 'utf8'), LABELS);
    assert.ok(!existsSync(bench().path('old.png.labels.json')));
  });

  it('shows no editor for the committed version of an image, but leads to the working copy', async () => {
    writeFileSync(bench().path('changed.png'), encodePng({ widthPx: 300, heightPx: 200 }));
    const page = bench().webviewFrame();
    const heading = page.getByRole('heading', { name: 'This is another version of the image' });
    await eventually('the committed version is open', async () => {
      await bench().companion.call(
        'executeCommand',
        'git.openHEADFile',
        fileUri(bench().path('changed.png')),
      );
      return heading.isVisible();
    });
    await page.getByRole('button', { name: 'Open Working Copy' }).click();
    await eventually('the working copy is open', async () => {
      const tab = await bench().activeTab();
      return tab?.path === bench().path('changed.png') && tab.viewType === 'relabel.editor';
    });
    await page.locator('canvas').first().waitFor();
  });
});
