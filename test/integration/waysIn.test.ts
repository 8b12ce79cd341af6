import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { git } from '../helpers/gitRepo';
import { tempFolder } from '../helpers/tempFolder';
import { fileUri } from './support/companion';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const CAR = '{"id": "bbbbbb", "label": "car", "box": [300, 200, 100, 60]}';
const THERE = '{"id": "bbbbbb", "label": "car", "box": [340, 180, 100, 60]}';
const MANY = Array.from({ length: 12 }, (_, i) => `set/${String(i).padStart(2, '0')}.png`);

describe('ways into a comparison', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE, 'two.png': SIZE },
    files: {
      'relabel.yaml': 'version: 1\nclasses:\n  - {name: car, key: "1"}\n  - {name: nut}\n',
      'one.png.labels.json': sidecar('one.png', [NUT, CAR]),
      'two.png.labels.json': sidecar('two.png', [NUT]),
      ...Object.fromEntries(MANY.map((path) => [`${path}.labels.json`, sidecar(path.slice(4), [NUT])])),
    },
    takeOver: true,
    git: true,
  });
  const page = (): FrameLocator => bench().webviewFrame();
  const selected = (): Locator => page().locator('rl-diff-list [aria-selected=true]');
  const summary = (text: RegExp): Promise<unknown> =>
    eventually(`the summary says ${text.source}`, async () =>
      text.test(await page().locator('rl-diff-header .summary').innerText()),
    );

  before(() => {
    git(bench().folder, 'tag', 'v1');
    writeFileSync(bench().path('one.png.labels.json'), sidecar('one.png', [NUT.replace('10', '90'), THERE]));
    for (const path of MANY)
      writeFileSync(bench().path(`${path}.labels.json`), sidecar(path.slice(4), [CAR]));
    git(bench().folder, 'commit', '-q', '-a', '-m', 'Move both');
    git(bench().folder, 'tag', 'v2');
  });

  it('goes from a row of the history to that instance, and from there to it in the editor', async () => {
    await bench().openByClick('one.png');
    await bench()
      .statusItem(/Relabel 1\//)
      .waitFor();
    await bench().runCommand('Relabel: Show Label History');
    const pane = bench().page.locator('.pane', {
      has: bench().page.locator('.pane-header[aria-label^="Label History"]'),
    });
    const row = (text: string): Locator => pane.locator('.monaco-list-row').filter({ hasText: text }).first();
    await row('Move both').locator('.monaco-tl-twistie').click();
    await row('car bbbbbb').click();
    await selected().waitFor();
    assert.equal(await selected().getAttribute('data-key'), 'bbbbbb');
    await page().getByRole('button', { name: 'Open in the editor (O)' }).click();
    const editor = new LabelEditor(bench());
    await editor.frame.locator('rl-annotation-list').waitFor();
    await editor.selected(1);
    await editor.frame.locator('rl-details').getByText('car').first().waitFor();
    assert.equal((await bench().activeTab())?.path, bench().path('one.png'));
    // The tab of the comparison is where it was left.
    await bench().page.locator('.tabs-container .tab', { hasText: '↔' }).click();
    await selected().waitFor();
    assert.equal(await selected().getAttribute('data-key'), 'bbbbbb');
  });

  it('begins at the annotation that is selected in the editor', async () => {
    await bench().openByClick('one.png');
    await bench().runCommand('Relabel: Compare Labels with Version…');
    await bench().quickPick('v1');
    await summary(/2 moved/);
    assert.equal(await selected().getAttribute('data-key'), 'bbbbbb');
  });

  it('lists the images of two versions while they are found, and goes to one of them', async () => {
    await bench().runCommand('View: Close All Editors');
    await bench().runCommand('Relabel: Compare Two Versions of Labels…');
    await twoVersions();
    await page()
      .getByText(`image 1 of ${String(MANY.length + 1)}`, { exact: true })
      .waitFor();
    await page().getByRole('button', { name: 'image 1 of' }).click();
    await bench().page.getByText('13 images differ').waitFor();
    await bench().quickPick('07.png');
    await page().locator('rl-diff-header .path', { hasText: 'set/07.png' }).waitFor();
    await page().locator('rl-diff-list .rows').focus();
    await bench().page.keyboard.press(']');
    await page().locator('rl-diff-header .path', { hasText: 'set/08.png' }).waitFor();
  });

  it('writes the report that the command line writes, and shows it', async () => {
    const file = join(tempFolder(), 'report.html');
    await bench().runCommand('Relabel: Export Report of Changes…');
    await twoVersions();
    const name = bench().page.locator('.quick-input-widget:visible input[type=text]').first();
    await eventually('a file name is asked for', async () =>
      (await name.inputValue()).endsWith('labels-v1-to-v2.html'),
    );
    await bench().quickInput(file);
    await bench().notification(/report\.html: 13 images/);
    await eventually('the report is there', () => existsSync(file));
    const html = readFileSync(file, 'utf8').slice(0, 12_000);
    assert.match(html, /Content-Security-Policy/);
    assert.match(html, /href="data:image\/jpeg/);
    await page().getByRole('heading', { name: 'Labels: v1 → v2' }).waitFor();
  });

  it('opens what git difftool asks VS Code for', async () => {
    const folder = tempFolder();
    const [left, right] = [join(folder, 'a.labels.json'), join(folder, 'c.labels.json')];
    writeFileSync(left, sidecar('one.png', [NUT]));
    writeFileSync(right, sidecar('one.png', [NUT, CAR]));
    const sides = { left, right, path: bench().path('one.png.labels.json') };
    await address(`/diff?${new URLSearchParams(sides).toString()}`);
    await summary(/1 added; 1 unchanged/);
    await page().locator('rl-diff-header .path', { hasText: 'one.png' }).waitFor();
    await address(`/diff?${new URLSearchParams({ left: '/etc/passwd', right }).toString()}`);
    await bench().notification(/This comparison cannot be shown: left is no label file/);
  });

  it('compares label files of two formats, and the labels of two images', async () => {
    await bench().runCommand('View: Close All Editors');
    const shape = {
      label: 'car',
      points: [
        [300, 200],
        [400, 260],
      ],
      shape_type: 'rectangle',
      group_id: null,
      flags: {},
    };
    const labelme = { version: '5.5.0', flags: {}, shapes: [shape], imagePath: 'two.png', imageData: null };
    const file = bench().path('two.json');
    writeFileSync(file, JSON.stringify({ ...labelme, imageHeight: 480, imageWidth: 640 }));
    const compare = (a: string, b: string): Promise<unknown> =>
      bench().companion.call('executeCommand', 'relabel.compareLabelFiles', fileUri(a), [
        fileUri(a),
        fileUri(b),
      ]);
    await compare(bench().path('one.png.labels.json'), file);
    await summary(/1 added, 2 removed/);
    await compare(bench().path('one.png'), bench().path('two.png'));
    await summary(/1 removed, 1 moved/);
  });

  /** A second list takes the place of the first one: only then can be typed into it. */
  async function twoVersions(): Promise<void> {
    await bench().quickPick('v1');
    const second = bench().page.locator('.quick-input-widget:visible input[placeholder^="Compare v1"]');
    await second.waitFor();
    await bench().page.locator('.quick-input-list-row', { hasText: 'Move both' }).first().waitFor();
    await bench().quickPick('v2');
  }

  /** As a browser or git would have it. */
  async function address(pathAndQuery: string): Promise<void> {
    const url = await bench().companion.call('externalUri', 'relabel.relabel', pathAndQuery);
    const tab = await bench().page.context().newPage();
    await tab.goto(url);
    await tab.getByText('You can close this page now.').waitFor();
    await tab.close();
  }
});
