import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ImageInput } from '../../../src/core/heads/imageInput';
import { letterbox } from '../../../src/core/heads/letterbox';
import { LETTERBOX_RGB, RESIZES } from '../../../src/core/heads/recipe';
import { floats } from '../../../src/core/heads/tensor';
import { toTensor } from '../../../src/worker/inference/preprocess';

const side = fc.integer({ min: 1, max: 12 });
const cases = fc.record({
  image: fc.record({ widthPx: side, heightPx: side }),
  size: fc.record({ widthPx: side, heightPx: side }),
  resize: fc.constantFrom(...RESIZES),
  channels: fc.constantFrom('RGB' as const, 'BGR' as const),
  layout: fc.constantFrom('NCHW' as const, 'NHWC' as const),
  type: fc.constantFrom('float32' as const, 'float16' as const, 'uint8' as const),
  stored: fc.constantFrom(1 as const, 3 as const),
  pad: fc.nat(255),
});

describe('laying pixels out as a tensor', () => {
  it('puts every value where the layout says, for every layout', () => {
    fc.assert(
      fc.property(cases, ({ image, size, resize, channels, layout, type, stored, pad }) => {
        const box = letterbox(resize, image, size);
        const { widthPx, heightPx } = box.content;
        const data = Uint8Array.from({ length: widthPx * heightPx * stored }, (_, i) => (i * 37 + 11) % 256);
        const input: ImageInput = { name: 'x', type, layout, size };
        const scale = type === 'uint8' ? 1 : 1 / 256;
        const recipe = { ...LETTERBOX_RGB, channels, resize, pad, scale };
        const tensor = toTensor({ widthPx, heightPx, channels: stored, data }, box, input, recipe);
        const values = floats(tensor);
        for (let y = 0; y < size.heightPx; y++)
          for (let x = 0; x < size.widthPx; x++)
            for (let channel = 0; channel < 3; channel++) {
              const [u, v] = [x - box.left, y - box.top];
              const inside = u >= 0 && v >= 0 && u < widthPx && v < heightPx;
              const colour = stored === 1 ? 0 : channels === 'RGB' ? channel : 2 - channel;
              const pixel = inside ? (data[(v * widthPx + u) * stored + colour] ?? NaN) : pad;
              const at =
                layout === 'NCHW'
                  ? (channel * size.heightPx + y) * size.widthPx + x
                  : (y * size.widthPx + x) * 3 + channel;
              assert.equal(values[at], pixel * scale);
            }
      }),
    );
  });
});
