import assert from 'node:assert/strict';
import { harnessSuite, type Harness } from './openHarness';

describe('panels of the page', function () {
  this.timeout(30_000);
  const suite = harnessSuite();
  const rows = (h: Harness) => h.page.locator('rl-annotation-list .item');

  it('the list is a listbox that the keyboard drives', async () => {
    const h = await suite.open('scene=labels');
    await h.press('Shift+L');
    await h.page.waitForSelector('rl-annotation-list .rows:focus');
    await h.press('ArrowDown');
    await h.press('ArrowDown');
    const list = h.page.getByRole('listbox', { name: 'Annotations' });
    const active = await list.getAttribute('aria-activedescendant');
    const option = h.page.locator(`#${active}`);
    assert.equal(await option.getAttribute('aria-selected'), 'true');
    assert.equal(await option.getAttribute('aria-posinset'), '2');
    assert.equal(await option.getAttribute('aria-setsize'), '9');
    assert.equal(await option.getAttribute('aria-label'), 'washer, Box');
    const [second] = await h.selection();
    await h.press('F2');
    await h.page.waitForSelector('rl-label-picker input:focus');
    await h.press('5');
    const doc = await h.doc();
    assert.equal(doc.annotations.find(({ id }) => id === second)?.label, 'spring');
    await h.press('Shift+L');
    await h.page.waitForSelector('rl-annotation-list .rows:focus');
    await h.press('Home');
    await h.press('Shift+ArrowDown');
    assert.equal((await h.selection()).length, 2);
    await h.press('Delete');
    assert.equal((await h.doc()).annotations.length, 7);
    assert.equal((await h.selection()).length, 1, 'the next row is selected');
  });

  it('a click selects, Ctrl adds, a double click zooms to it, Tab steps', async () => {
    const h = await suite.open('scene=labels');
    await rows(h).nth(1).click();
    await rows(h)
      .nth(3)
      .click({ modifiers: ['Control'] });
    assert.equal((await h.selection()).length, 2);
    const before = (await h.state('view'))?.scale ?? 0;
    await rows(h).nth(0).dblclick();
    assert.ok(((await h.state('view'))?.scale ?? 0) > before * 1.5);
    const [first] = await h.selection();
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Tab');
    await h.doc();
    assert.notEqual((await h.selection())[0], first);
    await h.press('Shift+Tab');
    await h.doc();
    assert.equal((await h.selection())[0], first);
    assert.equal(await h.page.evaluate(() => document.activeElement?.slot), 'canvas', 'the focus stays');
  });

  it('Tab in a panel goes from control to control and leaves the selection alone', async () => {
    const h = await suite.open('scene=labels');
    const detect = h.page.locator('rl-proposals vscode-button');
    await detect.focus();
    await h.press('Tab');
    assert.deepEqual(await h.selection(), []);
    assert.equal(await h.page.locator('rl-proposals .link:focus').count(), 1);
  });

  it('stays small and quick with 10,000 rows', async () => {
    const h = await suite.open('scene=many&count=10000');
    assert.ok((await rows(h).count()) < 60);
    await h.press('Shift+L');
    await h.page.waitForSelector('rl-annotation-list .rows:focus');
    await h.press('End');
    await h.page.waitForSelector('rl-annotation-list [aria-posinset="10000"][aria-selected=true]');
    assert.ok((await rows(h).count()) < 60);
    await h.press('ArrowUp');
    await h.page.waitForSelector('rl-annotation-list [aria-posinset="9999"][aria-selected=true]');
  });

  it('hides a class in list and count, and sets the class of shapes to come', async () => {
    const h = await suite.open('scene=labels');
    await h.page.getByRole('button', { name: /^Hide washer/ }).click();
    assert.equal(await rows(h).count(), 7);
    await h.page.getByRole('button', { name: 'Show washer' }).click();
    assert.equal(await rows(h).count(), 9);
    await h.page.locator('rl-class-list [data-class=nut] .name').click();
    assert.equal(await h.state('activeClass'), 'nut');
    await h.page.locator('rl-class-list [data-class=nut] .name').click();
    assert.equal(await h.state('activeClass'), undefined);
  });

  it('says what to do where there are no labels', async () => {
    const h = await suite.open('scene=empty');
    const text = (await h.page.locator('rl-annotation-list .empty').innerText()).replace(/\s+/g, ' ');
    assert.match(text, /No labels yet\. Press B to draw a box, P for a polygon, D to detect\./);
  });

  it('the threshold decides what is shown and accepted; reject all leaves none', async () => {
    const h = await suite.open('scene=proposals');
    const status = h.page.locator('rl-proposals [role=status]');
    assert.equal(await status.innerText(), '18 of 30 shown');
    const slider = h.page.getByRole('slider', { name: /Score from/ });
    await slider.focus();
    for (let i = 0; i < 15; i++) await h.press('ArrowRight');
    assert.match(await status.innerText(), /^1[01] of 30 shown$/);
    const shown = Number.parseInt(await status.innerText(), 10);
    assert.equal(await rows(h).count(), 9 + shown);
    await h.page.getByText(`Accept ${shown} shown`).click();
    const doc = await h.doc();
    assert.equal(doc.annotations.filter(({ proposed }) => proposed).length, 30 - shown);
    const accepted = doc.annotations.filter(({ score, proposed }) => score !== undefined && !proposed);
    assert.equal(accepted.length, shown);
    assert.ok(accepted.every(({ score, model }) => (score ?? 0) >= 0.5 && model === 'parts-nano@3f2a'));
    await h.page.getByText(`Reject all ${30 - shown}`).click();
    assert.equal((await h.doc()).annotations.length, 9 + shown);
    assert.equal(await h.steps(), 2);
    assert.equal(await slider.count(), 0);
  });

  it('accepts and rejects single proposals, by key and in the list', async () => {
    const h = await suite.open('scene=proposals');
    const proposed = h.page.locator('rl-annotation-list .item:has(.swatch.proposed)');
    const id = await proposed.first().getAttribute('data-id');
    await proposed.first().click();
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Enter');
    assert.equal((await h.doc()).annotations.find((each) => each.id === id)?.proposed, undefined);
    await proposed.first().click();
    await h.page.locator('[slot=canvas]').focus();
    await h.press('x');
    assert.equal((await h.doc()).annotations.length, 38);
    await proposed.first().hover();
    await proposed.first().getByTitle('Reject').click();
    assert.equal((await h.doc()).annotations.length, 37);
  });

  it('detects with progress, can be cancelled, and one undo takes the proposals back', async () => {
    const h = await suite.open('scene=labels');
    await h.press('d');
    await h.page.getByText('Detecting with parts-nano…').waitFor();
    await h.page.getByText('Cancel', { exact: true }).click();
    await h.page.getByText('Detect', { exact: true }).waitFor();
    assert.equal((await h.doc()).annotations.length, 9);
    await h.page.getByText('Detect', { exact: true }).click();
    await h.page.getByText('18 of 30 shown').waitFor();
    assert.equal((await h.doc()).annotations.length, 39);
    await h.press('Control+z');
    assert.equal((await h.doc()).annotations.length, 9);
  });

  it('sets tags: one of a single choice, several of a multiple one; T opens them for the keyboard', async () => {
    const h = await suite.open('scene=labels');
    const panel = h.page.locator('rl-side-panel rl-tags');
    assert.equal(await panel.locator('.missing').count(), 1);
    await panel.getByText('lamp').click();
    assert.deepEqual((await h.doc()).tags, ['cluttered', 'lamp']);
    assert.equal(await panel.locator('.missing').count(), 0);
    await panel.getByText('flash').click();
    await panel.getByText('blurred').click();
    await panel.getByText('cluttered').click();
    assert.deepEqual((await h.doc()).tags, ['flash', 'blurred']);
    assert.equal(await h.steps(), 4);
    await h.press('Control+z');
    assert.deepEqual((await h.doc()).tags, ['cluttered', 'flash', 'blurred']);
    assert.equal(await panel.locator('vscode-checkbox.checked').count(), 2, 'undo shows in the boxes');
    assert.equal(await h.steps(), 3, 'showing it does not count as a change');
    await h.press('t');
    await h.page.waitForSelector('.tags vscode-radio:focus');
    await h.press('ArrowLeft');
    assert.deepEqual((await h.doc()).tags, ['cluttered', 'blurred', 'lamp']);
    await h.press('Escape');
    assert.equal(await h.state('popup'), undefined);
    await h.press('.');
    assert.equal((await h.doc()).state, 'done');
    await h.page.locator('rl-side-panel').getByText('Done').click();
    assert.equal((await h.doc()).state, undefined);
  });

  it('shows the keys, and closes them by Escape', async () => {
    const h = await suite.open('scene=labels');
    await h.press('Shift+Slash');
    const help = h.page.getByRole('dialog', { name: 'Keys and help' });
    await help.waitFor();
    const text = (await help.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Wheel, pinch/);
    assert.match(text, /Class by its digit/);
    await help.getByText('Change Keys…').click();
    await h.page.waitForFunction(() =>
      window.harness?.host.heard.some(({ payload }) =>
        JSON.stringify(payload).includes('openKeyboardShortcuts'),
      ),
    );
    await h.press('Shift+Slash');
    await h.press('Escape');
    await h.doc();
    assert.equal(await help.count(), 0);
  });

  it('the rail shows and sets the tool, and leaves the focus on the canvas', async () => {
    const h = await suite.open('scene=labels');
    await h.page.locator('[slot=canvas]').focus();
    await h.page.locator('[data-action="tool.polygon"]').click();
    assert.equal(await h.state('tool'), 'polygon');
    assert.equal(await h.page.locator('[data-action="tool.polygon"]').getAttribute('aria-pressed'), 'true');
    assert.equal(await h.page.evaluate(() => document.activeElement?.slot), 'canvas');
    await h.page.locator('[data-action="panel.toggle"]').click();
    assert.equal(await h.page.locator('rl-side-panel').count(), 0);
  });
});
