import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { skipBecause } from '../helpers/skipBecause';
import { backend } from './support/backend';
import { LabelEditor } from './support/labelEditor';
import { expectSidecar, sidecar } from './support/sidecar';
import { tempDataset } from './support/tempDataset';
import { openWorkbench, type Workbench } from './support/workbench';

const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n';

describe('a folder that is not trusted', function () {
  this.timeout(180_000);
  let bench: Workbench;
  let settings = '';
  let trusting = '';

  before(async function () {
    settings = join((await backend()).home, 'user-data', 'User', 'settings.json');
    if (!existsSync(settings)) skipBecause(this, 'this VS Code was started without workspace trust');
    trusting = readFileSync(settings, 'utf8');
    const asked = {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    };
    writeFileSync(settings, JSON.stringify({ ...(JSON.parse(trusting) as object), ...asked }));
    bench = await openWorkbench(
      tempDataset({
        images: { 'one.png': { widthPx: 640, heightPx: 480 } },
        files: { 'relabel.yaml': SCHEMA },
        git: true,
      }),
    );
  });
  after(async () => {
    if (trusting) writeFileSync(settings, trusting);
    await bench?.close();
  });

  it('is viewed and labelled', async () => {
    await bench.page.getByText('Restricted Mode').first().waitFor();
    await bench.openImage('one.png');
    const editor = new LabelEditor(bench);
    await editor.actualSize();
    await editor.activeClass('1', 'car');
    await editor.tool('box');
    await editor.drag([100, 80], [300, 200]);
    await bench.save('one.png');
    await expectSidecar(
      bench.path('one.png.labels.json'),
      sidecar('one.png', ['{"id": "*", "label": "car", "box": [100, 80, 200, 120]}']),
    );
  });

  it('runs neither models nor git, and says so', async () => {
    const editor = new LabelEditor(bench);
    await editor.frame.getByText('Models run only in a trusted workspace.').waitFor();
    await editor.canvas.focus();
    await editor.press('d');
    await bench.notification('Models run only in a trusted workspace. Viewing and labelling work without.');
    await bench.companion.call('executeCommand', 'relabel.commitLabels');
    await bench.notification('Git runs only in a trusted workspace.');
    assert.equal(await bench.isDirty('one.png'), false);
  });
});
