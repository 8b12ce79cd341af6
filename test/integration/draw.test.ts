import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually } from './support/eventually';
import { expectFile } from './support/expectFile';
import { LabelEditor } from './support/labelEditor';
import { expectSidecar, idsIn, sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const CAR = '{"id": "*", "label": "car", "box": [100, 80, 200, 120]}';

describe('labelling by hand', function () {
  this.timeout(180_000);
  const bench = useWorkbench({ images: { 'one.png': SIZE, 'two.png': SIZE, 'three.png': SIZE } });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const one = (): string => bench().path('one.png.labels.json');

  it('takes a folder over and opens its images by a click', async () => {
    await bench().runCommand('Relabel: Initialize Data Set…');
    await bench().quickInput('Street');
    await bench().quickInput('car, person');
    const text = await expectFile(bench().path('relabel.yaml'));
    assert.match(text, /^name: "Street"$/m);
    assert.match(text, /- name: "car"\n {4}id: 0\n {4}key: "1"/);
    await bench().notification('now open in Relabel by a click');
    await bench().explorerRow('one.png').click();
    await bench().statusItem('Relabel 1/3').waitFor();
    assert.equal((await bench().activeTab())?.viewType, 'relabel.editor');
    await editor().actualSize();
  });

  it('draws a box by mouse with the class of a digit, and saves these very bytes', async () => {
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
    await editor().shows('car, Box');
    await bench().save('one.png');
    await expectSidecar(one(), sidecar('one.png', [CAR]));
    await bench().statusItem('1 labelled').waitFor();
  });

  it('undoes and redoes by the keys of VS Code, one step per gesture', async () => {
    await editor().drag([400, 80], [500, 180]);
    await editor().shows('car, Box', 'car, Box');
    await editor().press('ControlOrMeta+z');
    await editor().shows('car, Box');
    await editor().press('ControlOrMeta+z');
    await editor().shows();
    await editor().press('ControlOrMeta+Shift+z');
    await editor().shows('car, Box');
    await eventually('what was saved is there again', async () => !(await bench().isDirty('one.png')));
    await editor().press('ControlOrMeta+Shift+z');
    await editor().shows('car, Box', 'car, Box');
    await editor().press('ControlOrMeta+z');
    await editor().shows('car, Box');
  });

  it('adds a class that is typed to relabel.yaml and keeps its comments', async () => {
    const before = readFileSync(bench().path('relabel.yaml'), 'utf8');
    await editor().frame.locator('[data-class="car"] .name').click();
    await editor().canvas.focus();
    await editor().tool('box');
    await editor().drag([400, 300], [500, 400]);
    await editor().picker.waitFor();
    await bench().page.keyboard.type('traffic light');
    await editor().frame.getByText('Add class “traffic light”').waitFor();
    await editor().press('Enter');
    await editor().shows('car, Box', 'traffic light, Box');
    const after = await expectFile(bench().path('relabel.yaml'), (text) => text.includes('traffic light'));
    const added = after.split('\n').filter((line) => !before.split('\n').includes(line));
    assert.deepEqual(added, ['  - name: "traffic light"', '    id: 2']);
    const rest = after.split('\n').filter((line) => !added.includes(line));
    assert.equal(rest.join('\n'), before);
  });

  it('draws a polygon by clicks', async () => {
    await editor().press('Escape');
    await editor().activeClass('2', 'person');
    await editor().tool('polygon');
    for (const point of [
      [20, 300],
      [120, 300],
      [120, 400],
    ] as const)
      await editor().click(point);
    await editor().press('Enter');
    await editor().shows('car, Box', 'traffic light, Box', 'person, Polygon');
    await bench().save('one.png');
    await expectSidecar(
      one(),
      sidecar('one.png', [
        CAR,
        '{"id": "*", "label": "traffic light", "box": [400, 300, 100, 100]}',
        '{"id": "*", "label": "person", "polygon": [[20, 300, 120, 300, 120, 400]]}',
      ]),
    );
  });

  it('moves, resizes by a handle and nudges by the arrow keys; a save right after holds it all', async () => {
    await editor().tool('select');
    await editor().drag([200, 140], [210, 160]);
    await editor().selected(1);
    await editor().drag([310, 220], [330, 250]);
    await editor().press('ArrowLeft', 'ArrowLeft', 'Shift+ArrowDown', 'ControlOrMeta+s');
    await expectSidecar(
      one(),
      sidecar('one.png', [
        '{"id": "*", "label": "car", "box": [108, 110, 220, 150]}',
        '{"id": "*", "label": "traffic light", "box": [400, 300, 100, 100]}',
        '{"id": "*", "label": "person", "polygon": [[20, 300, 120, 300, 120, 400]]}',
      ]),
    );
    await eventually('one.png is saved', async () => !(await bench().isDirty('one.png')));
  });

  it('undoes held nudges as one step', async () => {
    let moved = '';
    // A machine that halts between the keys makes two steps of them: then once more.
    await eventually('three nudges are taken back by one undo', async () => {
      const [x = 0, y = 0, ...size] = carBox();
      moved = [x - 2, y - 10, ...size].join();
      await editor().press('ArrowLeft', 'ArrowLeft', 'Shift+ArrowUp', 'ControlOrMeta+s');
      await eventually('the car has moved', () => carBox().join() === moved);
      await editor().press('ControlOrMeta+z', 'ControlOrMeta+s');
      await eventually('something is taken back', () => carBox().join() !== moved);
      return carBox().join() === [x, y, ...size].join();
    });
    await editor().press('ControlOrMeta+Shift+z', 'ControlOrMeta+s');
    await eventually('the car is moved again', () => carBox().join() === moved);
  });

  /** The numbers of the car's box as they are saved. */
  function carBox(): number[] {
    const [, numbers = ''] = /"label": "car", "box": \[([^\]]+)\]/.exec(readFileSync(one(), 'utf8')) ?? [];
    return numbers.split(', ').map(Number);
  }

  it('duplicates and deletes', async () => {
    await editor().click([450, 350]);
    await editor().selected(1);
    await editor().press('ControlOrMeta+d');
    await editor().shows('car, Box', 'traffic light, Box', 'traffic light, Box', 'person, Polygon');
    await editor().press('Delete');
    await editor().shows('car, Box', 'traffic light, Box', 'person, Polygon');
    await editor().press('ControlOrMeta+s');
    await eventually('one.png is saved', async () => !(await bench().isDirty('one.png')));
    assert.equal(idsIn(one()).length, 3);
  });

  it('copies on one image and pastes on the next', async () => {
    await editor().click([450, 350]);
    await editor().selected(1);
    await editor().press('ControlOrMeta+c', ']');
    await eventually(
      'three.png is active',
      async () => (await bench().activeTab())?.path === bench().path('three.png'),
    );
    await bench().statusItem('Relabel 2/3').waitFor();
    await editor().actualSize();
    await editor().press('ControlOrMeta+v');
    await editor().shows('traffic light, Box');
    await bench().save('three.png');
    await expectSidecar(
      bench().path('three.png.labels.json'),
      sidecar('three.png', ['{"id": "*", "label": "traffic light", "box": [400, 300, 100, 100]}']),
    );
    assert.notDeepEqual(idsIn(bench().path('three.png.labels.json')), idsIn(one()).slice(0, 1));
  });

  it('saves by itself when VS Code does', async () => {
    await bench().companion.call('updateSetting', 'files.autoSave', 'afterDelay');
    await editor().press(']');
    await bench().statusItem('Relabel 3/3').waitFor();
    await editor().actualSize();
    await editor().activeClass('1', 'car');
    await editor().tool('box');
    await editor().drag([100, 80], [300, 200]);
    await expectSidecar(bench().path('two.png.labels.json'), sidecar('two.png', [CAR]));
    await eventually('two.png is saved', async () => !(await bench().isDirty('two.png')));
    await bench().companion.call('updateSetting', 'files.autoSave', undefined);
  });
});
