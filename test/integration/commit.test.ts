import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { git } from '../helpers/gitRepo';
import { fileUri } from './support/companion';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n  - {name: nut}\n';
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const OUTSIDE = '{"id": "bbbbbb", "label": "nut", "box": [600, 400, 100, 60]}';
const UNKNOWN = '{"id": "cccccc", "label": "nutt", "box": [300, 300, 40, 40]}';

describe('committing labels', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE, 'two.png': SIZE },
    files: {
      'relabel.yaml': SCHEMA,
      'one.png.labels.json': sidecar('one.png', [NUT]),
      'notes.txt': 'notes\n',
      'code.py': 'x = 1\n',
    },
    takeOver: true,
    git: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const quick = (): Locator => bench().page.locator('.quick-input-widget:visible');

  it('tells in the status bar and the Explorer what is labelled, unsaved, changed', async () => {
    await bench().explorerRow('one.png').click();
    await bench()
      .statusItem(/Relabel 1\/2 · 1 labelled$/)
      .waitFor();
    await expectBadge('one.png', '●');
    await editor().actualSize();
    await editor().click([30, 30]);
    await editor().selected(1);
    await editor().press('Delete');
    await editor().shows();
    await bench()
      .statusItem(/Relabel 1\/2 · 1 labelled · unsaved$/)
      .waitFor();
    await bench().save('one.png');
    await bench()
      .statusItem(/· changed$/)
      .waitFor();
    await expectBadge('one.png', 'M');
  });

  it('proposes words, commits the label files alone and leaves the index as it was', async () => {
    await bench().explorerRow('two.png').click();
    await bench()
      .statusItem(/Relabel 2\/2/)
      .waitFor();
    await editor().actualSize();
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
    await editor().drag([400, 80], [500, 200]);
    await editor().shows('car, Box', 'car, Box');
    await bench().save('two.png');
    writeFileSync(bench().path('notes.txt'), 'staged\n');
    git(bench().folder, 'add', 'notes.txt');
    writeFileSync(bench().path('notes.txt'), 'not staged\n');
    writeFileSync(bench().path('code.py'), 'x = 2\n');
    writeFileSync(bench().path('new.txt'), 'untracked\n');
    await bench().runCommand('Relabel: Commit Labels…');
    await quick().getByText('Commit Labels: 2 images, +2 car, -1 nut').waitFor();
    await bench().page.keyboard.press('Enter');
    await quick().getByText('Commit message').waitFor();
    assert.equal(
      await quick().locator('input[type="text"]').first().inputValue(),
      '2 images, +2 car, -1 nut',
    );
    await bench().page.keyboard.press('Enter');
    await bench().notification(/Committed [0-9a-f]+: 2 images, \+2 car, -1 nut/);
    const shown = git(bench().folder, 'show', '--stat', '--format=%s');
    assert.match(shown, /^2 images, \+2 car, -1 nut\n/);
    assert.match(shown, /one\.png\.labels\.json/);
    assert.match(shown, /two\.png\.labels\.json/);
    assert.match(shown, / 2 files changed/);
    assert.equal(git(bench().folder, 'diff', '--cached', '--name-only'), 'notes.txt\n');
    assert.match(git(bench().folder, 'diff', '--cached'), /\+staged/);
    assert.deepEqual(git(bench().folder, 'status', '--porcelain').trimEnd().split('\n'), [
      ' M code.py',
      'MM notes.txt',
      '?? new.txt',
    ]);
    await bench()
      .statusItem(/Relabel 2\/2 · 2 labelled$/)
      .waitFor();
    await expectBadge('two.png', '●');
  });

  it('says so when there is nothing to commit', async () => {
    await bench().runCommand('Relabel: Commit Labels…');
    await bench().notification('There is nothing to commit: all labels are committed.');
  });

  it('shows problems on their lines, with quick fixes that work', async () => {
    const path = bench().path('one.png.labels.json');
    writeFileSync(path, sidecar('one.png', [OUTSIDE, UNKNOWN]));
    const problems = await eventually('both problems show', async () => {
      const found = await bench().companion.call('problems', path);
      return found.length === 2 ? found : undefined;
    });
    assert.deepEqual(
      problems.map(({ line, code, source }) => ({ line, code, source })).sort((a, b) => a.line - b.line),
      [
        { line: 3, code: 'outside-image', source: 'Relabel' },
        { line: 4, code: 'unknown-class', source: 'Relabel' },
      ],
    );
    await bench().runCommand('View: Close All Editors');
    await bench().companion.call('executeCommand', 'vscode.open', fileUri(path));
    await bench().page.locator('.monaco-editor .view-line', { hasText: 'bbbbbb' }).click();
    await quickFix('Clip to the image');
    await bench().page.locator('.monaco-editor .view-line', { hasText: 'cccccc' }).click();
    await quickFix('Change class to "nut"');
    await bench().save('one.png.labels.json');
    const fixed = [OUTSIDE.replace('600, 400, 100, 60', '600, 400, 40, 60'), UNKNOWN.replace('nutt', 'nut')];
    assert.equal(readFileSync(path, 'utf8'), sidecar('one.png', fixed));
    await eventually(
      'no problem is left',
      async () => (await bench().companion.call('problems', path)).length === 0,
    );
  });

  async function quickFix(title: string): Promise<void> {
    const row = bench().page.locator('.action-widget .monaco-list-row', { hasText: title });
    await eventually(`the fix "${title}" is offered`, async () => {
      if (await row.isVisible()) return true;
      await bench().page.keyboard.press('ControlOrMeta+.');
      return row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** A badge is drawn by the style sheet: it is no text of the page. */
  async function expectBadge(name: string, badge: string): Promise<void> {
    const label = bench().explorerRow(name).locator('.monaco-icon-label');
    await eventually(
      `${name} has the badge ${badge}`,
      async () =>
        (await label.evaluate((node) => getComputedStyle(node, '::after').content)) === `"${badge}"`,
    );
  }
});

describe('committing labels where there is no repository', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE },
    files: { 'relabel.yaml': SCHEMA, 'one.png.labels.json': sidecar('one.png', [NUT]) },
    takeOver: true,
  });

  it('offers to make one', async () => {
    await bench().explorerRow('one.png').click();
    await bench()
      .statusItem(/Relabel 1\/1/)
      .waitFor();
    await bench().runCommand('Relabel: Commit Labels…');
    await bench().clickDialog('Make a Git Repository');
    const quick = bench().page.locator('.quick-input-widget:visible');
    await quick.getByText('Commit Labels: 1 image, +1 nut').first().waitFor();
    assert.ok(existsSync(bench().path('.git')));
    git(bench().folder, 'config', 'user.name', 'Test');
    git(bench().folder, 'config', 'user.email', 'test@example.org');
    await bench().page.keyboard.press('Enter');
    await quick.getByText('Commit message').waitFor();
    await bench().page.keyboard.press('Enter');
    await bench().notification(/Committed [0-9a-f]+:/);
    const files = git(bench().folder, 'show', '--name-only', '--format=').trim().split('\n');
    assert.deepEqual(files, ['one.png.labels.json', 'relabel.yaml']);
  });
});
