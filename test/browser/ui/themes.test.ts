import assert from 'node:assert/strict';
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

describe('themes', function () {
  this.timeout(30_000);
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
