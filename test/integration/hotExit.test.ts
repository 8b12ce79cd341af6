import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { deleteBackups, expectBackup } from './support/backups';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { expectSidecar, sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n';

describe('unsaved labels', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'exit.png': SIZE, 'kill.png': SIZE, 'gone.png': SIZE },
    files: { 'relabel.yaml': SCHEMA },
    takeOver: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());

  async function drawUnsaved(name: string): Promise<void> {
    await open(name);
    await editor().actualSize();
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
    await editor().shows('car, Box');
    await expectBackup('"box": [100, 80, 200, 120]', `"file": "${name}"`);
  }

  async function open(name: string): Promise<void> {
    const isActive = async (): Promise<boolean> => (await bench().activeTab())?.path === bench().path(name);
    await bench().explorerRow(name).click();
    await eventually(`${name} is active`, isActive);
  }

  async function comeBackUnsaved(name: string): Promise<void> {
    await open(name);
    await editor().shows('car, Box');
    await eventually(`${name} is unsaved`, () => bench().isDirty(name));
    assert.equal(existsSync(bench().path(`${name}.labels.json`)), false);
    await editor().actualSize();
    await bench().save(name);
    const car = '{"id": "*", "label": "car", "box": [100, 80, 200, 120]}';
    await expectSidecar(bench().path(`${name}.labels.json`), sidecar(name, [car]));
  }

  it('come back after the window was closed', async () => {
    await drawUnsaved('exit.png');
    await bench().restart();
    await comeBackUnsaved('exit.png');
  });

  it('come back after the extension host was killed', async () => {
    await drawUnsaved('kill.png');
    process.kill(bench().companion.processId, 'SIGKILL');
    await bench().restart();
    await comeBackUnsaved('kill.png');
  });

  it('do not keep an image from opening when their backup is gone', async () => {
    await drawUnsaved('gone.png');
    process.kill(bench().companion.processId, 'SIGKILL');
    await deleteBackups();
    await bench().restart();
    await open('gone.png');
    await editor().shows();
    await eventually('gone.png is clean', async () => !(await bench().isDirty('gone.png')));
  });

  it('do not come back once they were saved', async () => {
    await bench().restart();
    await open('exit.png');
    await editor().shows('car, Box');
    await eventually('exit.png is clean', async () => !(await bench().isDirty('exit.png')));
  });
});
