import assert from 'node:assert/strict';
import { reviewItems } from '../../../src/core/review/reviewItems';
import type { ReviewInfo } from '../../../src/protocol/editor';
import { harnessSuite, type Harness } from './openHarness';

describe('a review in the page', function () {
  this.timeout(60_000);
  const suite = harnessSuite();
  const bar = (h: Harness) => h.page.locator('rl-review .bar');

  /** A review of the scene: one was moved, one is new, one was removed. */
  async function reviewed(): Promise<Harness> {
    const h = await suite.open('scene=labels');
    const after = await h.doc();
    const [moved, added, ...rest] = after.annotations;
    assert.ok(moved?.shape.kind === 'box' && added);
    const gone = { ...moved, id: 'gone00', shape: { ...moved.shape, x: 900, y: 700 }, label: 'gear' };
    const before = {
      ...after,
      annotations: [gone, { ...moved, shape: { ...moved.shape, x: moved.shape.x + 20 } }, ...rest],
    };
    const review: ReviewInfo = {
      title: 'labels/anna since main',
      image: { index: 1, total: 7 },
      items: reviewItems(before, after),
      counts: { total: 40, reviewed: 12, returned: 3 },
    };
    await h.page.evaluate(
      (text) => window.harness?.host.rpc.notify('review', JSON.parse(text) as ReviewInfo),
      JSON.stringify(review),
    );
    await bar(h).waitFor();
    return h;
  }

  const ran = (h: Harness) =>
    h.page.evaluate(() => window.harness?.host.heard.map(({ name, payload }) => ({ name, payload })) ?? []);
  const of = async (h: Harness, id: string) => (await h.doc()).annotations.find((each) => each.id === id);

  it('shows what changed and how far it is; accepting goes on to the next change', async () => {
    const h = await reviewed();
    assert.match(await bar(h).innerText(), /Image 2 of 7 · 12 of 40 reviewed, 3 returned/);
    const order: string[] = [];
    for (let i = 0; i < 3; i++) {
      const text = await bar(h).innerText();
      order.push(/removed/.test(text) ? 'removed' : /moved/.test(text) ? 'moved' : 'added');
      await h.page.locator('[slot=canvas]').focus();
      await h.press('Alt+Enter');
      await h.doc();
    }
    assert.deepEqual(order.sort(), ['added', 'moved', 'removed']);
    const verdict = (await of(h, 'own000'))?.review;
    assert.deepEqual([verdict?.verdict, verdict?.by], ['accepted', 'Anna Example']);
    const { annotations, removed } = await h.doc();
    assert.deepEqual(
      removed?.map(({ id, by }) => [id, by]),
      [['gone00', 'Anna Example']],
    );
    assert.ok(!annotations.some(({ id }) => id === 'gone00'));
    assert.equal(await h.steps(), 3, 'each verdict is a step of undo');
    for (let i = 0; i < 3; i++) await h.press('Control+z');
    assert.equal((await h.doc()).removed, undefined);
  });

  it('returning notes the verdict and asks why', async () => {
    const h = await reviewed();
    await bar(h).getByRole('button', { name: 'Next change' }).click();
    const [id = ''] = await h.selection();
    await bar(h).getByText('Return…').click();
    await h.page.waitForSelector('rl-comments textarea:focus');
    await h.page.keyboard.type('Two pixels too wide');
    await h.press('Enter');
    const returned = await of(h, id);
    assert.equal(returned?.review?.verdict, 'returned');
    assert.equal(returned?.comments?.[0]?.text, 'Two pixels too wide');
    assert.match(await bar(h).innerText(), /returned/);
  });

  it('restores what was removed, and leads to the next image behind the last change', async () => {
    const h = await reviewed();
    for (let i = 0; i < 3 && !/removed/.test(await bar(h).innerText()); i++) await h.press('Alt+ArrowDown');
    await bar(h).getByText('Restore').click();
    assert.equal((await of(h, 'gone00'))?.label, 'gear');
    for (let i = 0; i < 3; i++) await bar(h).getByRole('button', { name: 'Next change' }).click();
    await h.doc();
    const commands = (await ran(h)).filter(({ name }) => name === 'run').map(({ payload }) => payload);
    assert.ok(JSON.stringify(commands).includes('relabel.nextReviewImage'), JSON.stringify(commands));
  });
});
