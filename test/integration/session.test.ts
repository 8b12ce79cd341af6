import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from './support/eventually';
import { expectFile } from './support/expectFile';
import { LabelEditor } from './support/labelEditor';
import { expectSidecar, sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - {name: car, key: "1"}\n  - {name: person, key: "2"}\n';
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const GEAR = '{"id": "bbbbbb", "label": "gear", "box": [500, 300, 80, 80]}';

describe('unsaved labels and the disk', function () {
  this.timeout(180_000);
  const names = ['outside', 'split', 'revert'];
  const bench = useWorkbench({
    images: Object.fromEntries(names.map((name) => [`${name}.png`, SIZE])),
    files: { 'relabel.yaml': SCHEMA, 'outside.png.labels.json': sidecar('outside.png', [NUT]) },
    takeOver: true,
  });
  const editor = (group = 0): LabelEditor => new LabelEditor(bench(), group);
  const sidecarOf = (name: string): string => bench().path(`${name}.labels.json`);

  async function open(name: string): Promise<void> {
    await bench().explorerRow(name).click();
    await eventually(
      `${name} is active`,
      async () => (await bench().activeTab())?.path === bench().path(name),
    );
    await editor().actualSize();
  }

  async function drawCar(): Promise<void> {
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
  }

  it('shows what changed on disk while nothing is unsaved', async () => {
    await open('outside.png');
    await editor().shows('nut, Box');
    writeFileSync(sidecarOf('outside.png'), sidecar('outside.png', [NUT, GEAR]));
    await editor().shows('nut, Box', 'gear, Box');
    assert.equal(await bench().isDirty('outside.png'), false);
  });

  it('merges what changed on disk with what is unsaved, and says so', async () => {
    await drawCar();
    await editor().shows('car, Box', 'nut, Box', 'gear, Box');
    const moved = NUT.replace('[10, 10', '[20, 30');
    writeFileSync(sidecarOf('outside.png'), sidecar('outside.png', [moved]));
    await editor().shows('car, Box', 'nut, Box');
    await editor().notice('changed on disk while labels were unsaved: both were merged').waitFor();
    assert.ok(await bench().isDirty('outside.png'));
    await bench().save('outside.png');
    await expectSidecar(
      sidecarOf('outside.png'),
      sidecar('outside.png', [
        '{"id": "*", "label": "car", "box": [100, 80, 200, 120]}',
        '{"id": "*", "label": "nut", "box": [20, 30, 50, 50]}',
      ]),
    );
  });

  it('keeps unsaved labels when their sidecar is deleted', async () => {
    await editor().drag([400, 80], [500, 180]);
    await editor().shows('car, Box', 'car, Box', 'nut, Box');
    rmSync(sidecarOf('outside.png'));
    await editor().notice('was deleted on disk. Your unsaved labels are kept').waitFor();
    await bench().save('outside.png');
    assert.equal(readFileSync(sidecarOf('outside.png'), 'utf8').split('"id"').length - 1, 3);
  });

  it('goes back to what was saved', async () => {
    await open('revert.png');
    await drawCar();
    await editor().shows('car, Box');
    await bench().save('revert.png');
    const saved = await expectFile(sidecarOf('revert.png'));
    await editor().drag([400, 80], [500, 180]);
    await editor().shows('car, Box', 'car, Box');
    await bench().runCommand('File: Revert File');
    await editor().shows('car, Box');
    await eventually('nothing is unsaved', async () => !(await bench().isDirty('revert.png')));
    assert.equal(readFileSync(sidecarOf('revert.png'), 'utf8'), saved);
  });

  it('saves a copy of image and labels under another name', async () => {
    await bench().runCommand('File: Save As...');
    // The dialog puts its own proposal over what is typed before it has listed the folder.
    await bench()
      .page.locator('.quick-input-list .monaco-list-row', { hasText: 'outside.png' })
      .first()
      .waitFor();
    await bench().quickInput(bench().path('copy.png'));
    await expectSidecar(
      sidecarOf('copy.png'),
      sidecar('copy.png', ['{"id": "*", "label": "car", "box": [100, 80, 200, 120]}']),
    );
    assert.deepEqual(readFileSync(bench().path('copy.png')), readFileSync(bench().path('revert.png')));
  });

  it('shows that nothing is labelled when the sidecar is deleted while nothing is unsaved', async () => {
    await open('outside.png');
    await editor().shows('car, Box', 'car, Box', 'nut, Box');
    rmSync(sidecarOf('outside.png'));
    await editor().shows();
    assert.equal(await bench().isDirty('outside.png'), false);
  });

  it('keeps two editors of one image in step', async () => {
    await open('split.png');
    await bench().runCommand('View: Split Editor Right');
    await editor(1).canvas.waitFor();
    // VS Code may still be settling which of the two is the active one.
    await editor(1).canvas.click({ position: { x: 5, y: 5 } });
    await editor(1).actualSize();
    await editor(1).activeClass('2', 'person');
    await editor(1).tool('box');
    await editor(1).drag([300, 200], [350, 260]);
    await editor(1).shows('person, Box');
    await editor(0).shows('person, Box');
    await editor(0).canvas.click({ position: { x: 5, y: 5 } });
    await editor(0).press('ControlOrMeta+z');
    await editor(1).shows();
    await editor(0).shows();
    await editor(0).press('ControlOrMeta+Shift+z');
    await editor(1).shows('person, Box');
    await bench().save('split.png');
    // Half an editor is not a whole number of pixels wide, so neither is the offset of the image in it.
    const text = readFileSync(sidecarOf('split.png'), 'utf8');
    assert.match(text, /"label": "person", "box": \[(299\.\d+|300|300\.\d+), 200, 50, 60\]\}/);
  });
});
