import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { TileArgs } from '../../../src/protocol/editor';
import type { PageServer } from '../../helpers/pageServer';
import { skipBecause } from '../../helpers/skipBecause';
import { FIXTURES, fixture, useWorkers, WORKER_PATH } from '../../helpers/workerProcess';
import { openPicture, servePicture, type OpenPicture } from './openPicture';

/** A CT, two MR (one over several tiles) and a radiograph whose least value is white. */
const NAMES = [
  'dicom/pydicom/J2K_pixelrep_mismatch.dcm',
  'dicom/pydicom/MR_small.dcm',
  'dicom/pydicom-data/693_J2KR.dcm',
  'dicom/pydicom-data/RG3_J2KI.dcm',
  'dicom/pydicom-data/MR2_J2KI.dcm',
];
const LIST = 'expected/dicom.expected.json';

interface Expected {
  readonly transfer_syntax?: string;
  readonly display_8bit: { readonly mean: number; readonly sha256: string };
}

describe('picture: DICOM', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;
  const workers = useWorkers();

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    if (!existsSync(WORKER_PATH)) skipBecause(this, 'the worker is not built');
    server = await servePicture();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** The file as the editor would show it at first, its tiles cut by the imaging process. */
  async function shown(path: string): Promise<OpenPicture> {
    const { pages, ...image } = await workers().imaging.call('openPicture', { path });
    assert.equal(pages, 1);
    const picture = await openPicture(browser, server);
    await picture.page.exposeFunction('hostTile', async (args: TileArgs) => {
      const tile = await workers().imaging.call('tile', args);
      return { ...tile, bytes: Buffer.from(tile.bytes).toString('base64') };
    });
    const view = { scale: 1, offsetX: 0, offsetY: 0 };
    await picture.page.setViewportSize({ width: image.widthPx, height: image.heightPx });
    await picture.show({ kind: 'tiled', ...image }, { view });
    return picture;
  }

  for (const name of NAMES)
    it(`shows ${name} under its own window as the reference does, byte for byte`, async function () {
      const path = fixture(this, name);
      const list = JSON.parse(readFileSync(join(FIXTURES, LIST), 'utf8')) as {
        files: Record<string, Expected>;
      };
      const { display_8bit: expected, transfer_syntax: syntax } = list.files[name] as Expected;
      const picture = await shown(path);
      const { mean, sha256 } = await picture.page.evaluate(() => window.shownPicture.digest());
      assert.ok(Math.abs(mean - expected.mean) < 0.5, `mean ${mean} instead of ${expected.mean}`);
      // Irreversible JPEG 2000: two decoders may differ by a grey level.
      if (syntax?.endsWith('.4.91')) return;
      assert.equal(sha256, expected.sha256);
    });
});
