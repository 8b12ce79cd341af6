import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { panoptic } from '../../../../src/core/checks/panoptic';
import { apply } from '../../../../src/core/edit/edit';
import { fillUncovered } from '../../../../src/core/edit/fillUncovered';
import { comparePaint } from '../../../../src/core/edit/order';
import { maskOfShape } from '../../../../src/core/mask/maskOfShape';
import { claimsPixels, visitPanoptic } from '../../../../src/core/mask/panoptic';
import { panopticGaps } from '../../../../src/core/mask/panopticGaps';
import { spansArea } from '../../../../src/core/mask/spans';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { boxOf } from '../../../../src/core/shapes/box';
import { kindOf } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';

const [WIDTH, HEIGHT] = [24, 16];
const rect = (x: number, y: number, width: number, height: number) =>
  polygonOf([x, y, x + width, y, x + width, y + height, x, y + height]);

function docOf(annotations: readonly Annotation[], more: Partial<AnnotationDoc> = {}): AnnotationDoc {
  const doc = emptyDoc({ file: 'a.png', widthPx: WIDTH, heightPx: HEIGHT });
  return { ...doc, annotations: annotations.toSorted(compareIds), ...more };
}

const arbitraryLayers = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `id${String(n).padStart(4, '0')}`),
    label: fc.constantFrom('sky', 'road'),
    shape: fc
      .tuple(fc.integer({ min: -4, max: 20 }), fc.integer({ min: -4, max: 14 }), fc.nat(16), fc.nat(12))
      .map(([x, y, width, height]) => rect(x, y, width + 1, height + 1)),
    order: fc.constantFrom(0, 1, 2.5),
  }),
  { selector: ({ id }) => id, maxLength: 7 },
);

const panopticSchema = { ...EMPTY_SCHEMA, panoptic: true };
const run = (doc: AnnotationDoc, schema = panopticSchema) =>
  panoptic.run({ doc, schema, image: undefined, imageExists: true, imageName: 'a.png' });

describe('a panoptic labelling', () => {
  it('gives each pixel to the annotation painted last, as asking each of them does', () => {
    fc.assert(
      fc.property(arbitraryLayers, (layers) => {
        const doc = docOf(layers);
        const owners = new Map<string, string>();
        const rivals = new Map<string, string>();
        let expectedX = 0;
        visitPanoptic(doc, 0, (row, left, right, front, rival) => {
          assert.equal(left, expectedX);
          expectedX = right === WIDTH ? 0 : right;
          for (let x = left; x < right; x++) {
            owners.set(`${x} ${row}`, front?.id ?? '');
            if (rival) rivals.set(`${x} ${row}`, rival.id);
          }
        });
        for (let y = 0; y < HEIGHT; y++)
          for (let x = 0; x < WIDTH; x++) {
            const over = layers
              .filter(({ shape }) => kindOf(shape).contains(shape, { x: x + 0.5, y: y + 0.5 }))
              .sort((a, b) => comparePaint(b, a));
            const [front, next] = over;
            assert.equal(owners.get(`${x} ${y}`), front?.id ?? '');
            assert.equal(rivals.get(`${x} ${y}`), front && front.order === next?.order ? next.id : undefined);
          }
        const { uncovered, clashes } = panopticGaps(doc, 0);
        assert.equal(spansArea(uncovered), [...owners.values()].filter((id) => id === '').length);
        assert.equal(
          clashes.reduce((sum, { pixels }) => sum + pixels, 0),
          rivals.size,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is about outlines and masks of one page, not about boxes and proposals', () => {
    const shape = rect(0, 0, 4, 4);
    const base = { label: 'sky', shape };
    assert.ok(claimsPixels({ id: 'a', ...base }));
    assert.ok(!claimsPixels({ id: 'a', ...base, proposed: true }));
    assert.ok(!claimsPixels({ id: 'a', label: 'car', shape: boxOf({ x: 0, y: 0, width: 4, height: 4 }) }));
    const doc = docOf([
      { id: 'aaaaaa', ...base },
      { id: 'bbbbbb', ...base, page: 1 },
    ]);
    assert.equal(panopticGaps(doc, 0).clashes.length, 0);
    assert.equal(spansArea(panopticGaps(doc, 1).uncovered), WIDTH * HEIGHT - 16);
  });
});

describe('the check for gaps and clashes', () => {
  const whole = { id: 'aaaaaa', label: 'sky', shape: rect(0, 0, WIDTH, HEIGHT) };
  const part = { id: 'bbbbbb', label: 'car', shape: rect(2, 3, 4, 5) };

  it('says what belongs to nobody, and where', () => {
    const doc = docOf([part], { state: 'done' });
    const [gap, ...others] = run(doc);
    assert.equal(others.length, 0);
    assert.equal(gap?.severity, 'warning');
    assert.match(gap.message, /^364 pixels \(94\.79 %\) of the image .* x 0, y 0, 24 x 16 pixels\.$/);
    assert.equal(run(docOf([part]))[0]?.severity, 'info');
    assert.deepEqual(run(docOf([])), []);
    assert.equal(run(docOf([], { state: 'done' })).length, 1);
    assert.deepEqual(run(doc, EMPTY_SCHEMA), []);
  });

  it('says who claims the same pixels, and each of its fixes ends that', () => {
    const doc = docOf([whole, part]);
    const [clash] = run(doc);
    assert.match(clash?.message ?? '', /same order and both claim 20 pixels, at x 2, y 3, 4 x 5 pixels/);
    assert.equal(clash?.fixes.length, 2);
    for (const { edit } of clash?.fixes ?? []) assert.deepEqual(run(apply(doc, edit).doc), []);
    assert.deepEqual(run(docOf([whole, { ...part, order: 1 }])), []);
  });

  it('lets a mask take the rest', () => {
    const mask = maskOfShape(rect(10, 10, 2, 2));
    assert.ok(mask);
    const doc = docOf([part, { id: 'cccccc', label: 'sky', shape: mask }], { state: 'done' });
    const edit = fillUncovered(doc, 'cccccc');
    assert.ok(typeof edit !== 'string');
    const after = apply(doc, edit).doc;
    assert.deepEqual(run(after), []);
    assert.deepEqual(
      run(doc)[0]?.fixes.map((fix) => [fix.title, fix.edit]),
      [['Give the gaps to sky cccccc', edit]],
    );
    assert.match(String(fillUncovered(after, 'cccccc')), /already/);
    assert.match(String(fillUncovered(doc, 'bbbbbb')), /Select the mask/);
  });
});
