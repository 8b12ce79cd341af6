import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { FrameLocator, Locator } from 'playwright-core';
import { git } from '../helpers/gitRepo';
import { fileUri } from './support/companion';
import { eventually } from './support/eventually';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SAME = '{"id": "aaaaaa", "label": "car", "box": [10, 10, 50, 50]}';
const MOVED = '{"id": "bbbbbb", "label": "car", "box": [300, 300, 80, 60]}';
const THERE = '{"id": "bbbbbb", "label": "car", "box": [340, 280, 80, 60]}';
const GONE = '{"id": "cccccc", "label": "nut", "box": [500, 100, 60, 60]}';
const NEW = '{"id": "dddddd", "label": "nut", "box": [100, 200, 90, 90]}';

describe('comparing labels', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE, 'two.png': SIZE },
    files: {
      'relabel.yaml': 'version: 1\nclasses:\n  - {name: car, key: "1"}\n  - {name: nut}\n',
      'one.png.labels.json': sidecar('one.png', [SAME, MOVED, GONE]),
      'two.png.labels.json': sidecar('two.png', [SAME]),
    },
    takeOver: true,
    git: true,
  });
  const page = (): FrameLocator => bench().webviewFrame();
  const summary = (): Locator => page().locator('rl-diff-header .summary');
  const says = (text: RegExp): Promise<unknown> =>
    eventually(`the summary says ${text.source}`, async () => text.test(await summary().innerText()));

  it('shows what was changed since HEAD, and every kind of change in the list', async () => {
    writeFileSync(bench().path('one.png.labels.json'), sidecar('one.png', [SAME, THERE, NEW]));
    await bench().openImage('one.png');
    await bench().runCommand('Relabel: Compare with HEAD');
    await says(/1 added, 1 removed, 1 moved; 1 unchanged/);
    const rows = page().locator('rl-diff-list .item');
    assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-key'))), [
      'dddddd',
      'cccccc',
      'bbbbbb',
    ]);
    const tab = bench().page.locator('.tabs-container .tab.active');
    assert.match(await tab.innerText(), /one\.png: HEAD ↔ Working Tree/);
  });

  it('is driven by keys', async () => {
    await page().locator('rl-diff-list .rows').focus();
    await bench().page.keyboard.press('j');
    await bench().page.keyboard.press('j');
    await bench().page.keyboard.press('j');
    await page().locator('rl-diff-details').getByText('Moved 40 px right and 20 px up').waitFor();
    await bench().page.keyboard.press('2');
    await page().locator('rl-swipe-divider [role=slider]').waitFor();
    await bench().page.keyboard.press('1');
  });

  it('restores an instance as an unsaved edit, and follows the editor', async () => {
    await page().locator('rl-diff-list [data-key=cccccc]').click();
    await page().locator('rl-diff-details').getByRole('button', { name: 'Restore' }).click();
    await eventually('the edit is in the editor', () => bench().isDirty('one.png'));
    assert.match(readFileSync(bench().path('one.png.labels.json'), 'utf8'), /dddddd/, 'nothing was saved');
    await bench().runCommand('Relabel: Compare with HEAD');
    await says(/1 added, 1 moved; 2 unchanged/);
    await bench().openImage('one.png');
    await bench().save('one.png');
  });

  it('says that nothing differs once everything is committed', async () => {
    git(bench().folder, 'commit', '-q', '-a', '-m', 'Labels');
    await bench().companion.call(
      'executeCommand',
      'relabel.compareWithHead',
      fileUri(bench().path('one.png')),
    );
    await page().getByText('No difference.').waitFor();
    await says(/No difference: 4 unchanged/);
  });

  it('says where a side cannot be read', async () => {
    writeFileSync(bench().path('two.png.labels.json'), '{"relabel": 1,\n"annotations": [\n{"id": }\n]}\n');
    await bench().companion.call(
      'executeCommand',
      'relabel.compareWithHead',
      fileUri(bench().path('two.png')),
    );
    await page().getByText('cannot be read: nothing can be compared').waitFor();
    await page()
      .locator('rl-diff-messages .place')
      .getByText(/two\.png\.labels\.json:3/)
      .waitFor();
  });
});
