import assert from 'node:assert/strict';
import { reviewItems } from '../../../src/core/review/reviewItems';
import type { ReviewInfo } from '../../../src/protocol/editor';
import { harnessSuite } from './openHarness';
import { contrastOf } from '../contrast';

/** Text that must be readable in each theme: selector, and the ratio WCAG 2.2 asks for (4.5; 3 for large or disabled). */
const TEXTS = [
  'rl-annotation-list .item .cut',
  'rl-annotation-list .item .number',
  'rl-class-list .name .cut',
  'rl-class-list .count',
  'rl-class-list kbd',
  'rl-status-strip .zoom',
  'rl-side-panel h2',
  'rl-side-panel header .quiet',
  'rl-tags legend .cut',
  'rl-proposals .quiet',
  'rl-annotation-list .item[aria-selected=true] .name',
  'rl-list-query input',
  'rl-list-query select',
  'rl-details .class .cut',
  'rl-details .check',
  'rl-details .field .name',
  'rl-details h3',
  'rl-details .chip',
  'rl-options b',
  'rl-options .quiet',
  'rl-options [aria-checked=true]',
  'rl-display h3',
  'rl-display .field .name',
  'rl-display [aria-checked=true]',
  'rl-help dd',
  'rl-help kbd',
  'rl-help h3',
];

/** Of a merge and a review: what clashes, what was drawn twice, comments, the bar of a review. */
const REMARKS = [
  'rl-conflicts h2',
  'rl-conflicts p',
  'rl-conflicts p .quiet',
  'rl-conflicts th[scope=row]',
  'rl-conflicts th[scope=row] div',
  'rl-conflicts td',
  'rl-conflicts .chip',
  'rl-comments .quiet',
  'rl-comments article .quiet',
  'rl-comments article p',
  'rl-comments article.resolved p',
  'rl-comments textarea',
  'rl-comments .chip',
  'rl-review .quiet',
  'rl-review .what',
  'rl-review .chip',
];

describe('themes', function () {
  this.timeout(60_000);
  const suite = harnessSuite();

  for (const theme of ['dark', 'light', 'hc', 'hc-light'] as const)
    it(`${theme}: text is readable`, async () => {
      const h = await suite.open(`scene=proposals&theme=${theme}`);
      await h.page.evaluate(() => {
        const { page } = window.harness ?? {};
        page?.session.setTool('brush');
        page?.store.set({ selection: new Set(['own000']), displayOpen: true });
      });
      await h.press('Shift+Slash');
      await h.page.waitForSelector('rl-help dd');
      for (const selector of TEXTS) {
        const element = h.page.locator(selector).first();
        await element.waitFor({ state: 'attached' });
        const ratio = await element.evaluate(contrastOf);
        assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
      }
    });

  for (const theme of ['dark', 'light', 'hc', 'hc-light'] as const)
    it(`${theme}: what merges and reviews say is readable`, async () => {
      const h = await suite.open(`scene=remarks&theme=${theme}`);
      const readable = async (selectors: readonly string[]): Promise<void> => {
        for (const selector of selectors) {
          const element = h.page.locator(selector).first();
          await element.waitFor({ state: 'attached' });
          const ratio = await element.evaluate(contrastOf);
          assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
        }
      };
      const items = reviewItems(undefined, await h.doc());
      const counts = { total: items.length, reviewed: 0, returned: 0 };
      const review: ReviewInfo = { title: 'a since b', image: { index: 0, total: 1 }, items, counts };
      await h.page.evaluate(
        (text) => window.harness?.host.rpc.notify('review', JSON.parse(text) as ReviewInfo),
        JSON.stringify(review),
      );
      await h.page.locator('rl-review .bar').waitFor();
      await h.page.evaluate(() => {
        const { page } = window.harness ?? {};
        page?.store.set({ selection: new Set(['own000']), folded: new Set() });
      });
      await readable(REMARKS.filter((selector) => !selector.includes('article')));
      await h.page.evaluate(() => {
        const { page } = window.harness ?? {};
        const said = page?.store.state.doc.annotations.find(({ comments }) => (comments?.length ?? 0) > 1);
        page?.store.set({ selection: new Set([said?.id ?? '']) });
      });
      await readable(REMARKS.filter((selector) => selector.includes('article')));
      await h.page.locator('rl-conflicts').getByText('Take all mine').click();
      await h.page.getByRole('group', { name: 'Drawn twice' }).waitFor();
      await readable([
        'rl-conflicts [role=status] p',
        'rl-conflicts [aria-label="Drawn twice"] h2',
        'rl-conflicts [aria-label="Drawn twice"] p',
        'rl-conflicts [aria-label="Drawn twice"] .chip',
      ]);
    });

  for (const theme of ['dark', 'light', 'hc', 'hc-light'] as const)
    it(`${theme}: what is said of labels of another version is readable`, async () => {
      const h = await suite.open(`theme=${theme}`);
      await h.page.evaluate(() =>
        window.harness?.page.store.set({
          readOnly: {
            title: 'Labels as of v1 (3f2a91c, 12 May 2026)',
            note: 'The picture is that of today.',
          },
        }),
      );
      for (const selector of ['rl-read-only strong', 'rl-read-only .quiet', 'rl-read-only .link']) {
        const element = h.page.locator(selector).first();
        await element.waitFor();
        const ratio = await element.evaluate(contrastOf);
        assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
      }
    });

  it('follows a change of theme while open, the widgets of the toolkit too', async () => {
    const h = await suite.open('scene=labels&theme=dark');
    const panel = h.page.locator('rl-side-panel');
    const button = h.page.locator('rl-proposals vscode-button');
    const look = async (): Promise<string[]> => [
      await panel.evaluate((element) => getComputedStyle(element).backgroundColor),
      await button.evaluate((element) => getComputedStyle(element).backgroundColor),
    ];
    assert.deepEqual(await look(), ['rgb(24, 24, 24)', 'rgb(0, 120, 212)']);
    await h.page.evaluate(() => window.harness?.showTheme('light'));
    await h.page.waitForTimeout(100);
    assert.deepEqual(await look(), ['rgb(248, 248, 248)', 'rgb(0, 95, 184)']);
  });

  it('shows the keyboard focus in high contrast', async () => {
    const h = await suite.open('scene=labels&theme=hc');
    await h.press('Shift+L');
    await h.page.waitForSelector('rl-annotation-list .rows:focus');
    const outline = await h.page
      .locator('rl-annotation-list .rows')
      .evaluate((element) => getComputedStyle(element).outlineColor);
    assert.equal(outline, 'rgb(243, 133, 24)');
  });
});
