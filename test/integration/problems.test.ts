import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileUri } from './support/companion';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

const SIDECAR = `{"relabel": 1,
"image": {"file": "one.png", "width": 320, "height": 240},
"annotations": [
{"id": "a", "label": "crr", "box": [10, 10, 40, 40]},
{"id": "b", "label": "car", "box": [100, 100, 40, 40]}
]}
`;
const RULES = 'classes:\n  - car # four wheels\n  - dog\n';

describe('Problems, badges and status bar', function () {
  this.timeout(120_000);
  const bench = useWorkbench({
    images: { 'one.png': {}, 'two.png': {} },
    files: { 'one.png.labels.json': SIDECAR, 'relabel.yaml': RULES },
  });
  const sidecar = (): string => bench().path('one.png.labels.json');

  async function problems(path = sidecar()): Promise<string[]> {
    const found = await bench().companion.call('problems', path);
    return found.map(({ line, severity, code }) => `${line + 1} ${severity} ${code}`);
  }

  async function showsProblems(expected: readonly string[], path = sidecar()): Promise<void> {
    await eventually(`problems are ${expected.join(', ') || 'none'}`, async () => {
      return (await problems(path)).join() === expected.join();
    });
  }

  /** Goes to the next problem of the open text and takes one of the quick fixes offered there. */
  async function quickFix(title: string): Promise<void> {
    const { page } = bench();
    const row = page.locator('.action-widget .monaco-list-row').filter({ hasText: title }).first();
    await page.locator('.monaco-editor .view-lines').first().click();
    // The window may hear of the problem a moment after the extension host.
    await eventually(`"${title}" is offered`, async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F8');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+.');
      return row.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
    await row.click();
  }

  it('finds an unknown class without anything being open, on its line', async () => {
    await showsProblems(['4 error unknown-class']);
  });

  it('tells in the Explorer which image is labelled', async () => {
    const row = bench().explorerRow('one.png');
    await eventually('one.png has a badge', async () =>
      /2 labels/.test((await row.locator('.monaco-icon-label').first().getAttribute('aria-label')) ?? ''),
    );
  });

  it('repairs the text, touching that line alone', async () => {
    await bench().companion.call('executeCommand', 'vscode.open', fileUri(sidecar()));
    await quickFix('Change class to "car"');
    await showsProblems([]);
    await bench().save('one.png.labels.json');
    assert.equal(readFileSync(sidecar(), 'utf8'), SIDECAR.replace('crr', 'car'));
  });

  it('checks text while it is typed, and offers what was meant', async () => {
    const rules = bench().path('relabel.yaml');
    await bench().companion.call('executeCommand', 'vscode.open', fileUri(rules));
    const { page } = bench();
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('sidecars: besides');
    await showsProblems(['4 error wrong-value'], rules);
    await quickFix('Change to "beside"');
    await showsProblems([], rules);
    await bench().save('relabel.yaml');
    assert.equal(readFileSync(rules, 'utf8'), `${RULES}sidecars: beside`);
  });

  it('shows the place, the labelled images and the zoom while an image is active', async () => {
    await bench().openImage('one.png');
    await bench().statusItem('Relabel 1/2 · 1 labelled').waitFor();
    await bench().statusItem(/\d%/).waitFor();
  });

  it('repairs an open image as an edit that can be undone, and leaves the file alone until it is saved', async () => {
    const outside = SIDECAR.replace('"crr", "box": [10', '"car", "box": [-10');
    writeFileSync(sidecar(), outside);
    await showsProblems(['4 warning outside-image']);
    await bench().companion.call('executeCommand', 'vscode.open', fileUri(sidecar()));
    await quickFix('Clip to the image');
    await showsProblems([]);
    assert.equal(readFileSync(sidecar(), 'utf8'), outside);
    assert.deepEqual(
      [await bench().isDirty('one.png'), await bench().isDirty('one.png.labels.json')],
      [true, false],
    );
    await bench().openImage('one.png');
    await bench()
      .statusItem(/unsaved/)
      .waitFor();
    await bench().companion.call('executeCommand', 'undo');
    await showsProblems(['4 warning outside-image']);
  });
});
