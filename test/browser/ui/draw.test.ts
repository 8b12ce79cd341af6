import assert from 'node:assert/strict';
import { byId } from '../../../src/core/annotation/document';
import type { Shape } from '../../../src/core/shapes/index';
import { harnessSuite, type Harness } from './openHarness';

function near(actual: number, expected: number, within = 2): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not near ${expected}`);
}

function boxOf(shape: Shape | undefined): { x: number; y: number; width: number; height: number } {
  assert.equal(shape?.kind, 'box');
  return shape as { x: number; y: number; width: number; height: number } & Shape;
}

describe('drawing and editing in the page', function () {
  this.timeout(30_000);
  const suite = harnessSuite();

  async function drawn(query = 'scene=empty'): Promise<Harness> {
    const h = await suite.open(query);
    await h.press('1');
    await h.press('b');
    await h.drag([200, 150], [500, 400]);
    return h;
  }

  it('draws a box by mouse, asks for its class, takes a typed one; one step of undo', async () => {
    const h = await suite.open('scene=empty');
    await h.press('b');
    await h.drag([200, 150], [500, 400]);
    await h.page.waitForSelector('rl-label-picker input:focus');
    await h.page.keyboard.type('gea');
    await h.press('Enter');
    const [annotation] = (await h.doc()).annotations;
    assert.equal(annotation?.label, 'gear');
    const shape = boxOf(annotation.shape);
    near(shape.x, 200);
    near(shape.width, 300, 3);
    assert.equal(await h.steps(), 1);
    assert.deepEqual(await h.selection(), [annotation.id]);
    assert.equal(await h.page.locator('rl-label-picker').count(), 0);
    assert.equal(await h.state('activeClass'), 'gear');

    await h.press('Control+z');
    assert.equal((await h.doc()).annotations.length, 0);
    await h.press('Control+Shift+z');
    assert.deepEqual((await h.doc()).annotations, [annotation]);
    assert.deepEqual((await h.state('doc')).annotations, [annotation]);
  });

  it('letters typed into the picker are text, not keys', async () => {
    const h = await suite.open('scene=empty');
    await h.press('b');
    await h.drag([200, 150], [500, 400]);
    await h.page.waitForSelector('rl-label-picker input:focus');
    await h.page.keyboard.type('vphd');
    assert.equal(await h.page.locator('rl-label-picker input').inputValue(), 'vphd');
    assert.equal(await h.state('tool'), 'box');
    assert.equal(await h.page.evaluate(() => window.harness?.host.typing), true);
    await h.press('Escape');
    assert.equal(await h.page.evaluate(() => window.harness?.host.typing), false);
    assert.equal((await h.doc()).annotations.length, 0, 'Escape drops the nameless box');
    await h.press('v');
    await h.doc();
    assert.equal(await h.state('tool'), 'select');
  });

  it('adds an unknown class to the schema and uses it', async () => {
    const h = await suite.open('scene=empty');
    await h.press('b');
    await h.drag([200, 150], [500, 400]);
    await h.page.waitForSelector('rl-label-picker input:focus');
    await h.page.keyboard.type('cotter pin');
    assert.match(await h.page.locator('rl-label-picker li').innerText(), /Add class “cotter pin”/);
    await h.press('Enter');
    assert.equal((await h.doc()).annotations[0]?.label, 'cotter pin');
    assert.equal((await h.state('schema')).classes.at(-1)?.name, 'cotter pin');
  });

  it('draws without any data set file, with classes typed on the fly', async () => {
    const h = await suite.open('scene=free');
    await h.press('b');
    await h.drag([200, 150], [500, 400]);
    await h.page.waitForSelector('rl-label-picker input:focus');
    await h.page.keyboard.type('cat');
    assert.match(await h.page.locator('rl-label-picker li').innerText(), /Use “cat”/);
    await h.press('Enter');
    assert.equal((await h.doc()).annotations[0]?.label, 'cat');
    assert.equal(await h.page.locator('rl-class-list [data-class=cat]').count(), 1);
  });

  it('draws a polygon by clicks, Backspace takes the last back, Enter ends it', async () => {
    const h = await suite.open('scene=empty');
    await h.press('2');
    await h.press('p');
    for (const [x, y] of [
      [300, 300],
      [600, 300],
      [900, 900],
      [600, 600],
    ] as const)
      await h.click(x, y);
    await h.press('Backspace');
    await h.doc();
    await h.click(300, 600);
    await h.press('Enter');
    const [annotation] = (await h.doc()).annotations;
    assert.equal(annotation?.label, 'bolt');
    assert.equal(annotation.shape.kind, 'polygon');
    const ring = annotation.shape.kind === 'polygon' ? (annotation.shape.rings[0] ?? []) : [];
    assert.equal(ring.length, 8);
    near(ring[6] ?? 0, 300);
    assert.equal(await h.steps(), 1);
  });

  it('ends a polygon with a double click', async () => {
    const h = await suite.open('scene=empty');
    await h.press('2');
    await h.press('p');
    for (const [x, y] of [
      [300, 300],
      [600, 300],
    ] as const)
      await h.click(x, y);
    await h.page.mouse.dblclick(...(await h.at(600, 600)));
    const [annotation] = (await h.doc()).annotations;
    assert.equal(annotation?.shape.kind, 'polygon');
    assert.equal(annotation.shape.kind === 'polygon' && annotation.shape.rings[0]?.length, 6);
  });

  it('moves, resizes by a corner, and undo restores the very same', async () => {
    const h = await drawn();
    const before = await h.doc();
    await h.press('v');
    await h.drag([350, 275], [450, 375]);
    const moved = boxOf((await h.doc()).annotations[0]?.shape);
    near(moved.x, 300);
    near(moved.y, 250);
    await h.drag([moved.x + moved.width, moved.y + moved.height], [700, 600]);
    const resized = boxOf((await h.doc()).annotations[0]?.shape);
    near(resized.x, 300);
    near(resized.x + resized.width, 700);
    assert.equal(await h.steps(), 3);
    await h.press('Control+z');
    await h.press('Control+z');
    assert.deepEqual((await h.doc()).annotations, before.annotations);
  });

  it('a gesture is dropped when the window loses the focus, and by Escape', async () => {
    const h = await suite.open('scene=empty');
    await h.press('1');
    await h.press('b');
    await h.page.mouse.move(...(await h.at(200, 200)));
    await h.page.mouse.down();
    await h.page.mouse.move(...(await h.at(500, 500)), { steps: 3 });
    assert.ok(await h.state('draft'));
    await h.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    assert.equal(await h.state('draft'), undefined);
    await h.page.mouse.up();
    await h.page.mouse.down();
    await h.page.mouse.move(...(await h.at(800, 700)), { steps: 3 });
    await h.press('Escape');
    await h.doc();
    assert.equal(await h.state('draft'), undefined);
    await h.page.mouse.up();
    assert.equal((await h.doc()).annotations.length, 0);
  });

  it('a digit changes the class of the selection', async () => {
    const h = await drawn();
    await h.press('4');
    assert.equal((await h.doc()).annotations[0]?.label, 'gear');
    assert.equal(await h.steps(), 2);
  });

  it('arrow keys nudge: a burst is one step', async () => {
    const h = await drawn();
    const from = boxOf((await h.doc()).annotations[0]?.shape);
    await h.page.evaluate(() => {
      const press = (key: string, shiftKey: boolean): boolean =>
        window.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey }));
      for (let i = 0; i < 4; i++) press('ArrowRight', false);
      press('ArrowDown', true);
    });
    await h.page.waitForFunction((y) => {
      const shape = window.harness?.page.store.state.doc.annotations[0]?.shape;
      return shape?.kind === 'box' && shape.y === y;
    }, from.y + 10);
    await h.press('Control+z');
    assert.deepEqual(boxOf((await h.doc()).annotations[0]?.shape), from, 'undo takes the burst at once');
    await h.press('Control+Shift+z');
    const to = boxOf((await h.doc()).annotations[0]?.shape);
    near(to.x, from.x + 4, 0.001);
    near(to.y, from.y + 10, 0.001);
  });

  it('copies and pastes beside the original, cuts, duplicates, deletes', async () => {
    const h = await drawn();
    const original = boxOf((await h.doc()).annotations[0]?.shape);
    await h.press('Control+c');
    await h.press('Control+v');
    const [pasted] = await h.selection();
    const doc = await h.doc();
    assert.equal(doc.annotations.length, 2);
    assert.ok(boxOf(byId(doc).get(pasted ?? '')?.shape).x > original.x + 5);
    await h.press('Control+x');
    assert.equal((await h.doc()).annotations.length, 1);
    await h.press('Control+v');
    assert.equal((await h.doc()).annotations.length, 2);
    await h.press('Control+d');
    assert.equal((await h.doc()).annotations.length, 3);
    await h.press('Control+a');
    await h.doc();
    await h.press('Delete');
    assert.equal((await h.doc()).annotations.length, 0);
  });

  it('says when foreign text is pasted', async () => {
    const h = await suite.open('scene=empty');
    await h.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'hello');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await h.page.getByText('The clipboard holds no annotations').waitFor();
    assert.equal(await h.steps(), 0);
  });
});
