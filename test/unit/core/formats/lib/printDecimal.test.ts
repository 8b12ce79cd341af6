import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printDecimal } from '../../../../../src/core/formats/lib/printDecimal';

describe('printing of decimals', () => {
  const same = (value: number): void => assert.equal(printDecimal(value), String(value));

  it('is what String prints, for hundredths', () => {
    for (let cents = 0; cents < 20_000; cents++) same(cents / 100);
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), (n) => same(n / 100)),
      { numRuns: 5000 },
    );
  });

  it('is what String prints, for any number', () => {
    fc.assert(fc.property(fc.double(), same), { numRuns: 5000 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (n) => same(Math.round(n * 1000) / 1000)),
    );
    [NaN, Infinity, -Infinity, -0, 1e7, 9_999_999.99, 0.1 + 0.2, 1e-7, 5e-324].forEach(same);
  });
});
