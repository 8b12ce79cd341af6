import assert from 'node:assert/strict';
import type { TabInfo } from './companion/protocol';
import { fileUri } from './support/companion';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { bounded, labelsOf, savedLabels } from './support/savedLabels';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA =
  'version: 1\npanoptic: true\nclasses:\n  - {name: thing, key: "1"}\n  - {name: rest, key: "2"}\n';
const THING = '{"id": "aaaaaa", "label": "thing", "box": [10, 20, 50, 60]}';
const BESIDE = -2;

describe('between images', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'a.png': SIZE, 'b.png': SIZE, 'c.png': SIZE, 'whole.png': SIZE },
    files: { 'relabel.yaml': SCHEMA, 'a.png.labels.json': sidecar('a.png', [THING]) },
    takeOver: true,
  });
  const editor = (group = 0): LabelEditor => new LabelEditor(bench(), group);

  async function show(name: string, ...column: readonly number[]): Promise<void> {
    const uri = fileUri(bench().path(name));
    await bench().companion.call('executeCommand', 'vscode.openWith', uri, 'relabel.editor', ...column);
    const isShown = (tab: TabInfo): boolean => tab.isActive && tab.path === bench().path(name);
    await eventually(`${name} shows`, async () => (await bench().companion.call('tabs')).some(isShown));
  }

  async function open(name: string): Promise<void> {
    await show(name);
    await editor().actualSize();
    await editor().activeClass('1', 'thing');
  }

  it('copies to the next image while that is open beside it, as a step that can be undone there', async () => {
    await open('a.png');
    await editor().shows('thing, Box');
    await show('b.png', BESIDE);
    await editor(1).actualSize();
    await editor(1).shows();
    await editor(0).canvas.click({ position: { x: 5, y: 5 } });
    await editor(0).pressUntil(
      'ControlOrMeta+a',
      editor(0).frame.locator('rl-status-strip', { hasText: '1 of 1 selected' }),
    );
    await editor(0).pressUntil('Shift+.', editor(0).notice('1 annotation added to b.png'));
    await editor(1).shows('thing, Box');
    assert.ok(await bench().isDirty('b.png'));
    assert.equal(await bench().isDirty('a.png'), false);
    await editor(1).canvas.click({ position: { x: 5, y: 5 } });
    await editor(1).pressUntil('ControlOrMeta+z', editor(1).frame.getByText('No labels yet.'));
    await editor(1).pressUntil('ControlOrMeta+Shift+z', editor(1).rows);
    await editor(1).shows('thing, Box');
    const [copy] = await savedLabels(bench(), 'b.png', bounded('10,20,50,60'));
    assert.notEqual(copy?.id, 'aaaaaa');
    await bench().runCommand('View: Close All Editors');
  });

  it('repeats the labels of the image before, once', async () => {
    await open('c.png');
    await editor().pressUntil('Shift+,', editor().notice('1 annotation repeated'));
    await editor().shows('thing, Box');
    await editor().pressUntil('Shift+,', editor().notice('Nothing to repeat; 1 annotation is here already'));
    await editor().shows('thing, Box');
    await savedLabels(bench(), 'c.png', bounded('10,20,50,60'));
  });

  it('leaves nothing half-done when the editor changes in mid-gesture', async () => {
    await open('c.png');
    await editor().tool('box');
    await editor().hold([100, 100], [200, 200]);
    await show('a.png');
    await bench().page.mouse.up();
    await show('c.png');
    await editor().shows('thing, Box');
    await editor().actualSize();
    await editor().drag([300, 100], [360, 140]);
    await editor().shows('thing, Box', 'thing, Box');
    await savedLabels(bench(), 'c.png', bounded('10,20,50,60', '300,100,60,40'));
  });

  it('keeps a stroke as far as it went when the focus goes elsewhere', async () => {
    await editor().tool('brush');
    await editor().hold([100, 300], [160, 300]);
    await bench().page.keyboard.press('F1');
    await bench().page.locator('.quick-input-widget:visible').waitFor();
    await editor().shows('thing, Box', 'thing, Box', 'thing, Mask');
    await bench().page.mouse.up();
    await bench().page.keyboard.press('Escape');
    await editor().canvas.focus();
    await savedLabels(bench(), 'c.png', bounded('10,20,50,60', '300,100,60,40', '88,288,84,24'));
  });

  describe('in a panoptic data set', () => {
    /** Severities of the check's problems. */
    const found = async (): Promise<string> =>
      (await bench().companion.call('problems', bench().path('whole.png.labels.json')))
        .filter(({ code }) => code === 'panoptic')
        .map(({ severity }) => severity)
        .join();

    it('tells what is uncovered: in passing while the image is worked on, a warning once it is done', async () => {
      await open('whole.png');
      await editor().tool('brush');
      await editor().drag([100, 300], [160, 300]);
      await editor().shows('thing, Mask');
      await savedLabels(bench(), 'whole.png', ({ length }) => length === 1);
      await eventually('the gap is told', async () => (await found()) === 'information');
      await editor().frame.getByText('Done').click();
      await eventually('whole.png is unsaved', () => bench().isDirty('whole.png'));
      await bench().save('whole.png');
      await eventually('the gap is a warning', async () => (await found()) === 'warning');
    });

    it('has no more to say when the rest is filled', async () => {
      const rows = editor().frame.locator('.item[aria-selected="true"]');
      await eventually('nothing is selected', async () => {
        await editor().press('Escape');
        return (await rows.count()) === 0;
      });
      await editor().activeClass('2', 'rest');
      await editor().tool('fill');
      await editor().click([400, 100]);
      await savedLabels(bench(), 'whole.png', ({ length }) => length === 2);
      await eventually('no problem is left', async () => (await found()) === '');
      assert.equal(labelsOf(bench().path('whole.png.labels.json')).length, 2);
    });
  });
});
