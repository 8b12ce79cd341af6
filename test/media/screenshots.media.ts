import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { FrameLocator } from 'playwright-core';
import { repoRoot } from '../../src/dev/lib/repoRoot';
import { git } from '../helpers/gitRepo';
import { eventually } from '../integration/support/eventually';
import { tempDataset } from '../integration/support/tempDataset';
import { openWorkbench, type Workbench } from '../integration/support/workbench';

const FRAME_MS = 2200;
const FRAME_WIDTH_PX = 1000;
const SETTINGS = {
  'workbench.editorAssociations': { '*.jpg': 'relabel.editor', '*.png': 'relabel.editor' },
  'workbench.colorTheme': 'Default Dark Modern',
  'explorer.fileNesting.enabled': true,
  'explorer.fileNesting.expand': false,
};

/** Takes the README's pictures from the real thing: `npm run screenshots`. */
describe('screenshots', function () {
  this.timeout(600_000);

  it('shows the five steps from a picture to a commit', async () => {
    const bench = await openWorkbench(sampleRepository());
    const frames: Buffer[] = [];
    const frame = async () => frames.push(await bench.page.screenshot());
    await bench.explorerRow('images').click();
    const page = await openUnlabelled(bench, 'bench_022.jpg');
    await frame();
    await drawBox(bench, page);
    await frame();
    await detect(bench, page);
    writeFileSync(join(repoRoot, 'media/screenshot.png'), await still(await bench.page.screenshot()));
    await frame();
    await bench.page.keyboard.press('Shift+A');
    await page
      .getByText(/\b0 of \d+ shown/)
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    await bench.save('images/bench_022.jpg');
    await frame();
    void bench.runCommand('Relabel: Commit Labels…').catch(() => undefined);
    await bench.page.locator('.quick-input-widget:visible').waitFor();
    await eventually('the summary shows', async () =>
      /\+\d/.test(
        (await bench.page.locator('.quick-input-widget:visible').innerText()) + (await inputText(bench)),
      ),
    );
    await frame();
    await tour(frames);
  });

  it('shows what was changed since the last commit', async () => {
    const folder = sampleRepository();
    const bench = await openWorkbench(folder);
    await bench.openImage('images/bench_002.jpg');
    const sidecar = join(folder, 'images/bench_002.jpg.labels.json');
    writeFileSync(sidecar, changed(readFileSync(sidecar, 'utf8')));
    await bench.runCommand('Relabel: Compare with HEAD');
    const page = bench.webviewFrame();
    await page.getByText('1 added, 1 removed, 1 relabelled').waitFor();
    await page.locator('rl-diff-list [data-key=ge8xip]').click();
    await page.locator('rl-diff-list .rows').focus();
    await bench.page.keyboard.press('f');
    await bench.page.waitForTimeout(2500);
    writeFileSync(join(repoRoot, 'media/diff.png'), await still(await bench.page.screenshot()));
  });
});

/** One annotation each is added, removed, relabelled, reshaped, moved and described. */
function changed(sidecar: string): string {
  const edits: readonly (readonly [string, string])[] = [
    [
      '{"id": "2ff75p", "label": "nut", "box": [1098, 96.67,',
      '{"id": "2ff75p", "label": "nut", "box": [1040, 380,',
    ],
    ['{"id": "aa08tp", "label": "key", "box": [638, 716, 170.67, 184]},\n', ''],
    ['"ceplyt", "label": "nut"', '"ceplyt", "label": "washer"'],
    ['[300.67, 592.67, 317.33, 307.33]', '[300.67, 592.67, 317.33, 307.33], "truncated": true'],
    ['[510, 148.67, 182, 180]', '[484, 118, 232, 226]'],
    ['\n]}', ',\n{"id": "zz81kd", "label": "bolt", "box": [820, 560, 160, 220]}\n]}'],
  ];
  return edits.reduce((text, [from, to]) => text.replace(from, to), sidecar);
}

function inputText(bench: Workbench): Promise<string> {
  return bench.page.locator('.quick-input-widget:visible input[type="text"]').first().inputValue();
}

function sampleRepository(): string {
  const folder = tempDataset({ images: {} });
  cpSync(join(repoRoot, 'media/sample'), folder, { recursive: true });
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify(SETTINGS));
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'config', 'user.name', 'Ada');
  git(folder, 'config', 'user.email', 'ada@example.org');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Sample');
  return folder;
}

async function openUnlabelled(bench: Workbench, name: string): Promise<FrameLocator> {
  const page = await bench.openImage(`images/${name}`);
  await page.getByText('No labels yet').waitFor();
  await bench.page.waitForTimeout(1500);
  return page;
}

async function drawBox(bench: Workbench, page: FrameLocator): Promise<void> {
  const canvas = page.locator('[role=application]');
  const area = await canvas.boundingBox();
  if (!area) throw new Error('the canvas has no place on the screen');
  await canvas.click({ position: { x: 4, y: 4 } });
  await bench.page.keyboard.press('b');
  await page
    .locator('[aria-pressed=true][title*="Box"], [aria-checked=true][title*="Box"]')
    .first()
    .waitFor({ timeout: 5000 })
    .catch(() => undefined);
  await bench.page.waitForTimeout(800);
  await bench.page.mouse.move(area.x + area.width * 0.3, area.y + area.height * 0.35);
  await bench.page.mouse.down();
  await bench.page.mouse.move(area.x + area.width * 0.45, area.y + area.height * 0.55, { steps: 6 });
  await bench.page.mouse.up();
  await page
    .locator('rl-label-picker input')
    .waitFor({ timeout: 5000 })
    .catch(() => undefined);
}

async function detect(bench: Workbench, page: FrameLocator): Promise<void> {
  await bench.page.keyboard.press('Escape');
  await bench.page.waitForTimeout(500);
  await bench.page.keyboard.press('v');
  await bench.page.waitForTimeout(500);
  await bench.page.keyboard.press('d');
  await page.getByText(/of \d+ shown/).waitFor({ timeout: 60_000 });
  await bench.page.waitForTimeout(6000);
}

function still(png: Buffer): Promise<Buffer> {
  return sharp(png).png({ palette: true, quality: 90, effort: 8 }).toBuffer();
}

async function tour(frames: readonly Buffer[]): Promise<void> {
  const small = await Promise.all(
    frames.map((frame) => sharp(frame).resize(FRAME_WIDTH_PX).png().toBuffer()),
  );
  await sharp(small, { join: { animated: true } })
    .webp({ quality: 70, delay: frames.map(() => FRAME_MS), loop: 0, effort: 5 })
    .toFile(join(repoRoot, 'media/tour.webp'));
}
