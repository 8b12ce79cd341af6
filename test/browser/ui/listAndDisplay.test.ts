import assert from 'node:assert/strict';
import { harnessSuite, type Harness } from './openHarness';

describe('list, options and display', function () {
  this.timeout(30_000);
  const suite = harnessSuite();
  const rows = (h: Harness) => h.page.locator('rl-annotation-list .item');
  const tool = (h: Harness, id: string): Promise<void> =>
    h.page.evaluate((name) => window.harness?.page.session.setTool(name), id);

  it('narrows and sorts the list; Tab and select all keep to it', async () => {
    const h = await suite.open('scene=kinds');
    await h.press('Control+f');
    await h.page.waitForSelector('rl-list-query input:focus');
    await h.page.keyboard.type('bolt -is:hidden');
    assert.equal(await rows(h).count(), 2);
    assert.match(await h.page.locator('rl-list-query .found').innerText(), /^2\/13$/);
    await h.page.getByLabel('Sort the list').selectOption('size');
    const ids = await rows(h).evaluateAll((all) => all.map((row) => row.getAttribute('data-id')));
    assert.deepEqual(
      ids,
      ['kind01', 'kind11'].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)),
    );
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Control+a');
    await h.doc();
    assert.deepEqual([...(await h.selection())].sort(), ['kind01', 'kind11']);
    await h.press('Control+f');
    await h.press('Escape');
    assert.equal(await rows(h).count(), 13);
    await h.page.locator('rl-list-query input').fill('score>2');
    assert.match(await h.page.locator('rl-annotation-list .empty').innerText(), /Nothing here matches/);
  });

  it('hides in this view and locks from a row, without an edit for the eye', async () => {
    const h = await suite.open('scene=kinds');
    const row = h.page.locator('rl-annotation-list [data-id=kind03]');
    await row.hover();
    await row.getByRole('button', { name: 'Hide in this view' }).click();
    assert.deepEqual(await h.state('hiddenIds'), ['kind03']);
    assert.match((await row.getAttribute('aria-label')) ?? '', /hidden$/);
    assert.equal(await h.steps(), 0);
    await row.getByRole('button', { name: 'Show' }).click();
    assert.deepEqual(await h.state('hiddenIds'), []);
    await row.getByRole('button', { name: 'Lock' }).click();
    assert.equal((await h.doc()).annotations.find(({ id }) => id === 'kind03')?.locked, true);
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Control+h');
    const doc = await h.doc();
    assert.ok(
      doc.annotations.every(({ hidden }) => !hidden),
      'show all shows what was hidden for everyone too',
    );
  });

  it('selects all of a class, its group with one of it, and shows a class alone', async () => {
    const h = await suite.open('scene=kinds');
    await h.page.getByRole('button', { name: 'Select all 3 of bolt' }).click();
    assert.equal((await h.selection()).length, 3);
    await h.page.locator('rl-annotation-list [data-id=kind08]').click();
    assert.deepEqual([...(await h.selection())].sort(), ['kind01', 'kind08']);
    await h.page.locator('rl-class-list [data-class=nut]').hover();
    await h.page.getByRole('button', { name: 'Only nut' }).click();
    assert.equal(await rows(h).count(), 2);
  });

  it('does not move the list when a row is clicked', async () => {
    const h = await suite.open('scene=kinds');
    const before = await rows(h).nth(2).boundingBox();
    await rows(h).nth(2).click();
    assert.equal((await h.selection()).length, 1);
    assert.deepEqual(await rows(h).nth(2).boundingBox(), before);
  });

  it('a letter of a class picks it before the tool of that key', async () => {
    const h = await suite.open('scene=kinds');
    await h.page.locator('[slot=canvas]').focus();
    await h.press('q');
    await h.doc();
    assert.equal(await h.state('activeClass'), 'person');
    assert.equal(await h.state('tool'), 'select');
    await h.press('r');
    await h.doc();
    assert.equal(await h.state('tool'), 'rotatedBox');
  });

  it('shows the options of the tool; [ and ] size the brush and go to images otherwise', async () => {
    const h = await suite.open('scene=kinds');
    await h.press('m');
    await h.doc();
    const size = h.page.getByLabel('Size of the brush, pixels');
    assert.equal(await size.inputValue(), '24');
    await h.press(']');
    await h.doc();
    assert.equal(await size.inputValue(), '30');
    await h.press('[');
    await h.press('[');
    await h.doc();
    assert.equal(Number(await size.inputValue()) < 24, true);
    await size.fill('9000');
    await size.press('Enter');
    assert.equal((await h.state('toolOptions')).brushPx, 2000);
    await h.page.getByRole('radio', { name: 'Square' }).click();
    await h.page.getByLabel('Erase below').click();
    const options = await h.state('toolOptions');
    assert.deepEqual([options.brushTip, options.eraseBelow], ['square', true]);
    await tool(h, 'box');
    await h.page.getByRole('radio', { name: 'Four extreme points' }).click();
    assert.equal((await h.state('toolOptions')).boxBy, 'extremes');
    await h.page.locator('[slot=canvas]').focus();
    await h.press(']');
    await h.page.waitForFunction(
      () =>
        window.harness?.host.heard.length !== undefined &&
        window.harness.page.store.state.notice?.message.includes('nextImage'),
    );
  });

  it('changes picture and shapes from the display panel, and resets', async () => {
    const h = await suite.open('scene=kinds');
    await h.press('Shift+B');
    const panel = h.page.getByRole('dialog', { name: 'Display settings' });
    await panel.waitFor();
    await panel.getByLabel('Invert').click();
    await panel.getByLabel('Gamma').fill('2');
    await panel.getByLabel('Channel').selectOption('red');
    await panel.getByRole('radio', { name: 'Group' }).click();
    await panel.getByLabel('Minimap').click();
    await panel.getByLabel('Black at').first().focus();
    await h.press('ArrowRight');
    const display = await h.state('display');
    assert.deepEqual([display.invert, display.gamma, display.channel], [true, 2, 'red']);
    assert.ok(
      (display.window && display.window.low > 0 && display.window.high === 255.5) ||
        display.window?.high === 255,
    );
    assert.equal((await h.state('shapeDisplay')).colorBy, 'group');
    assert.equal((await h.state('guides')).minimap, true);
    await h.page.locator('rl-status-strip').getByText('adjusted').waitFor();
    await panel.getByRole('button', { name: 'Reset the picture' }).click();
    const { window: after, ...rest } = await h.state('display');
    assert.equal(after, undefined);
    assert.equal(rest.invert, false);
    await panel.getByLabel('Rulers').focus();
    await h.press('Escape');
    assert.equal(await panel.count(), 0);
    assert.equal(await h.page.evaluate(() => document.activeElement?.slot), 'canvas');
  });

  it('turns and mirrors the view, says so, and turns it upright again', async () => {
    const h = await suite.open('scene=kinds');
    await h.press('Shift+R');
    await h.doc();
    assert.equal((await h.state('view'))?.orientation?.quarterTurns, 1);
    await h.page.locator('rl-status-strip').getByText('90°').click();
    assert.equal((await h.state('view'))?.orientation, undefined);
  });

  it('goes through pages', async () => {
    const h = await suite.open('scene=pages');
    const page = h.page.getByLabel('Page', { exact: true });
    const showsPage = async (value: string): Promise<void> => {
      while ((await page.inputValue()) !== value) await h.page.waitForTimeout(20);
    };
    await showsPage('1');
    assert.equal(await rows(h).count(), 9);
    await h.press('Shift+PageDown');
    await h.page.waitForFunction(() => window.harness?.page.store.state.pages?.index === 1);
    assert.equal(await rows(h).count(), 0);
    assert.match(await h.page.locator('rl-annotation-list .empty').innerText(), /this page/);
    await showsPage('2');
    await page.fill('12');
    // The strip tells where the pointer is, and is drawn anew: what is typed beside it stays.
    for (const x of [300, 340, 380]) await h.page.mouse.move(x, 300);
    await h.page.waitForFunction(() => window.harness?.page.store.state.pointer !== undefined);
    await page.press('Enter');
    await h.page.waitForFunction(() => window.harness?.page.store.state.pages?.index === 11);
    assert.equal(await h.page.getByRole('button', { name: 'Next page' }).isDisabled(), true);
  });

  it('finds keys by what they do', async () => {
    const h = await suite.open('scene=kinds');
    await h.press('Shift+Slash');
    await h.page.waitForSelector('rl-help input:focus');
    await h.page.keyboard.type('front');
    const help = h.page.getByRole('dialog', { name: 'Keys and help' });
    assert.match(await help.innerText(), /Bring to Front/);
    assert.doesNotMatch(await help.innerText(), /Box Tool/);
    await h.page.locator('rl-help input').fill('cuboid');
    assert.doesNotMatch(await help.innerText(), /Cuboid Tool/, 'its key is a letter of a class here');
    await h.page.locator('rl-help input').fill('person');
    assert.match(await help.innerText(), /Q/);
  });

  it('puts tools of a kind behind one button where it is low', async () => {
    const h = await suite.open('scene=kinds');
    await h.page.setViewportSize({ width: 800, height: 480 });
    await h.page.locator('rl-toolbar .more').first().click();
    await h.page.locator('rl-toolbar [data-tool=ellipse]').click();
    assert.equal(await h.state('tool'), 'ellipse');
    await h.page.waitForSelector('rl-toolbar [data-action="tool.ellipse"][aria-pressed=true]');
    const sideways = await h.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(sideways, false);
  });
});
