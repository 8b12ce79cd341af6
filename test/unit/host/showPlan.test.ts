import assert from 'node:assert/strict';
import type { ImageHeader } from '../../../src/core/imageHeader/imageHeader';
import { showPlan } from '../../../src/host/editor/showPlan';

const header = (change: Partial<ImageHeader>): ImageHeader => ({
  format: 'jpeg',
  widthPx: 4000,
  heightPx: 3000,
  orientation: 1,
  bitDepth: 8,
  channels: 3,
  ...change,
});
const plan = (change: Partial<ImageHeader>) => showPlan(header(change), 400);

describe('showPlan', () => {
  it('leaves common images to the browser, without any native code', () => {
    for (const format of ['jpeg', 'png', 'gif', 'bmp', 'webp', 'avif'] as const)
      assert.deepEqual(plan({ format }), { by: 'browser' }, format);
    assert.deepEqual(plan({ orientation: 6 }), { by: 'browser' });
    assert.deepEqual(plan({ format: 'avif', bitDepth: 10 }), { by: 'browser' });
    assert.deepEqual(plan({ widthPx: 8192, heightPx: 6000 }), { by: 'browser' });
  });

  it('has the imaging process show what the browser would show wrongly, and falls back where it can', () => {
    assert.deepEqual(plan({ format: 'png', bitDepth: 16 }), { by: 'tiles', browserToo: true });
    assert.deepEqual(plan({ cmyk: true }), { by: 'tiles', browserToo: true });
  });

  it('has no fallback where the browser shows nothing, or turned wrongly, or too large', () => {
    assert.deepEqual(plan({ format: 'tiff' }), { by: 'tiles', browserToo: false });
    assert.deepEqual(plan({ bitDepth: 12 }), { by: 'tiles', browserToo: false });
    assert.deepEqual(plan({ format: 'webp', orientation: 6 }), { by: 'tiles', browserToo: false });
    assert.deepEqual(plan({ widthPx: 8193, heightPx: 10 }), { by: 'tiles', browserToo: false });
    assert.deepEqual(plan({ widthPx: 8000, heightPx: 7000 }), { by: 'tiles', browserToo: false });
    assert.deepEqual(showPlan(undefined, 400), { by: 'tiles', browserToo: false });
  });

  it('refuses what could fill the memory, and says how large it is', () => {
    assert.deepEqual(plan({ format: 'png', widthPx: 65536, heightPx: 65536 }), {
      by: 'nobody',
      megapixels: 4295,
    });
    assert.deepEqual(showPlan(header({}), 11), { by: 'nobody', megapixels: 12 });
    assert.deepEqual(showPlan(header({}), 12), { by: 'browser' });
  });
});
