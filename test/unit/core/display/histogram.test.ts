import assert from 'node:assert/strict';
import fc from 'fast-check';
import { autoWindow, histogramOf } from '../../../../src/core/display/histogram';
import { BROWSER_SAMPLES, type SampleInfo } from '../../../../src/core/display/samples';

const DEEP: SampleInfo = {
  ...BROWSER_SAMPLES,
  depth: 16,
  channels: 1,
  slope: 0.5,
  intercept: -100,
  range: { low: -100, high: 924 },
};

describe('display: histogram', () => {
  it('counts every opaque sample once, in the bin of its value', () => {
    const data = Uint8ClampedArray.of(0, 10, 255, 255, 0, 10, 254, 255, 9, 9, 9, 0);
    const { bins, low, high } = histogramOf({ data, channels: 4, widthPx: 3, heightPx: 1 }, BROWSER_SAMPLES);
    assert.deepEqual([low, high, bins.length], [-0.5, 255.5, 3]);
    assert.equal(bins[0]?.[0], 2);
    assert.equal(bins[1]?.[10], 2);
    assert.deepEqual([bins[2]?.[254], bins[2]?.[255]], [1, 1]);
  });

  it('has one list for a colour picture in greys', () => {
    const data = Uint8ClampedArray.of(7, 7, 7, 255, 8, 8, 8, 255);
    assert.equal(histogramOf({ data, channels: 4, widthPx: 2, heightPx: 1 }, BROWSER_SAMPLES).bins.length, 1);
  });

  it('spreads 16-bit samples over their range of values and loses none', () => {
    fc.assert(
      fc.property(fc.uint16Array({ minLength: 1, maxLength: 99 }), (data) => {
        const { bins } = histogramOf({ data, channels: 1, widthPx: data.length, heightPx: 1 }, DEEP);
        assert.equal(
          bins[0]?.reduce((sum, count) => sum + count, 0),
          data.length,
        );
      }),
    );
    const data = Uint16Array.of(0, 8, 2047, 65535);
    const { bins } = histogramOf({ data, channels: 1, widthPx: 4, heightPx: 1 }, DEEP);
    assert.deepEqual([bins[0]?.[0], bins[0]?.[1], bins[0]?.[255]], [1, 1, 2]);
  });

  it('finds the window around nearly all samples, never an empty one', () => {
    const data = Uint8Array.from({ length: 1000 }, (_, i) => (i < 2 ? 0 : i > 997 ? 255 : 100 + (i % 50)));
    const grid = { data, channels: 1, widthPx: 1000, heightPx: 1 } as const;
    const window = autoWindow(histogramOf(grid, { ...BROWSER_SAMPLES, channels: 1 }));
    assert.deepEqual(window, { low: 100, high: 149 });
    const flat = { ...grid, data: new Uint8Array(1000).fill(42) };
    const narrow = autoWindow(histogramOf(flat, { ...BROWSER_SAMPLES, channels: 1 }));
    assert.ok(narrow.low < 42 && narrow.high > 42 && narrow.high - narrow.low <= 1);
  });
});
