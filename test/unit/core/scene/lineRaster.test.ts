import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineRaster } from '../../../../src/core/scene/lineRaster';

const SIZE = 40;

function drawn(width: number, draw: (raster: LineRaster) => void, color = '#ff8040'): LineRaster {
  const raster = new LineRaster();
  raster.begin(SIZE, SIZE);
  raster.use({ color, width });
  draw(raster);
  return raster;
}

const alphaAt = (raster: LineRaster, x: number, y: number): number =>
  (raster.pixels[y * SIZE + x] ?? 0) >>> 24;

const inked = (raster: LineRaster): number =>
  raster.pixels.reduce((sum, pixel) => sum + (pixel >>> 24), 0) / 255;

describe('LineRaster', () => {
  it('covers whole pixels of a line along an axis, ends included', () => {
    const raster = drawn(1, (r) => (r.moveTo(5.5, 10.5), r.lineTo(15.5, 10.5)));
    for (let x = 0; x < SIZE; x++)
      for (let y = 0; y < SIZE; y++)
        assert.equal(alphaAt(raster, x, y), y === 10 && x >= 5 && x <= 15 ? 255 : 0);
    assert.equal((raster.pixels[10 * SIZE + 8] ?? 0) >>> 0, 0xff4080ff);
  });

  it('closes a box without gaps in its corners', () => {
    const raster = drawn(
      2,
      (r) => (r.moveTo(10, 10), r.lineTo(30, 10), r.lineTo(30, 25), r.lineTo(10, 25), r.closePath()),
    );
    assert.equal(inked(raster), 22 * 17 - 18 * 13);
    assert.equal(alphaAt(raster, 9, 9), 255);
    assert.equal(alphaAt(raster, 30, 25), 255);
  });

  it('lays down as much ink as the line has area, in any direction', () => {
    const inside = fc.double({ min: 8, max: 32, noNaN: true });
    const width = fc.constantFrom(1, 2, 3);
    fc.assert(
      fc.property(inside, inside, inside, inside, width, (x0, y0, x1, y1, w) => {
        const length = Math.hypot(x1 - x0, y1 - y0);
        fc.pre(length > 4);
        const area = (length + w) * w;
        const found = inked(drawn(w, (r) => (r.moveTo(x0, y0), r.lineTo(x1, y1))));
        assert.ok(Math.abs(found - area) < 0.06 * area + 1, `${found} instead of ${area}`);
      }),
    );
  });

  it('leaves gaps in dashed lines and goes on counting around corners', () => {
    const raster = new LineRaster();
    raster.begin(SIZE, SIZE);
    raster.use({ color: '#ffffff', width: 1, dash: [3, 2] });
    raster.moveTo(5.5, 5.5);
    raster.lineTo(25.5, 5.5);
    raster.lineTo(25.5, 25.5);
    const row = Array.from({ length: 18 }, (_, i) => (alphaAt(raster, 5 + i, 5) > 0 ? '#' : '.')).join('');
    assert.match(row, /(###\.\.){3}/);
    const column = Array.from({ length: 15 }, (_, i) => (alphaAt(raster, 25, 8 + i) > 0 ? '#' : '.')).join(
      '',
    );
    assert.match(column, /###\.\.###/);
  });

  it('draws nothing outside its picture and never throws', () => {
    const anywhere = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 4, maxLength: 12 }), (numbers) => {
        const raster = drawn(2, (r) => {
          r.moveTo(numbers[0] ?? 0, numbers[1] ?? 0);
          for (let i = 2; i + 1 < numbers.length; i += 2) r.lineTo(numbers[i] ?? 0, numbers[i + 1] ?? 0);
          r.closePath();
        });
        assert.equal(raster.pixels.length, SIZE * SIZE);
      }),
    );
  });

  it('draws the same in two halves as in one piece', () => {
    const whole = drawn(2, (r) => (r.moveTo(3.2, 7.9), r.lineTo(36.1, 21.4)));
    const right = drawn(2, (r) => (r.moveTo(3.2 - 20, 7.9), r.lineTo(36.1 - 20, 21.4)));
    for (let y = 0; y < SIZE; y++)
      for (let x = 20; x < SIZE; x++)
        assert.ok(Math.abs(alphaAt(whole, x, y) - alphaAt(right, x - 20, y)) <= 1);
  });

  it('mixes where lines cross, and starts empty each time', () => {
    const raster = drawn(1, (r) => (r.moveTo(5, 5), r.lineTo(30, 18)), '#0000ff');
    raster.use({ color: '#ff0000', width: 1 });
    raster.moveTo(5, 18);
    raster.lineTo(30, 5);
    const crossing = raster.pixels[11 * SIZE + 17] ?? 0;
    assert.ok(crossing >>> 24 > 200);
    assert.ok((crossing & 255) > 100, 'red lies on top');
    raster.begin(SIZE, SIZE);
    assert.equal(inked(raster), 0);
  });

  it('straightens curves to their end point', () => {
    const raster = drawn(1, (r) => (r.moveTo(5, 30), r.bezierCurveTo(5, 5, 35, 5, 35, 30)));
    assert.ok(alphaAt(raster, 20, 11) > 100, 'its top');
    assert.ok(alphaAt(raster, 34, 28) + alphaAt(raster, 35, 28) > 150, 'its end');
  });

  it('draws a ring as the path of its points', () => {
    const coordinate = fc.double({ min: -20, max: 60, noNaN: true });
    const ring = fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 9 })
      .map((all) => all.flat());
    fc.assert(
      fc.property(ring, (points) => {
        const place = { scale: 0.5, x: 3.25, y: -2 };
        const at = (i: number): [number, number] => [
          (points[i] ?? 0) * place.scale + place.x,
          (points[i + 1] ?? 0) * place.scale + place.y,
        ];
        const path = drawn(1, (r) => {
          r.moveTo(...at(0));
          for (let i = 2; i < points.length; i += 2) r.lineTo(...at(i));
          r.closePath();
        });
        assert.deepEqual(drawn(1, (r) => r.traceRing(points, place, 0)).pixels, path.pixels);
      }),
    );
  });

  it('leaves out the points of a ring that are nearer than a step', () => {
    const place = { scale: 1, x: 0, y: 0 };
    const few = drawn(1, (r) => r.traceRing([5, 5, 6, 5.5, 30, 5, 30, 30], place, 4));
    assert.deepEqual(few.pixels, drawn(1, (r) => r.traceRing([5, 5, 30, 5, 30, 30], place, 0)).pixels);
  });

  it('mixes with what is opaque by shares of each colour', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const color = fc.tuple(channel, channel, channel);
    const hex = (all: readonly number[]): string =>
      `#${all.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    fc.assert(
      fc.property(color, color, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (below, above, part) => {
        fc.pre(hex(below) !== hex(above));
        const raster = drawn(1, (r) => (r.moveTo(2.5, 8.5), r.lineTo(20.5, 8.5)), hex(below));
        raster.use({ color: hex(above), width: 1 });
        raster.moveTo(2.5, 8.5 + part);
        raster.lineTo(20.5, 8.5 + part);
        const alpha = Math.floor((1 - part) * 255 + 0.5);
        const expected = below.map((value, i) => value + (((above[i] ?? 0) - value) * alpha) / 255);
        const pixel = raster.pixels[8 * SIZE + 10] ?? 0;
        assert.equal(pixel >>> 24, 255);
        expected.forEach((value, i) => assert.ok(Math.abs(((pixel >>> (8 * i)) & 255) - value) <= 1.01));
      }),
    );
  });
});
