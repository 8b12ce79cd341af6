import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LETTERBOX_RGB, lookupTables, TOPLEFT_BGR } from '../../../../src/core/heads/recipe';
import { floats, floatToHalf, halfToFloat, roundHalfToEven } from '../../../../src/core/heads/tensor';

describe('tensor numbers', () => {
  it('half floats survive the way there and back, all 65536 of them', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = halfToFloat(bits);
      if (Number.isNaN(value)) assert.ok(Number.isNaN(halfToFloat(floatToHalf(value))));
      else assert.equal(floatToHalf(value), bits);
    }
  });

  it('rounds to the nearest half float', () => {
    fc.assert(
      fc.property(fc.double({ min: -65000, max: 65000, noNaN: true }), (value) => {
        const bits = floatToHalf(value);
        const off = Math.abs(halfToFloat(bits) - value);
        for (const other of [bits - 1, bits + 1])
          if ((other & 0x7c00) !== 0x7c00 && other >= 0 && (other & 0x8000) === (bits & 0x8000))
            assert.ok(off <= Math.abs(halfToFloat(other) - value));
      }),
    );
  });

  it('known values', () => {
    assert.deepEqual([0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00].map(halfToFloat), [
      1,
      -2,
      65504,
      2 ** -24,
      Infinity,
    ]);
    assert.deepEqual(
      [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfToEven).map(Math.abs),
      [2, 2, 0, 0, 2, 2, 2, 3],
    );
  });

  it('reads integers and half floats as floats', () => {
    assert.deepEqual([...floats({ dims: [2], type: 'int64', data: BigInt64Array.of(3n, -4n) })], [3, -4]);
    assert.deepEqual([...floats({ dims: [1], type: 'float16', data: Uint16Array.of(0x3c00) })], [1]);
    const data = Float32Array.of(1);
    assert.equal(floats({ dims: [1], type: 'float32', data }), data);
  });

  it('normalises in the order of the channels', () => {
    const recipe = { ...LETTERBOX_RGB, mean: [0.1, 0.2, 0.3], std: [1, 2, 4] } as const;
    const at255 = (tables: readonly Float32Array[]): number[] =>
      tables.map((table) => Number(table[255]?.toFixed(4)));
    assert.deepEqual(at255(lookupTables(recipe)), [0.9, 0.4, 0.175]);
    assert.deepEqual(at255(lookupTables({ ...recipe, channels: 'BGR' })), [0.175, 0.4, 0.9]);
    assert.deepEqual(at255(lookupTables(TOPLEFT_BGR)), [255, 255, 255]);
  });
});
