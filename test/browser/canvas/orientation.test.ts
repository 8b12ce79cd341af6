import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import type { Pixels } from '../../helpers/readPng';
import { skipBecause } from '../../helpers/skipBecause';
import { docOf, openCanvas, PLAIN, serveCanvas } from './openCanvas';

const FOLDER = '../shared/fixtures/exif-orientation';
const NAMES = Array.from({ length: 8 }, (_, i) => `Landscape_${i + 1}.jpg`);
const SIZE = { widthPx: 600, heightPx: 450 } as const;

describe('canvas: orientation', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    if (!existsSync(FOLDER)) skipBecause(this, `no fixtures at ${FOLDER}`);
    const files = NAMES.map((name) => [
      `/${name}`,
      { bytes: readFileSync(join(FOLDER, name)), type: 'image/jpeg' },
    ]);
    server = await serveCanvas(Object.fromEntries(files));
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function shown(name: string): Promise<Pixels> {
    const open = await openCanvas(browser, server);
    const view = { scale: 1, offsetX: 0, offsetY: 0 };
    await open.show(docOf(), { ...PLAIN, view }, { kind: 'uri', uri: `/${name}`, ...SIZE });
    await open.page.waitForTimeout(300);
    await open.set({});
    return open.pixels();
  }

  it('shows all eight EXIF orientations upright', async () => {
    const upright = await shown('Landscape_1.jpg');
    for (const name of NAMES.slice(1)) {
      const difference = meanDifference(upright, await shown(name));
      assert.ok(difference < 6, `${name} differs by ${difference.toFixed(1)} of 255 on average`);
    }
  });

  it('shows each of the eight pixel for pixel as the imaging process would', async () => {
    for (const name of NAMES) {
      const rgba = await sharp(join(FOLDER, name)).rotate().ensureAlpha().raw().toBuffer();
      const difference = meanDifference(cut(await shown(name)), { width: 600, height: 450, rgba });
      assert.ok(difference < 1.5, `${name} differs by ${difference.toFixed(2)} of 255 on average`);
    }
  });
});

/** The part of a screenshot where the picture lies. */
function cut({ width, rgba }: Pixels): Pixels {
  const rows = Array.from({ length: SIZE.heightPx }, (_, y) =>
    rgba.subarray(4 * y * width, 4 * (y * width + SIZE.widthPx)),
  );
  return { width: SIZE.widthPx, height: SIZE.heightPx, rgba: Buffer.concat(rows) };
}

function meanDifference(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.rgba.length; i++) sum += Math.abs((a.rgba[i] ?? 0) - (b.rgba[i] ?? 0));
  return sum / a.rgba.length;
}
