import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { harnessSuite, type Harness } from './openHarness';

describe('details of the selection', function () {
  this.timeout(30_000);
  const suite = harnessSuite();

  const select = (h: Harness, ...ids: string[]): Promise<void> =>
    h.page.evaluate((wanted) => window.harness?.page.store.set({ selection: new Set(wanted) }), ids);
  const one = async (h: Harness, id: string): Promise<Annotation> => {
    const found = (await h.doc()).annotations.find((each) => each.id === id);
    assert.ok(found, id);
    return found;
  };
  const attribute = (h: Harness, name: string) => h.page.locator(`rl-details [data-attribute=${name}]`);
  const undo = async (h: Harness): Promise<void> => {
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Control+z');
    await h.doc();
  };

  it('edits attributes of every type, each change one step of undo', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind01');
    const before = await one(h, 'kind01');
    await attribute(h, 'color').locator('select').selectOption('blue');
    await attribute(h, 'finish').getByText('rusty').click();
    await attribute(h, 'loose').locator('input').click();
    await attribute(h, 'length').locator('input').fill('99');
    await attribute(h, 'length').locator('input').press('Enter');
    await h.page.waitForTimeout(450);
    await attribute(h, 'serial').locator('input').fill('A-7');
    await attribute(h, 'serial').locator('input').press('Enter');
    assert.deepEqual((await one(h, 'kind01')).attributes, {
      color: 'blue',
      finish: ['zinc', 'rusty'],
      loose: false,
      length: 50,
      note: 'from the left bin',
      serial: 'A-7',
    });
    assert.equal(await h.steps(), 5);
    for (let i = 0; i < 5; i++) await undo(h);
    assert.deepEqual(await one(h, 'kind01'), before);
  });

  it('keeps attributes that no schema explains, as what they are', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind01');
    const note = attribute(h, 'note').locator('input');
    assert.equal(await note.inputValue(), 'from the left bin');
    await note.fill('[1, "two"]');
    await note.press('Enter');
    assert.deepEqual((await one(h, 'kind01')).attributes?.['note'], [1, 'two']);
    assert.equal(await note.inputValue(), '[1,"two"]');
    await attribute(h, 'note').getByRole('button', { name: 'Remove note' }).click();
    assert.equal((await one(h, 'kind01')).attributes?.['note'], undefined);
  });

  it('changes several at once and says where they differ', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind01', 'kind11');
    const color = attribute(h, 'color').locator('select');
    assert.equal(await color.locator('option:checked').innerText(), 'several values');
    await color.selectOption('red');
    for (const id of ['kind01', 'kind11']) assert.equal((await one(h, id)).attributes?.['color'], 'red');
    assert.equal(await h.steps(), 1);
    const crowd = h.page.locator('rl-details').getByLabel('crowd');
    await crowd.click();
    for (const id of ['kind01', 'kind11']) assert.equal((await one(h, id)).crowd, true);
    assert.equal(await h.steps(), 2);
    await undo(h);
    for (const id of ['kind01', 'kind11']) assert.equal((await one(h, id)).crowd, undefined);
  });

  it('edits geometry in numbers, text, group, and joints', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind00');
    const width = h.page.locator('rl-details [data-geometry=width] input');
    await width.fill('64');
    await width.press('Enter');
    await h.page.waitForTimeout(450);
    const box = (await one(h, 'kind00')).shape;
    assert.ok(box.kind === 'box' && box.width === 64);
    await h.page.locator('rl-details textarea').fill('M6');
    await h.page.locator('rl-details textarea').press('Enter');
    assert.equal((await one(h, 'kind00')).text, 'M6');
    await h.page.getByLabel('Group', { exact: true }).fill('7');
    await h.page.getByLabel('Group', { exact: true }).press('Enter');
    assert.equal((await one(h, 'kind00')).group, 7);
    await select(h, 'kind07');
    await h.page.locator('rl-details [data-joint=nose]').getByText('occluded').click();
    await h.page.locator('rl-details [data-joint=left_hip]').getByText('absent').click();
    const { shape } = await one(h, 'kind07');
    assert.ok(shape.kind === 'skeleton');
    assert.equal(shape.joints['nose']?.visibility, 1);
    assert.equal(shape.joints['left_hip'], undefined);
  });

  it('links by a click on the target, names the link and takes it away', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind00');
    await h.page.locator('rl-details').getByText('Link to…').click();
    const target = (await one(h, 'kind03')).shape;
    assert.ok(target.kind === 'polyline');
    await h.page.locator('rl-annotation-list [data-id=kind03]').click();
    assert.deepEqual((await one(h, 'kind00')).links, [{ to: 'kind03', name: 'part of' }]);
    assert.deepEqual(await h.selection(), ['kind00'], 'what was selected stays so');
    const name = h.page.getByLabel('Name of the relation');
    await name.fill('holds');
    await name.press('Enter');
    assert.deepEqual((await one(h, 'kind00')).links, [{ to: 'kind03', name: 'holds' }]);
    await h.page.getByRole('button', { name: /^Remove the link/ }).click();
    assert.equal((await one(h, 'kind00')).links, undefined);
    assert.equal(await h.steps(), 3);
  });

  it('leaves what is locked alone, says so, and unlocks', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind05');
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Delete');
    assert.equal((await h.doc()).annotations.length, 13);
    assert.match((await h.state('notice'))?.message ?? '', /locked/);
    assert.equal(await h.page.locator('rl-details [data-geometry=cx] input').isDisabled(), true);
    await h.page.locator('rl-details [data-action="mark.lock"]').click();
    assert.equal((await one(h, 'kind05')).locked, undefined);
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Delete');
    assert.equal((await h.doc()).annotations.length, 12);
  });

  it('converts, joins and reorders from the panel', async () => {
    const h = await suite.open('scene=kinds');
    await select(h, 'kind02');
    await h.page.getByLabel(/^Kind of shape/).selectOption('mask');
    assert.equal((await one(h, 'kind02')).shape.kind, 'mask');
    await select(h, 'kind09', 'kind10');
    await h.page.locator('rl-details [data-action="combine.join"]').click();
    assert.equal((await h.doc()).annotations.length, 12);
    await select(h, 'kind03');
    await h.page.locator('rl-details [data-action="order.front"]').click();
    assert.ok(((await one(h, 'kind03')).order ?? 0) > 2);
  });
});
