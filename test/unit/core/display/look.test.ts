import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_DISPLAY, COLORMAPS, type DisplaySettings } from '../../../../src/core/display/display';
import { colormapTable } from '../../../../src/core/display/colormap';
import { pictureLook } from '../../../../src/core/display/look';
import { BROWSER_SAMPLES, type SampleGrid, type SampleInfo } from '../../../../src/core/display/samples';
import { dicomWindow } from '../../../../src/core/display/window';

const PLACE = { u: 0, v: 0, du: 0, dv: 0 };
const CT: SampleInfo = {
  depth: 16,
  channels: 1,
  slope: 1,
  intercept: -1024,
  range: { low: -1024, high: 3071 },
  windows: [{ name: 'Lung', ...dicomWindow(-600, 1500, 'LINEAR') }],
  invert: false,
};

function shown(
  display: Partial<DisplaySettings>,
  samples: SampleInfo,
  data: number[],
  overview?: SampleGrid,
): number[] {
  const { channels, depth } = samples;
  const array = depth === 8 ? Uint8ClampedArray.from(data) : Uint16Array.from(data);
  const widthPx = data.length / channels;
  const rgba = new Uint8ClampedArray(4 * widthPx);
  const look = pictureLook({ ...DEFAULT_DISPLAY, ...display }, samples, overview);
  look.apply({ data: array, channels, widthPx, heightPx: 1 }, rgba, PLACE);
  return [...rgba];
}

const red = (rgba: number[]): number[] => rgba.filter((_, i) => i % 4 === 0);

describe('display: look', () => {
  it('shows Hounsfield units through a lung window, and MONOCHROME1 the other way round', () => {
    // -1350 black, 149 white; -600.5 is the middle.
    const samples = [0, 24, 424, 1173, 1174, 4095];
    const expected = [55, 60, 128, 255, 255, 255];
    const grey = red(shown({}, CT, samples));
    samples.forEach((sample, i) => {
      const byHand = Math.round(255 * Math.min(1, Math.max(0, (sample - 1024 + 1350) / 1499)));
      assert.equal(grey[i], byHand);
      assert.ok(Math.abs((expected[i] ?? 0) - byHand) <= 1);
    });
    assert.deepEqual(
      red(shown({}, { ...CT, invert: true }, samples)),
      grey.map((value) => 255 - value),
    );
  });

  it('leaves a plain 8-bit picture alone, and knows it', () => {
    const pixels = [1, 2, 3, 255, 200, 100, 50, 128];
    assert.deepEqual(shown({}, BROWSER_SAMPLES, pixels), pixels);
    assert.ok(pictureLook(DEFAULT_DISPLAY, BROWSER_SAMPLES).isPlain);
    for (const change of [
      { brightness: 0.1 },
      { invert: true },
      { clahe: true },
      { channel: 'red' },
    ] as const)
      assert.ok(!pictureLook({ ...DEFAULT_DISPLAY, ...change }, BROWSER_SAMPLES).isPlain);
    assert.ok(!pictureLook(DEFAULT_DISPLAY, { ...BROWSER_SAMPLES, invert: true }).isPlain);
    const stretched = { ...DEFAULT_DISPLAY, window: { low: 10, high: 200 } };
    assert.ok(!pictureLook(stretched, BROWSER_SAMPLES).isPlain);
    const windowed = {
      ...BROWSER_SAMPLES,
      windows: [{ name: '', low: 0, high: 99, function: 'linear' }],
    } as const;
    assert.ok(!pictureLook(DEFAULT_DISPLAY, windowed).isPlain);
  });

  it('inverts, chooses a channel, and keeps what is seen through', () => {
    assert.deepEqual(shown({ invert: true }, BROWSER_SAMPLES, [0, 100, 255, 77]), [255, 155, 0, 77]);
    assert.deepEqual(shown({ channel: 'green' }, BROWSER_SAMPLES, [0, 100, 255, 77]), [100, 100, 100, 77]);
    assert.deepEqual(shown({ channel: 'alpha' }, BROWSER_SAMPLES, [0, 100, 255, 77]), [77, 77, 77, 255]);
    assert.deepEqual(
      shown({ channel: 'luminance' }, BROWSER_SAMPLES, [255, 255, 255, 255]).slice(0, 1),
      [255],
    );
    const rgb16 = { ...CT, channels: 3, intercept: 0, range: { low: 0, high: 65535 }, windows: [] } as const;
    assert.deepEqual(shown({}, rgb16, [0, 32896, 65535]), [0, 128, 255, 255]);
    assert.deepEqual(shown({ channel: 'blue' }, rgb16, [0, 32896, 65535]), [255, 255, 255, 255]);
  });

  it('lifts mid-greys by gamma and leaves the ends', () => {
    const grey = red(
      shown({ gamma: 2 }, BROWSER_SAMPLES, [0, 0, 0, 255, 64, 64, 64, 255, 255, 255, 255, 255]),
    );
    assert.deepEqual(grey, [0, Math.round(255 * Math.sqrt(64 / 255)), 255]);
  });

  it('keeps the order of brightness for every setting', () => {
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    const gamma = fc.double({ min: 0.1, max: 5, noNaN: true });
    const sample = fc.integer({ min: 0, max: 65535 });
    fc.assert(
      fc.property(
        unit,
        unit,
        gamma,
        fc.boolean(),
        sample,
        sample,
        (brightness, contrast, g, invert, a, b) => {
          const display = { brightness, contrast, gamma: g, invert };
          const [dark = 0, bright = 0] = red(shown(display, CT, [Math.min(a, b), Math.max(a, b)]));
          assert.ok(invert ? dark >= bright : dark <= bright);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('colours greys, and colour pictures by their luminance', () => {
    const table = colormapTable('inferno');
    const full = { ...CT, intercept: 0, range: { low: 0, high: 65535 }, windows: [] };
    assert.deepEqual(shown({ colormap: 'inferno' }, full, [0]).slice(0, 3), [...table.slice(0, 3)]);
    assert.deepEqual(shown({ colormap: 'inferno' }, full, [65535]).slice(0, 3), [...table.slice(-3)]);
    const white = shown({ colormap: 'inferno' }, BROWSER_SAMPLES, [255, 255, 255, 255]);
    assert.deepEqual(white.slice(0, 3), [...table.slice(-3)]);
  });

  it('grows in lightness along the maps that promise it', () => {
    for (const name of COLORMAPS.filter((each) => each !== 'turbo')) {
      const table = colormapTable(name);
      const light = Array.from({ length: 256 }, (_, i) => {
        const [r = 0, g = 0, b = 0] = table.subarray(3 * i);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      });
      assert.ok(
        light.every((value, i) => i === 0 || value >= (light[i - 1] ?? 0) - 0.5),
        name,
      );
    }
  });

  it('spreads a flat picture over more levels when it is equalized, and colours alike', () => {
    const side = 96;
    const data = Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : 100 + ((i >> 2) % 20),
    );
    const overview: SampleGrid = { data, channels: 4, widthPx: side, heightPx: side };
    const look = pictureLook({ ...DEFAULT_DISPLAY, clahe: true }, BROWSER_SAMPLES, overview);
    const rgba = new Uint8ClampedArray(data.length);
    look.apply(overview, rgba, { u: 0.5 / side, v: 0.5 / side, du: 1 / side, dv: 1 / side });
    const values = red([...rgba]);
    assert.ok(Math.max(...values) - Math.min(...values) > 40, 'contrast doubles at least');
    for (let i = 0; i < rgba.length; i += 4) assert.ok(rgba[i] === rgba[i + 1] && rgba[i] === rgba[i + 2]);
  });
});
