import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { summarise } from '../../../src/core/dataset/summarise';
import { diffDocs } from '../../../src/core/diff/docDiff';
import { REPORT_TEXTS, reportPage } from '../../../src/core/report/reportPage';
import { reportSection } from '../../../src/core/report/reportSection';
import { boxOf } from '../../../src/core/shapes/box';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import { encodePng } from '../../helpers/png';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder } from '../../helpers/tempFolder';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

function reportHtml(): string {
  const doc = (x: number): AnnotationDoc => ({
    ...emptyDoc({ file: 'a.png', widthPx: 64, heightPx: 48 }),
    annotations: ['a', 'b', 'c'].map((id, i) => ({
      id,
      label: '<i>car</i>',
      shape: boxOf({ x: x + 20 * i, y: 5, width: 10, height: 10 }),
    })),
  });
  const [before, after] = [doc(2), doc(4)];
  const image = { path: 'data/a.png', before, after, diff: diffDocs(before, after) };
  const bytes = encodePng({ widthPx: 64, heightPx: 48 });
  const picture = { dataUri: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}` };
  const report = { image, page: 0, isFirst: true, before: picture, after: picture };
  const frame = { title: 'Labels', from: 'v1', to: 'v2', unreadable: [], more: [], evenMore: 0 };
  const hashes = { style: sha256(REPORT_TEXTS.style), script: sha256(REPORT_TEXTS.script) };
  return reportPage({ ...frame, summary: summarise([image]) }, [reportSection(report, 1)], [], hashes);
}

describe('a report in a browser', function () {
  this.timeout(30_000);
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    const file = join(tempFolder(), 'report.html');
    writeFileSync(file, reportHtml());
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
  });

  after(async () => browser?.close());

  const marked = () => page.locator('li.on').evaluateAll((items) => items.map((item) => item.dataset['c']));

  it('is styled, shows the pictures and asks the network for nothing', async () => {
    const wide = await page
      .locator('figure svg')
      .evaluateAll((all) => all.map((svg) => svg.clientWidth > 200));
    assert.deepEqual(wide, [true, true, true]);
    const color = await page
      .locator('g.moved path')
      .first()
      .evaluate((path) => getComputedStyle(path).stroke);
    assert.equal(color, 'rgb(74, 168, 255)');
    assert.deepEqual(complaints, []);
  });

  it('steps through changes by j and k, and stops at either end', async () => {
    for (const [key, expected] of [
      ['j', 'i1-1'],
      ['j', 'i1-2'],
      ['k', 'i1-1'],
      ['k', 'i1-1'],
      ['j', 'i1-2'],
      ['j', 'i1-3'],
      ['j', 'i1-3'],
    ] as const) {
      await page.keyboard.press(key);
      assert.deepEqual(await marked(), [expected]);
    }
    assert.equal(await page.locator('g.on').count(), 4);
  });

  it('shows the line of a shape that is clicked', async () => {
    await page.locator('figure').nth(1).locator('g[data-c="i1-2"] path').click();
    assert.deepEqual(await marked(), ['i1-2']);
  });

  it('is dark where the reader has it dark', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await background(), 'rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await background(), 'rgb(13, 17, 23)');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await background(), 'rgb(255, 255, 255)');
  });
});
