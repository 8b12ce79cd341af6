import assert from 'node:assert/strict';
import { harnessSuite, type Harness } from './openHarness';

describe('comments in the page', function () {
  this.timeout(30_000);
  const suite = harnessSuite();
  const panel = (h: Harness) => h.page.locator('rl-comments');
  const bolt = async (h: Harness) => {
    const { annotations, comments = [] } = await h.doc();
    return { of: annotations.find(({ id }) => id === 'own000')?.comments ?? [], onImage: comments };
  };

  it('a key opens the field, Enter comments on the selected one, in the name git knows', async () => {
    const h = await suite.open('scene=labels');
    await h.page.locator('rl-annotation-list [data-id=own000]').click();
    await h.press('Shift+P');
    await h.page.waitForSelector('rl-comments textarea:focus');
    await h.page.keyboard.type('Is this a bolt?');
    await h.press('Shift+Enter');
    await h.page.keyboard.type('Or a nut?');
    await h.press('Enter');
    const [comment] = (await bolt(h)).of;
    assert.deepEqual([comment?.text, comment?.by], ['Is this a bolt?\nOr a nut?', 'Anna Example']);
    assert.match(comment?.at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(await h.page.locator('rl-comments textarea').inputValue(), '');
    assert.equal(await h.steps(), 1);
    await panel(h).getByRole('button', { name: 'Resolve' }).click();
    assert.equal((await bolt(h)).of[0]?.resolved, true);
    await panel(h).getByRole('button', { name: 'Reopen' }).click();
    await panel(h).getByRole('button', { name: 'Delete' }).click();
    assert.deepEqual((await bolt(h)).of, []);
    assert.equal(await h.steps(), 4, 'each is a step of undo');
  });

  it("without a selection it is about the image, and only one's own can be deleted", async () => {
    const h = await suite.open('scene=remarks');
    await h.press('Escape');
    await h.press('Shift+P');
    await h.page.waitForSelector('rl-comments textarea:focus');
    await h.page.keyboard.type('Taken again tomorrow');
    await h.press('Enter');
    const { onImage } = await bolt(h);
    assert.deepEqual(
      onImage.map(({ by }) => by),
      ['Ben Example', 'Anna Example'],
    );
    assert.equal(await panel(h).locator('article').count(), 2);
    assert.equal(await panel(h).getByRole('button', { name: 'Delete' }).count(), 1);
    assert.match(await h.page.locator('rl-side-panel .comments h2').innerText(), /3 open/i);
  });

  it('steps through what is open, finds it by "is:commented", and marks it in the list', async () => {
    const h = await suite.open('scene=remarks');
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Shift+U');
    await h.doc();
    const [first] = await h.selection();
    assert.equal(first, 'own004');
    assert.equal(await panel(h).locator('article').count(), 2);
    assert.equal(await panel(h).locator('article.resolved').count(), 1);
    await h.press('Shift+U');
    await h.doc();
    assert.deepEqual(await h.selection(), [], 'the image has one, too');
    await h.page.locator('rl-list-query input').fill('is:commented');
    await h.page.waitForFunction(() => window.harness?.page.store.state.listQuery === 'is:commented');
    const rows = h.page.locator('rl-annotation-list .item');
    assert.equal(await rows.count(), 1);
    assert.match((await rows.first().getAttribute('aria-label')) ?? '', /open comments/);
  });
});
