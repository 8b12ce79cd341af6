import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Detection } from '../../../../src/core/heads/head';
import { iou, nms } from '../../../../src/core/heads/nms';

const detection = fc.record({
  classIndex: fc.integer({ min: 0, max: 2 }),
  score: fc.integer({ min: 0, max: 10 }).map((n) => n / 10),
  box: fc
    .tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
    .map(([x, y, w, h]): Detection['box'] => [x, y, x + w, y + h]),
});
const detections = fc.array(detection, { maxLength: 25 });

/** By counting whole pixels. */
function iouByPixels(a: Detection['box'], b: Detection['box']): number {
  const inside = (box: Detection['box'], x: number, y: number): boolean =>
    x >= box[0] && x < box[2] && y >= box[1] && y < box[3];
  let [common, either] = [0, 0];
  for (let y = 0; y < 75; y++)
    for (let x = 0; x < 75; x++) {
      const [inA, inB] = [inside(a, x, y), inside(b, x, y)];
      if (inA && inB) common++;
      if (inA || inB) either++;
    }
  return common / either;
}

describe('nms', () => {
  it('measures overlap as pixels do', () => {
    fc.assert(
      fc.property(detection, detection, (a, b) =>
        assert.ok(Math.abs(iou(a.box, b.box) - iouByPixels(a.box, b.box)) < 1e-12),
      ),
    );
  });

  it('keeps no two of a class that overlap too much, and drops nothing without a reason', () => {
    fc.assert(
      fc.property(detections, (list) => {
        const kept = nms(list, 0.5, 1000);
        const clash = (a: Detection, b: Detection): boolean =>
          a.classIndex === b.classIndex && iou(a.box, b.box) > 0.5;
        for (const a of kept) for (const b of kept) assert.ok(a === b || !clash(a, b));
        for (const one of list)
          assert.ok(
            kept.includes(one) || kept.some((other) => clash(one, other) && other.score >= one.score),
          );
      }),
    );
  });

  it('gives the best first, and of equals the earlier', () => {
    const at = (x: number, score: number): Detection => ({ classIndex: 0, score, box: [x, 0, x + 10, 10] });
    const [a, b, c] = [at(0, 0.5), at(1, 0.5), at(100, 0.9)];
    assert.deepEqual(nms([a, b, c], 0.5, 10), [c, a]);
    assert.deepEqual(nms([b, a, c], 0.5, 10), [c, b]);
    assert.deepEqual(nms([a, b, c], 0.5, 1), [c]);
  });
});
