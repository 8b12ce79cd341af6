import type { Locator, Page } from 'playwright-core';

const widget = (page: Page): Locator => page.locator('.quick-input-widget:visible');
const input = (page: Page): Locator => widget(page).locator('input[type="text"]').first();
const rows = (page: Page): Locator => widget(page).locator('.quick-input-list .monaco-list-row');

/** A row by its own label; the description and key beside it do not count. */
function row(page: Page, label: string): Locator {
  const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
  const name = page
    .locator('.quick-input-list-row .monaco-icon-label .label-name')
    .filter({ hasText: exact });
  return rows(page).filter({ has: name }).first();
}

const ATTEMPTS = 4;

/**
 * Opens the command palette by its key, types the title and runs the row of that very name. The palette lists what can
 * run when it opens: in a window that has just come up that may not be all yet, so it is opened again.
 */
export async function runFromPalette(page: Page, title: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await openPalette(page);
    await input(page).fill(`>${title}`);
    const listed = await isListed(page, title);
    if (listed || attempt === ATTEMPTS) break;
    await page.keyboard.press('Escape');
  }
  await row(page, title).click();
}

function isListed(page: Page, title: string): Promise<boolean> {
  return row(page, title)
    .waitFor({ timeout: 4000 })
    .then(
      () => true,
      () => false,
    );
}

/** The key can be lost while focus moves between the page and a webview: pressed once more, then given up. */
async function openPalette(page: Page): Promise<void> {
  for (const timeout of [4000, 10_000]) {
    await page.keyboard.press('F1');
    const shown = await input(page)
      .waitFor({ timeout })
      .then(() => true)
      .catch(() => false);
    if (shown) return;
  }
  throw new Error('the command palette did not open on F1');
}

/** Types into the open quick pick and takes the row with this label. */
export async function pickRow(page: Page, label: string, typed: string): Promise<void> {
  await input(page).waitFor();
  await input(page).fill(typed);
  await row(page, label).click();
}

/** Fills the open input box and presses Enter. */
export async function typeIntoInput(page: Page, text: string): Promise<void> {
  await input(page).waitFor();
  await input(page).fill(text);
  await input(page).press('Enter');
}
