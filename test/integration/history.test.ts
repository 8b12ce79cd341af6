import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { git } from '../helpers/gitRepo';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';
import type { Workbench } from './support/workbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n  - {name: nut}\n';
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const MOVED = '{"id": "aaaaaa", "label": "nut", "box": [200, 100, 50, 50]}';
const CAR = '{"id": "bbbbbb", "label": "car", "box": [300, 200, 100, 60]}';

describe('the history of labels', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE, 'two.png': SIZE },
    files: { 'relabel.yaml': SCHEMA, 'one.png.labels.json': sidecar('one.png', [NUT]) },
    takeOver: true,
    git: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());

  before(() => {
    git(bench().folder, 'tag', 'v1');
    commit('Add a car', { 'one.png': [NUT, CAR], 'two.png': [CAR] });
    commit('Move the nut', { 'one.png': [MOVED, CAR] });
  });

  function commit(message: string, labels: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, lines] of Object.entries(labels))
      writeFileSync(bench().path(`${name}.labels.json`), sidecar(name, lines));
    git(bench().folder, 'add', '-A');
    git(bench().folder, 'commit', '-q', '-m', message);
  }

  it('lists the commits of the active image, and follows to another one', async () => {
    await bench().openByClick('one.png');
    await bench()
      .statusItem(/Relabel 1\/2/)
      .waitFor();
    await bench().runCommand('Relabel: Show Label History');
    await shows(bench(), 'Move the nut', 'Add a car', 'Images');
    const moved = row(bench(), 'Move the nut');
    assert.match(await moved.innerText(), /1 moved · Test, now/);
    await bench().explorerRow('two.png').click();
    await shows(bench(), 'Add a car');
  });

  it('shows what is not committed on top, while it is edited', async () => {
    await bench().openByClick('one.png');
    await shows(bench(), 'Move the nut', 'Add a car', 'Images');
    await editor().actualSize();
    await editor().click([330, 220]);
    await editor().selected(1);
    await editor().press('Delete');
    await editor().shows('nut, Box');
    await shows(bench(), 'Uncommitted changes', 'Move the nut', 'Add a car', 'Images');
    assert.match(await row(bench(), 'Uncommitted changes').innerText(), /-1 car/);
    await editor().press('ControlOrMeta+z');
    await shows(bench(), 'Move the nut', 'Add a car', 'Images');
  });

  it('is about one instance when asked', async () => {
    await editor().click([330, 220]);
    await editor().selected(1);
    await bench().runCommand('Relabel: Show History of This Instance');
    await shows(bench(), 'Add a car');
    await bench().runCommand('Relabel: Show History of the Whole Image');
    await shows(bench(), 'Move the nut', 'Add a car', 'Images');
  });

  it('shows what a commit changed when it is clicked, and restores one instance of it', async () => {
    await row(bench(), 'Move the nut').click();
    const page = bench().webviewFrame();
    await page.getByText('1 moved').first().waitFor();
    await bench().page.keyboard.press('ControlOrMeta+F4');
    await openOne();
    await row(bench(), 'Move the nut').locator('.monaco-tl-twistie').click();
    const entry = 'Restore Instance as Before This Commit';
    await bench().chooseFromMenu(row(bench(), 'nut aaaaaa'), entry);
    await editor()
      .notice(/^Restored from [0-9a-f]{7} \(parent\): 1 moved/)
      .waitFor();
    await editor().shows('car, Box', 'nut, Box');
    await editor().canvas.focus();
    await editor().press('ControlOrMeta+z');
    await eventually('nothing is unsaved', async () => !(await bench().isDirty('one.png')));
    await row(bench(), 'Move the nut').locator('.monaco-tl-twistie').click();
  });

  it('restores the image from a commit as an edit that undo takes back', async () => {
    await bench().chooseFromMenu(row(bench(), 'Images'), 'Restore Labels of Image…');
    await editor()
      .notice(/^Restored from [0-9a-f]{7}.*-1 car, 1 moved/)
      .waitFor();
    await editor().shows('nut, Box');
    assert.ok(await bench().isDirty('one.png'));
    assert.equal(readFileSync(bench().path('one.png.labels.json'), 'utf8'), sidecar('one.png', [MOVED, CAR]));
    await editor().canvas.focus();
    await editor().press('ControlOrMeta+z');
    await editor().shows('car, Box', 'nut, Box');
    await eventually('nothing is unsaved', async () => !(await bench().isDirty('one.png')));
  });

  it('opens all labels as of a tag, read only, steps through them, and restores from there', async () => {
    await bench().runCommand('Relabel: Open Labels As Of…');
    await bench().quickPick('v1');
    await editor()
      .frame.locator('rl-read-only')
      .getByText(/^Labels as of v1 \([0-9a-f]{7}, /)
      .waitFor();
    await editor().shows('nut, Box');
    assert.equal(await editor().frame.locator('[data-action="tool.box"]').count(), 0);
    await editor().actualSize();
    await editor().click([30, 30]);
    await editor().selected(1);
    await editor().press('Delete');
    await editor()
      .notice(/cannot be edited/)
      .waitFor();
    await editor().shows('nut, Box');
    await editor().frame.getByText('Restore These Labels').click();
    await editor().shows('nut, Box');
    await eventually('the working copy is unsaved', () => bench().isDirty('one.png'));
    assert.equal((await bench().activeTab())?.path, bench().path('one.png'));
    await editor().canvas.focus();
    await editor().press('ControlOrMeta+z');
    await editor().shows('car, Box', 'nut, Box');
  });

  it('restores the whole set after saying what that means, and takes it back', async () => {
    const one = bench().path('one.png.labels.json');
    const two = readFileSync(bench().path('two.png.labels.json'), 'utf8');
    await bench().runCommand('View: Close All Editors');
    await bench().runCommand('Relabel: Restore All Labels…');
    await bench().quickPick('v1');
    const dialog = bench().page.locator('.monaco-dialog-box');
    await dialog.getByText(/2 images: 0 annotations come back, 2 go away, 1 become what they were/).waitFor();
    await bench().clickDialog('Restore 2 Images');
    await bench().notification(/Labels of 2 images are as in v1/);
    assert.equal(readFileSync(one, 'utf8'), sidecar('one.png', [NUT]));
    assert.deepEqual(status(), [' M one.png.labels.json', ' D two.png.labels.json']);
    // VS Code shows no more than three new notifications within 800 ms.
    await bench().page.waitForTimeout(1500);
    await bench().clickNotification(/Labels of 2 images are as in v1/, 'Undo Restore');
    await bench().notification('The labels are what they were before the restore.');
    assert.equal(readFileSync(one, 'utf8'), sidecar('one.png', [MOVED, CAR]));
    assert.equal(readFileSync(bench().path('two.png.labels.json'), 'utf8'), two);
    assert.deepEqual(status(), []);
  });

  it('compares a label file of Source Control with a version, and a whole folder', async () => {
    writeFileSync(bench().path('one.png.labels.json'), sidecar('one.png', [MOVED]));
    await bench().page.keyboard.press('Control+Shift+G');
    const changed = bench().page.locator('.scm-view .monaco-list-row', { hasText: 'one.png.labels.json' });
    await bench().chooseFromMenu(changed.first(), 'Compare Labels with Version…');
    await bench().quickPick('v1');
    const page = bench().webviewFrame();
    await page.getByText('1 moved').first().waitFor();
    await bench().runCommand('View: Close All Editors');
    await bench().runCommand('Relabel: Compare Two Versions of Labels…');
    await bench().quickPick('v1');
    await bench().quickPick('main');
    await page.getByText('image 1 of 2').waitFor();
    git(bench().folder, 'checkout', '--', '.');
  });

  async function openOne(): Promise<void> {
    await bench().openByClick('one.png');
    await bench()
      .statusItem(/Relabel 1\/2/)
      .waitFor();
    await editor().actualSize();
  }

  function status(): string[] {
    return git(bench().folder, 'status', '--porcelain').split('\n').filter(Boolean);
  }
});

const rows = (bench: Workbench): Locator =>
  bench.page.locator('.pane', { has: bench.page.locator('.pane-header[aria-label^="Label History"]') });

function row(bench: Workbench, label: string): Locator {
  return rows(bench).locator('.monaco-list-row').filter({ hasText: label }).first();
}

/** Waits until the view has these rows, top down. */
async function shows(bench: Workbench, ...labels: readonly string[]): Promise<void> {
  let seen: readonly string[] = [];
  await eventually(`the history shows ${labels.join(', ')}`, async () => {
    seen = await rows(bench).locator('.monaco-list-row .label-name').allInnerTexts();
    return seen.join('|') === labels.join('|');
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows ${seen.join(', ')}`);
  });
}
