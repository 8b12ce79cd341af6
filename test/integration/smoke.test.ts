import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

describe('Relabel in VS Code', function () {
  this.timeout(120_000);
  const bench = useWorkbench({ images: { 'one.png': {}, 'two.png': { widthPx: 64 } } });

  it('opens an image with its editor and shows it on a canvas', async () => {
    const frame = await bench().openImage('one.png');
    assert.ok(await frame.locator('canvas').first().isVisible());
    assert.equal((await bench().activeTab())?.viewType, 'relabel.editor');
    assert.equal(await bench().isDirty('one.png'), false);
    assert.ok(await bench().isRelabelActive());
  });

  it('leaves the built-in preview in place and is one choice away from it', async () => {
    await bench().openFromExplorer('two.png');
    await showsWith('two.png', 'imagePreview.previewEditor');
    await bench().runCommand('View: Reopen Editor With...');
    await bench().quickPick('Relabel');
    await showsWith('two.png', 'relabel.editor');
    await bench().webviewFrame().locator('canvas').first().waitFor();
  });

  it('loads what surrounds the picture, and what commands do, from files of their own', async () => {
    const frame = await bench().openImage('one.png');
    await frame.locator('rl-toolbar button').first().waitFor();
    assert.equal(...(await frame.locator('rl-proposals vscode-button').first().evaluate(colours)));
    await bench().runCommand('Relabel: Show Keys');
    await frame.locator('rl-help h2').waitFor();
    await bench().runCommand('Relabel: Copy Diagnostics');
    await bench().notification(/in the clipboard/);
  });

  function showsWith(name: string, viewType: string): Promise<boolean> {
    return eventually(`${name} shows in ${viewType}`, async () => {
      const tab = await bench().activeTab();
      return tab?.path === bench().path(name) && tab.viewType === viewType;
    });
  }
});

/** The background that a button of the toolkit has, and the theme's; in the page. */
function colours(button: Element): [string, string] {
  const probe = document.createElement('i');
  probe.style.backgroundColor = 'var(--vscode-button-background)';
  document.body.append(probe);
  const { backgroundColor } = getComputedStyle(probe);
  probe.remove();
  return [getComputedStyle(button).backgroundColor, backgroundColor];
}
