import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBrush, encodeBrush } from '../../../../../src/core/formats/labelStudio/brush';
import { valueOf } from '../../../../../src/core/formats/labelStudio/valueOf';
import { VALUE_READERS } from '../../../../../src/core/formats/labelStudio/values';
import { fillRings } from '../../../../../src/core/mask/fillRings';
import { maskOfSpans, spansOfMask } from '../../../../../src/core/mask/rle';
import { spansOfRect } from '../../../../../src/core/mask/spans';
import { cornersOf } from '../../../../../src/core/shapes/rotatedBox';
import type { Shape } from '../../../../../src/core/shapes/index';

const SIZE = { widthPx: 200, heightPx: 100 };

function read(kind: string, value: object, size = SIZE): Shape {
  const made = VALUE_READERS.get(kind)?.(JSON.parse(JSON.stringify(value)), size);
  assert.ok(made && typeof made !== 'string', String(made));
  return made.shape;
}

/** Numbers to nine decimals. */
function near(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each) => (typeof each === 'number' ? Math.round(each * 1e9) / 1e9 : each)),
  );
}

describe('Label Studio: values', () => {
  it('turns a rectangle about its top left corner, in pixels', () => {
    const shape = read('rectangle', { x: 50, y: 50, width: 10, height: 40, rotation: 90 });
    assert.ok(shape.kind === 'rotatedBox');
    // (100, 50) is the pivot; 20 px wide and 40 px high, turned clockwise: down, and to the left.
    assert.deepEqual(near(cornersOf(shape)), [100, 50, 100, 70, 60, 70, 60, 50]);
    assert.deepEqual(near(valueOf(shape, 'rectangle', SIZE)), {
      x: 50,
      y: 50,
      width: 10,
      height: 40,
      rotation: 90,
    });
  });

  it('has corners where the reference says for any angle', () => {
    const [x, y, w, h, degrees] = [40, 30, 60, 20, 30];
    const shape = read('rectangle', { x: x / 2, y, width: w / 2, height: h, rotation: degrees });
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    assert.ok(shape.kind === 'rotatedBox');
    assert.deepEqual(
      near(cornersOf(shape)),
      near([
        x,
        y,
        x + w * cos,
        y + w * sin,
        x + w * cos - h * sin,
        y + w * sin + h * cos,
        x - h * sin,
        y + h * cos,
      ]),
    );
  });

  it('reads ellipses about their centre, radii by their own sides', () => {
    assert.deepEqual(read('ellipse', { x: 50, y: 50, radiusX: 10, radiusY: 10, rotation: 350 }), {
      kind: 'ellipse',
      cx: 100,
      cy: 50,
      rx: 20,
      ry: 10,
      angle: 350,
    });
  });

  it('reads vectors: lines, closed ones, curves, and nothing that branches', () => {
    const vertex = (i: number, x: number, y: number, more: object = {}) => ({
      id: `v${i}`,
      prevPointId: i > 0 ? `v${i - 1}` : null,
      x,
      y,
      isBezier: false,
      ...more,
    });
    assert.deepEqual(read('vector', { vertices: [vertex(0, 0, 0), vertex(1, 50, 50)], closed: false }), {
      kind: 'polyline',
      points: [0, 0, 100, 50],
    });
    const closed = read('vector', {
      vertices: [vertex(0, 0, 0), vertex(1, 50, 50), vertex(2, 0, 50)],
      closed: true,
    });
    assert.deepEqual(closed, { kind: 'polygon', rings: [[0, 0, 100, 50, 0, 50]] });
    const curve = read('vector', {
      vertices: [
        vertex(0, 0, 0, { isBezier: true, controlPoint1: { x: 0, y: 0 }, controlPoint2: { x: 10, y: 0 } }),
        vertex(1, 50, 0),
      ],
      closed: false,
    });
    assert.deepEqual(curve, {
      kind: 'spline',
      closed: false,
      anchors: [
        { x: 0, y: 0, inX: 0, inY: 0, outX: 20, outY: 0 },
        { x: 100, y: 0, inX: 70, inY: 0, outX: 100, outY: 0 },
      ],
    });
    const branched = VALUE_READERS.get('vector')?.(
      { vertices: [vertex(0, 0, 0), vertex(1, 1, 1), { ...vertex(2, 2, 2), prevPointId: 'v0' }] },
      SIZE,
    );
    assert.match(String(branched), /branches/);
  });

  it('says what is wrong with values', () => {
    for (const [kind, value] of [
      ['rectangle', { x: 1, y: 2, width: 'a', height: 3 }],
      ['rectangle', { x: 1, y: 2, width: -1, height: 3 }],
      ['polygon', { points: [[1]] }],
      ['polygon', { points: 5 }],
      ['keypoint', { x: null, y: 2 }],
      ['brush', { rle: [0, 0, 0, 4] }],
      ['brush', { rle: 'x' }],
      ['bitmask', { imageDataURL: 'data:image/png;base64,AAAA' }],
      ['vector', { vertices: [{ x: 1 }] }],
    ] as const)
      assert.equal(
        typeof VALUE_READERS.get(kind)?.(value, SIZE),
        'string',
        `${kind} ${JSON.stringify(value)}`,
      );
  });
});

describe('Label Studio: brush', () => {
  const ONE_OF_SIX = [0, 0, 0, 24, 57, 27, 253, 240, 8, 255, 227, 0, 0];
  const DIAGONAL = [0, 0, 0, 16, 57, 27, 252, 96, 19, 255, 198, 0];
  const NOTHING = [0, 0, 0, 64, 57, 27, 254, 63, 0, 0];

  function maskOf(rle: readonly number[], widthPx: number, heightPx: number): unknown {
    const brush = decodeBrush(rle, widthPx, heightPx);
    assert.ok(typeof brush !== 'string', String(brush));
    return brush.mask;
  }

  it('decodes what the reference encoder made', () => {
    assert.deepEqual(maskOf(ONE_OF_SIX, 3, 2), {
      kind: 'mask',
      x: 1,
      y: 1,
      widthPx: 1,
      heightPx: 1,
      runs: '01',
    });
    assert.deepEqual(
      maskOf(DIAGONAL, 2, 2),
      maskOfSpans(spansOfMask({ kind: 'mask', x: 0, y: 0, widthPx: 2, heightPx: 2, runs: '121' })),
    );
    assert.equal(maskOf(NOTHING, 4, 4), undefined);
  });

  it('encodes to what decodes to the same', () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(
        size,
        fc.array(fc.boolean(), { minLength: 1600, maxLength: 1600 }),
        ([width, height], bits) => {
          const rings = bits.slice(0, width * height).flatMap((bit, i) => {
            const [x, y] = [i % width, Math.floor(i / width)];
            return bit ? [[x, y, x + 1, y, x + 1, y + 1, x, y + 1]] : [];
          });
          const mask = maskOfSpans(fillRings(rings.slice(0, 60), { x: 0, y: 0, width, height }));
          if (!mask) return;
          assert.deepEqual(maskOf(encodeBrush(mask, width, height), width, height), mask);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('splits runs that are longer than 65,536 values', () => {
    const mask = maskOfSpans(spansOfRect({ x: 0, y: 0, width: 300, height: 300 }));
    assert.ok(mask);
    assert.deepEqual(maskOf(encodeBrush(mask, 300, 301), 300, 301), mask);
  });

  it('refuses a brush of another size, and one that breaks off', () => {
    assert.match(String(decodeBrush(ONE_OF_SIX, 3, 3)), /6 pixels/);
    assert.match(String(decodeBrush(ONE_OF_SIX.slice(0, 6), 3, 2)), /breaks off/);
  });
});
