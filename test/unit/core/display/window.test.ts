import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_DISPLAY } from '../../../../src/core/display/display';
import { BROWSER_SAMPLES, type SampleInfo } from '../../../../src/core/display/samples';
import {
  dicomWindow,
  fullWindow,
  shownWindow,
  windowFraction,
  windowPresets,
} from '../../../../src/core/display/window';
import { windowDrag } from '../../../../src/core/display/windowDrag';

/** PS3.3 C.11.2.1.2.1 as the standard writes it, for an output range of 0 to 255. */
function linearByStandard(x: number, c: number, w: number): number {
  if (x <= c - 0.5 - (w - 1) / 2) return 0;
  if (x > c - 0.5 + (w - 1) / 2) return 255;
  return ((x - (c - 0.5)) / (w - 1) + 0.5) * 255;
}

/** C.11.2.1.3.2. */
function exactByStandard(x: number, c: number, w: number): number {
  if (x <= c - w / 2) return 0;
  if (x > c + w / 2) return 255;
  return ((x - c) / w + 0.5) * 255;
}

const CT: SampleInfo = {
  depth: 16,
  channels: 1,
  slope: 1,
  intercept: -1024,
  unit: 'HU',
  range: { low: -1024, high: 3071 },
  windows: [
    { name: 'Lung', ...dicomWindow(-600, 1500, 'LINEAR') },
    { name: 'Bone', ...dicomWindow(400, 1800, 'LINEAR') },
  ],
  invert: false,
};

describe('display: window', () => {
  it("gives the numbers of the standard's examples", () => {
    // C.11.2.1.2.2: centre 2048, width 4096 over 0..4095; centre 2048, width 1 is a threshold at 2047.5.
    const wide = dicomWindow(2048, 4096, 'LINEAR');
    assert.deepEqual([wide.low, wide.high], [0, 4095]);
    assert.equal(windowFraction(0, wide), 0);
    assert.equal(windowFraction(4095, wide), 1);
    const threshold = dicomWindow(2048, 1, 'LINEAR');
    assert.deepEqual([windowFraction(2047, threshold), windowFraction(2048, threshold)], [0, 1]);
    // Centre 0, width 100: -50 and less is black, 49 and more is white.
    const small = dicomWindow(0, 100, 'LINEAR');
    assert.deepEqual(
      [-51, -50, 49, 50].map((x) => windowFraction(x, small)),
      [0, 0, 1, 1],
    );
    assert.ok(windowFraction(-49, small) > 0 && windowFraction(48, small) < 1);
  });

  it('follows LINEAR, LINEAR_EXACT and SIGMOID at every value', () => {
    const anyWindow = [fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: 2, max: 5000 })] as const;
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), ...anyWindow, (x, c, w) => {
        const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
        near(255 * windowFraction(x, dicomWindow(c, w, 'LINEAR')), linearByStandard(x, c, w));
        near(255 * windowFraction(x, dicomWindow(c, w, 'LINEAR_EXACT')), exactByStandard(x, c, w));
        near(windowFraction(x, dicomWindow(c, w, 'SIGMOID')), 1 / (1 + Math.exp((-4 * (x - c)) / w)));
      }),
    );
  });

  it("takes the user's window before the file's, and the file's before the full range", () => {
    assert.equal(shownWindow(DEFAULT_DISPLAY, CT).name, 'Lung');
    assert.equal(shownWindow({ window: { low: 1, high: 2 } }, CT).high, 2);
    assert.deepEqual(shownWindow(DEFAULT_DISPLAY, BROWSER_SAMPLES), fullWindow(BROWSER_SAMPLES));
    assert.deepEqual(
      windowPresets(CT).map(({ name }) => name),
      ['Lung', 'Bone', 'Full range'],
    );
    assert.equal(windowPresets(BROWSER_SAMPLES).length, 1);
  });
});

describe('display: window drag', () => {
  const start = { low: 100, high: 300 };

  it('widens to the right, and shows darker downwards', () => {
    assert.deepEqual(windowDrag(0, 0, start), start);
    const wide = windowDrag(100, 0, start);
    assert.ok(wide.low < 100 && wide.high > 300);
    assert.ok(Math.abs((wide.low + wide.high) / 2 - 200) < 1e-9);
    assert.ok(windowDrag(0, 50, start).low > 100);
  });

  it('never closes or turns over, and leads back to where it began', () => {
    const px = fc.integer({ min: -3000, max: 3000 });
    fc.assert(
      fc.property(px, (dx) => {
        const there = windowDrag(dx, 0, start);
        const back = windowDrag(-dx, 0, there);
        assert.ok(there.high > there.low);
        assert.ok(Math.abs(back.low - 100) < 1e-6 && Math.abs(back.high - 300) < 1e-6);
      }),
    );
  });

  it('follows the table of a file, entry by entry, and beyond its ends', () => {
    const curve = [0, 0.1, 0.1, 0.9, 1];
    const table = { low: 10, high: 14, function: 'linear', curve } as const;
    curve.forEach((brightness, i) => assert.equal(windowFraction(10 + i, table), brightness));
    assert.equal(windowFraction(12.5, table), 0.5);
    assert.deepEqual([windowFraction(-5, table), windowFraction(99, table)], [0, 1]);
  });

  it('takes the way of the window that was chosen, and stretches a table that is dragged', () => {
    const curve = [0, 0.8, 1];
    const windows = [
      { name: 'Lung', low: 0, high: 100, function: 'linear', curve },
      { name: 'Bone', low: 50, high: 60, function: 'sigmoid' },
    ] as const;
    const shown = (low: number, high: number) =>
      shownWindow({ ...DEFAULT_DISPLAY, window: { low, high } }, { ...CT, windows });
    assert.deepEqual(shown(50, 60), { name: '', low: 50, high: 60, function: 'sigmoid' });
    assert.deepEqual(shown(10, 30), { name: '', low: 10, high: 30, function: 'linear', curve });
    assert.equal(windowFraction(20, shown(10, 30)), 0.8);
  });
});
