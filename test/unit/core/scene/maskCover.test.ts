import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spansOfRuns } from '../../../../src/core/mask/rle';
import { hasPixel, type Spans } from '../../../../src/core/mask/spans';
import { coveredRect, MaskCoverer } from '../../../../src/core/scene/maskCover';
import { tintMask } from '../../../../src/core/scene/maskTint';

const spans: fc.Arbitrary<Spans> = fc
  .record({
    x: fc.integer({ min: -5, max: 20 }),
    y: fc.integer({ min: -5, max: 20 }),
    widthPx: fc.integer({ min: 1, max: 12 }),
    bits: fc.array(fc.boolean(), { minLength: 1, maxLength: 100 }),
  })
  .map(({ x, y, widthPx, bits }) => {
    const heightPx = Math.ceil(bits.length / widthPx);
    const runs: number[] = [0];
    let isOne = false;
    for (const bit of bits) {
      if (bit !== isOne) runs.push(0);
      isOne = bit;
      runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    }
    return spansOfRuns(runs, { x, y, widthPx, heightPx });
  });

const rect = fc.record({
  x: fc.integer({ min: -20, max: 40 }),
  y: fc.integer({ min: -20, max: 40 }),
  width: fc.integer({ min: 1, max: 30 }),
  height: fc.integer({ min: 1, max: 30 }),
});

/** The share of a square of the image plane that is set, pixel by pixel. */
function share(mask: Spans, left: number, top: number, side: number): number {
  let sum = 0;
  for (let y = Math.floor(top); y < top + side; y++)
    for (let x = Math.floor(left); x < left + side; x++) {
      const across = Math.min(x + 1, left + side) - Math.max(x, left);
      const down = Math.min(y + 1, top + side) - Math.max(y, top);
      if (across > 0 && down > 0 && hasPixel(mask, x, y)) sum += across * down;
    }
  return sum / (side * side);
}

describe('the cover of a mask', () => {
  it('is the share of each pixel when zoomed out', () => {
    const scale = fc.double({ min: 0.1, max: 1.99, noNaN: true });
    fc.assert(
      fc.property(spans, scale, rect, (mask, s, r) => {
        const { values } = new MaskCoverer().cover(mask, s, r);
        for (let y = 0; y < r.height; y++)
          for (let x = 0; x < r.width; x++) {
            const wanted = 255 * share(mask, (r.x + x) / s, (r.y + y) / s, 1 / s);
            const found = values[y * r.width + x] ?? NaN;
            assert.ok(Math.abs(found - wanted) <= 1.01, `(${x}, ${y}): ${found} instead of ${wanted}`);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('is the nearest pixel when zoomed in', () => {
    const scale = fc.double({ min: 2, max: 9, noNaN: true });
    fc.assert(
      fc.property(spans, scale, rect, (mask, s, r) => {
        const { values } = new MaskCoverer().cover(mask, s, r);
        for (let y = 0; y < r.height; y++)
          for (let x = 0; x < r.width; x++) {
            const [column, row] = [(r.x + x + 0.5) / s, (r.y + y + 0.5) / s];
            // A pixel whose middle lies on a border may fall to either side.
            if (Math.abs(column - Math.round(column)) < 1e-9) continue;
            const wanted = hasPixel(mask, Math.floor(column), Math.floor(row)) ? 255 : 0;
            assert.equal(values[y * r.width + x], wanted);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('lies within the rectangle that is found without looking at pixels', () => {
    fc.assert(
      fc.property(spans, fc.constantFrom(0.13, 0.4, 1, 1.7, 3.3), rect, (mask, s, r) => {
        const part = coveredRect(mask, s, r);
        const { values } = new MaskCoverer().cover(mask, s, r);
        values.forEach((value, i) => {
          const [x, y] = [r.x + (i % r.width), r.y + Math.floor(i / r.width)];
          const isIn =
            part && x >= part.x && y >= part.y && x < part.x + part.width && y < part.y + part.height;
          assert.ok(value === 0 || isIn, `(${x}, ${y}) is covered and outside of ${JSON.stringify(part)}`);
        });
      }),
    );
  });

  it('does not depend on where the picture is cut', () => {
    fc.assert(
      fc.property(spans, fc.constantFrom(0.3, 1, 1.7, 3.3), rect, (mask, s, r) => {
        const whole = new MaskCoverer().cover(mask, s, { x: -30, y: -30, width: 120, height: 120 }).values;
        const { values } = new MaskCoverer().cover(mask, s, r);
        for (let y = 0; y < r.height; y++)
          for (let x = 0; x < r.width; x++) {
            const other = whole[(r.y + y + 30) * 120 + r.x + x + 30] ?? NaN;
            assert.ok(Math.abs((values[y * r.width + x] ?? NaN) - other) <= 1);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a tinted mask', () => {
  const look = { color: '#102030', fillOpacity: 0.5, edgeColor: '#ffffff', edgePx: 1, dashed: false };
  /** 6 x 6 pixels, those within 1 of the border empty. */
  const values = Uint8Array.from({ length: 36 }, (_, i) => {
    const [x, y] = [i % 6, Math.floor(i / 6)];
    return x > 0 && x < 5 && y > 0 && y < 5 ? 255 : 0;
  });
  const cover = { rect: { x: 0, y: 0, width: 6, height: 6 }, values };

  it('has a border inside, the fill within and nothing outside', () => {
    const pixels = new Int32Array(16);
    tintMask(pixels, cover, { margin: 1, width: 4 }, look);
    assert.equal((pixels[0] ?? 0) >>> 0, 0xffffffff);
    assert.equal((pixels[5] ?? 0) >>> 0, 0x80302010);
  });

  it('has only the fill without a border', () => {
    const pixels = new Int32Array(16);
    tintMask(pixels, cover, { margin: 1, width: 4 }, { ...look, edgePx: 0 });
    assert.ok(pixels.every((pixel) => pixel >>> 0 === 0x80302010));
  });

  it('shows what is covered by little faintly, and no border around what is cut off', () => {
    const thin = { rect: { x: 0, y: 0, width: 3, height: 3 }, values: new Uint8Array(9).fill(20) };
    const pixels = new Int32Array(1);
    tintMask(pixels, thin, { margin: 1, width: 1 }, look);
    assert.equal((pixels[0] ?? 0) >>> 24, 10);
    const full = { rect: { x: 0, y: 0, width: 3, height: 3 }, values: new Uint8Array(9).fill(255) };
    tintMask(pixels, full, { margin: 1, width: 1 }, look);
    assert.equal((pixels[0] ?? 0) >>> 24, 128);
  });

  it('is the same whether four pixels are looked at at once or each by itself', () => {
    const rect = { x: -4, y: -4, width: 40, height: 30 };
    const anyLook = fc.record({
      ...{ color: fc.constant('#102030'), edgeColor: fc.constant('#ffffff'), fillOpacity: fc.constant(0.5) },
      edgePx: fc.integer({ min: 0, max: 4 }),
      dashed: fc.boolean(),
    });
    fc.assert(
      fc.property(spans, fc.constantFrom(0.4, 1, 3, 7), anyLook, (mask, s, each) => {
        const { values } = new MaskCoverer().cover(mask, s, rect);
        const quick = new Int32Array(31 * 22);
        tintMask(quick, { rect, values }, { margin: 4, width: 31 }, each);
        const wide = { ...rect, width: 41 };
        const slow = new Int32Array(31 * 22);
        tintMask(slow, new MaskCoverer().cover(mask, s, wide), { margin: 4, width: 31 }, each);
        assert.deepEqual(quick, slow);
      }),
    );
  });
});
