import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cornersToImage, letterbox, toImage, toInput } from '../../../../src/core/heads/letterbox';
import { RESIZES } from '../../../../src/core/heads/recipe';

const sizeUpTo = (max: number) =>
  fc.record({ widthPx: fc.integer({ min: 1, max }), heightPx: fc.integer({ min: 1, max }) });
const boxes = fc
  .tuple(fc.constantFrom(...RESIZES), sizeUpTo(20_000), sizeUpTo(1280))
  .map(([resize, image, input]) => ({ resize, image, input, box: letterbox(resize, image, input) }));

describe('letterbox', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(
        boxes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ box, image }, u, v) => {
          const point = [u * image.widthPx, v * image.heightPx] as const;
          const back = toImage(box, ...toInput(box, ...point));
          back.forEach((value, i) => assert.ok(Math.abs(value - (point[i] ?? NaN)) < 1e-6));
        },
      ),
    );
  });

  it('keeps the picture inside the input, touching both ends of one axis', () => {
    fc.assert(
      fc.property(boxes, ({ box, image, input }) => {
        const [left, top] = toInput(box, 0, 0);
        const [right, bottom] = toInput(box, image.widthPx, image.heightPx);
        assert.ok(left >= 0 && top >= 0 && right <= input.widthPx + 1e-9 && bottom <= input.heightPx + 1e-9);
        const fills = box.content.widthPx === input.widthPx || box.content.heightPx === input.heightPx;
        assert.ok(fills);
      }),
    );
  });

  it('keeps the ratio to within a pixel unless it stretches', () => {
    fc.assert(
      fc.property(boxes, ({ resize, box, image, input }) => {
        if (resize === 'stretch') return assert.deepEqual(box.content, input);
        const ratio = Math.min(input.widthPx / image.widthPx, input.heightPx / image.heightPx);
        assert.ok(Math.abs(box.content.widthPx - Math.max(1, image.widthPx * ratio)) <= 0.5 + 1e-6);
        assert.ok(Math.abs(box.content.heightPx - Math.max(1, image.heightPx * ratio)) <= 0.5 + 1e-6);
      }),
    );
  });

  it('pads as Ultralytics does: half to even, the odd pixel right and below', () => {
    const input = { widthPx: 640, heightPx: 640 };
    const at = (widthPx: number, heightPx: number) => {
      const { content, left, top } = letterbox('letterbox', { widthPx, heightPx }, input);
      return [content.widthPx, content.heightPx, left, top];
    };
    assert.deepEqual(at(1920, 1080), [640, 360, 0, 140]);
    assert.deepEqual(at(810, 1080), [480, 640, 80, 0]);
    assert.deepEqual(at(1000, 333), [640, 213, 0, 213]);
    assert.deepEqual(at(1280, 721), [640, 360, 0, 140]);
    assert.deepEqual(at(1280, 723), [640, 362, 0, 139]);
  });

  it('clips to the image and drops what lies in the padding', () => {
    const box = letterbox('letterbox', { widthPx: 1920, heightPx: 1080 }, { widthPx: 640, heightPx: 640 });
    assert.deepEqual(cornersToImage(box, [-10, 130, 320, 320]), [0, 0, 960, 540]);
    assert.equal(cornersToImage(box, [10, 10, 100, 139]), undefined);
  });
});
