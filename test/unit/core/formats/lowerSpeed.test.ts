import assert from 'node:assert/strict';
import type { LabeledImage, LabelSet } from '../../../../src/core/formats/labelSet';
import { lowered } from '../../../../src/core/formats/lower';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { HOLDS_ALL } from '../../../helpers/holdings';
import { ListReport } from '../../../helpers/listReport';

const IMAGES = 20_000;
const EACH = 8;

function manyBoxes(): LabelSet {
  const images = Array.from({ length: IMAGES }, (_, i): LabeledImage => {
    const annotations = Array.from({ length: EACH }, (__, k) => ({
      id: `a0000${k}`,
      label: 'car',
      shape: { kind: 'box' as const, x: k, y: k, width: 10, height: 10 },
      extra: { coco: { id: i * EACH + k } },
    }));
    const image = { file: `${i}.jpg`, widthPx: 640, heightPx: 480 };
    return { path: `${i}.jpg`, labelled: true, doc: { image, tags: [], annotations, kept: [] } };
  });
  return { schema: EMPTY_SCHEMA, imageCount: IMAGES, images };
}

function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe('lowering 160,000 boxes that lose nothing', () => {
  it('takes no longer than to write them as JSON, and makes no new images', function () {
    this.timeout(20_000);
    const set = manyBoxes();
    const holds = { ...HOLDS_ALL, flags: [], fields: [] };
    const report = new ListReport();
    const walk = () => {
      let same = 0;
      const given = set.images[Symbol.iterator]();
      for (const image of lowered(set, holds, report, { family: 'voc' }).images)
        if (given.next().value === image) same++;
      assert.equal(same, IMAGES);
    };
    const jsonMs = timeMs(() => assert.ok(JSON.stringify([...set.images]).length > 0));
    const loweredMs = Math.min(...[1, 2, 3].map(() => timeMs(walk)));
    assert.ok(loweredMs < jsonMs, `${loweredMs} ms beside ${jsonMs} ms for JSON`);
    assert.deepEqual(report.losses, []);
  });
});
