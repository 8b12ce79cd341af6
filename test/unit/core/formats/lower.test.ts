import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../../../src/core/annotation/document';
import type { Holds } from '../../../../src/core/formats/holds';
import type { LabeledImage, LabelSet } from '../../../../src/core/formats/labelSet';
import { lowered, type LowerOptions } from '../../../../src/core/formats/lower';
import { uniteAll } from '../../../../src/core/mask/combine';
import { spansOfShape } from '../../../../src/core/mask/maskOfShape';
import { maskOfSpans } from '../../../../src/core/mask/rle';
import { spansArea, spansOfRect } from '../../../../src/core/mask/spans';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { kindOf, SHAPE_KINDS, type Shape } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { arbitraryDoc, arbitraryShape } from '../../../helpers/arbitrary';
import { EVERY_FACT, EVERY_KIND, EVERY_SHAPE } from '../../../helpers/everyKind';
import { HOLDS_ALL } from '../../../helpers/holdings';
import { ListReport } from '../../../helpers/listReport';

const BOXES_ONLY: Holds = {
  ...HOLDS_ALL,
  shapes: { ...HOLDS_ALL.shapes, ...all('box') },
};

function all(to: Shape['kind'] | undefined): Record<Shape['kind'], Shape['kind'] | undefined> {
  return Object.fromEntries(SHAPE_KINDS.map((kind) => [kind, to])) as Record<
    Shape['kind'],
    Shape['kind'] | undefined
  >;
}

function docOf(annotations: readonly Annotation[], more: Partial<AnnotationDoc> = {}): AnnotationDoc {
  return {
    image: { file: 'a.png', widthPx: 640, heightPx: 480 },
    tags: [],
    annotations: [...annotations].sort(compareIds),
    kept: [],
    ...more,
  };
}

function setOf(doc: AnnotationDoc, image: Partial<LabeledImage> = {}): LabelSet {
  const only = { path: 'x/a.png', labelled: true, doc, ...image };
  return { schema: EMPTY_SCHEMA, imageCount: 1, images: [only] };
}

function lower(doc: AnnotationDoc, holds: Holds, options: LowerOptions = {}) {
  const report = new ListReport();
  const [image] = [...lowered(setOf(doc), holds, report, options).images];
  assert.ok(image);
  return { doc: image.doc, shapes: image.doc.annotations.map(({ shape }) => shape), report };
}

function one(shape: Shape): AnnotationDoc {
  return docOf([{ id: 'a00000', label: 'thing', shape }]);
}

const withShapes = (shapes: Partial<Holds['shapes']>, more: Partial<Holds> = {}): Holds => ({
  ...HOLDS_ALL,
  shapes: { ...HOLDS_ALL.shapes, ...shapes },
  ...more,
});

describe('lowered', () => {
  it('passes what loses nothing as the same object', () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        const { doc: out, report } = lower(doc, HOLDS_ALL);
        assert.equal(out, doc);
        assert.deepEqual(report.losses, []);
      }),
    );
  });

  it('passes annotations that lose nothing untouched beside others that do', () => {
    const { doc } = lower(docOf(EVERY_KIND), withShapes({ mask: 'polygon' }));
    const same = doc.annotations.filter((annotation) => EVERY_KIND.includes(annotation));
    assert.equal(same.length, EVERY_KIND.length - 1);
  });

  it('brings every shape to a box with its bounds', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const [box] = lower(one(shape), BOXES_ONLY).shapes;
        const { x, y, width, height } = kindOf(shape).bounds(shape);
        const isFlat = width === 0 || height === 0;
        assert.deepEqual(
          box,
          isFlat && shape.kind !== 'box' ? undefined : { kind: 'box', x, y, width, height },
        );
      }),
    );
  });

  it('leaves nothing of a kind that is not held, for every wish', () => {
    fc.assert(
      fc.property(arbitraryDoc, fc.constantFrom(...SHAPE_KINDS, undefined), (doc, to) => {
        const shapes = { ...all(to), ...(to && { [to]: to }) };
        const {
          shapes: out,
          report,
          doc: after,
        } = lower(doc, withShapes(shapes, { holes: false, parts: false }));
        assert.ok(out.every(({ kind }) => kind === to));
        const kept = new Set(after.annotations.map(({ id }) => id));
        const gone = doc.annotations.filter(({ id, shape }) => !kept.has(id) || shape.kind !== to).length;
        const counted = report.losses
          .filter(
            ({ code }) => /-to-|-without-|^(?!page|links).*-dropped$/.test(code) && !code.startsWith('holes'),
          )
          .reduce((sum, { count }) => sum + count, 0);
        assert.equal(counted, gone);
      }),
    );
  });

  it('keeps the pixels of a mask that becomes a polygon, and of a polygon that becomes a mask', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const before = spansOfShape(shape, { x: 0, y: 0, width: 640, height: 480 });
        const [mask] = lower(one(shape), withShapes(all('mask'))).shapes;
        assert.equal(mask ? spansArea(spansOfShape(mask)) : 0, spansArea(before));
        if (!mask) return;
        const [polygon] = lower(one(mask), withShapes({ mask: 'polygon' })).shapes;
        assert.ok(polygon);
        assert.equal(spansArea(spansOfShape(polygon)), spansArea(before));
      }),
    );
  });

  it('makes a rotated box its exact corners, from its own top left', () => {
    const shape: Shape = { kind: 'rotatedBox', cx: 10, cy: 10, width: 4, height: 2, angle: 90 };
    const { shapes, report } = lower(one(shape), withShapes({ rotatedBox: 'polygon' }));
    assert.deepEqual(shapes, [polygonOf([11, 8, 11, 12, 9, 12, 9, 8])]);
    const [loss] = report.losses;
    assert.deepEqual(loss, {
      image: 'x/a.png',
      code: 'rotatedBox-to-polygon',
      message: 'rotated boxes become polygons',
      count: 1,
    });
  });

  it('draws ellipses as polygons to 0.1 px, their axis ends kept', () => {
    const shape: Shape = { kind: 'ellipse', cx: 300, cy: 200, rx: 250, ry: 40, angle: 0 };
    const [polygon] = lower(one(shape), withShapes({ ellipse: 'polygon' })).shapes;
    assert.ok(polygon?.kind === 'polygon');
    const { x, y, width, height } = kindOf(polygon).bounds(polygon);
    assert.deepEqual([x, y, width, height], [50, 160, 500, 80]);
    assert.ok(kindOf(shape).area(shape) - kindOf(polygon).area(polygon) < 0.1 * 2 * Math.PI * 250);
    assert.ok((polygon.rings[0]?.length ?? 0) < 300);
  });

  describe('polygons of several rings', () => {
    const ring = (x: number, side: number) => [x, x, x + side, x, x + side, x + side, x, x + side];
    const holed = polygonOf(ring(10, 50), ring(20, 10), ring(100, 20));

    it('become a mask where masks are held and holes are not', () => {
      const { shapes, report } = lower(one(holed), withShapes({}, { holes: false }));
      assert.equal(shapes[0]?.kind, 'mask');
      assert.equal(shapes[0] && kindOf(shapes[0]).area(shapes[0]), 2500 - 100 + 400);
      assert.deepEqual(report.lossCounts, { 'holes-to-mask': 1 });
    });

    it('lose their holes where masks are not held either', () => {
      const { shapes, report } = lower(one(holed), withShapes({ mask: 'polygon' }, { holes: false }));
      assert.deepEqual(shapes, [polygonOf(ring(10, 50), ring(100, 20))]);
      assert.deepEqual(report.lossCounts, { 'holes-filled': 1 });
    });

    it('become one annotation for each part, in a group', () => {
      const { doc, report } = lower(one(holed), withShapes({}, { parts: false }));
      assert.deepEqual(
        doc.annotations.map(({ shape, group }) => [shape, group]).sort(),
        [
          [polygonOf(ring(10, 50), ring(20, 10)), 1],
          [polygonOf(ring(100, 20)), 1],
        ].sort(),
      );
      assert.equal(
        doc.annotations.some(({ id }) => id === 'a00000'),
        true,
      );
      assert.deepEqual(report.lossCounts, { 'parts-split': 1 });
    });

    it('are put in order where rings cross', () => {
      const crossed = polygonOf([0, 0, 20, 0, 20, 20, 0, 20], [10, 10, 30, 10, 30, 30, 10, 30]);
      const { shapes } = lower(one(crossed), withShapes({}, { parts: false }));
      const area = shapes.reduce((sum, shape) => sum + kindOf(shape).area(shape), 0);
      assert.equal(area, 2 * 400 - 2 * 100);
    });
  });

  describe('facts', () => {
    const bare: Holds = { ...HOLDS_ALL, flags: [], fields: [], tags: 'none', state: false };

    it('that are not held go, each told once', () => {
      const { page: _, proposed: __, ...label } = EVERY_FACT;
      const { doc, report } = lower(docOf([label], { state: 'done', tags: ['a', 'b'] }), bare);
      const { id, label: name, shape, extra } = EVERY_FACT;
      assert.deepEqual(doc.annotations, [{ id, label: name, shape, extra }]);
      assert.deepEqual([doc.tags, doc.state], [[], undefined]);
      assert.deepEqual(report.lossCounts, {
        ...Object.fromEntries(
          ['occluded', 'truncated', 'difficult', 'crowd', 'score', 'model', 'group', 'order', 'text'].map(
            (field) => [`${field}-dropped`, 1],
          ),
        ),
        'links-dropped': 1,
        'locked-dropped': 1,
        'hidden-dropped': 1,
        'apart-dropped': 1,
        'attributes-dropped': 1,
        'comments-dropped': 1,
        'review-dropped': 1,
        'conflict-dropped': 1,
        'tags-dropped': 2,
        'state-dropped': 1,
      });
    });

    it('keep the attributes that have a place', () => {
      const { page: _, proposed: __, ...label } = EVERY_FACT;
      const { doc } = lower(docOf([label]), { ...bare, attributes: ['side'] });
      assert.deepEqual(doc.annotations[0]?.attributes, { side: 'left' });
    });

    it('leave out proposals, unless they are asked for', () => {
      const doc = docOf([{ ...(EVERY_KIND[0] as Annotation), proposed: true }]);
      assert.deepEqual(lower(doc, bare).report.lossCounts, { 'proposal-dropped': 1 });
      assert.equal(lower(doc, bare).doc.annotations.length, 0);
      const included = lower(doc, bare, { proposals: 'include' });
      assert.deepEqual(included.doc.annotations, [EVERY_KIND[0]]);
      assert.equal(lower(doc, HOLDS_ALL).doc, doc);
    });

    it('leave out what lies on further pages', () => {
      const doc = docOf([{ ...(EVERY_KIND[0] as Annotation), page: 2 }]);
      assert.deepEqual(lower(doc, bare).report.lossCounts, { 'page-dropped': 1 });
    });

    it('lose links to what is dropped', () => {
      const [a, b] = [EVERY_KIND[0], EVERY_KIND[1]] as [Annotation, Annotation];
      const doc = docOf([{ ...a, links: [{ to: b.id }] }, b]);
      const { doc: out, report } = lower(doc, withShapes({ rotatedBox: undefined }));
      assert.deepEqual(out.annotations, [a]);
      assert.deepEqual(report.lossCounts, { 'rotatedBox-dropped': 1, 'links-loose': 1 });
    });

    it('count what other families put aside, but not their numbers', () => {
      const doc = docOf([
        { ...(EVERY_KIND[0] as Annotation), extra: { coco: { id: 7, licence: 3 }, voc: { pose: 'Left' } } },
        { ...(EVERY_KIND[1] as Annotation), extra: { coco: { id: 8 } } },
      ]);
      assert.deepEqual(lower(doc, HOLDS_ALL, { family: 'voc' }).report.lossCounts, {
        'coco-fields-dropped': 1,
      });
      const everything = { ...HOLDS_ALL, foreign: 'all' as const };
      assert.deepEqual(lower(doc, everything, { family: 'relabel' }).report.lossCounts, {});
    });
  });

  describe('flat formats', () => {
    const flat = withShapes(all('mask'), { flat: true });
    const square = (x: number, order?: number): Annotation => ({
      id: `m${String(x).padStart(5, '0')}`,
      label: 'thing',
      shape: maskOfSpans(spansOfRect({ x, y: 0, width: 10, height: 10 })) as Shape,
      ...(order !== undefined && { order }),
    });

    it('give each pixel to the one that is painted last', () => {
      const { doc, report } = lower(docOf([square(0, 2), square(5), square(6, 1)]), flat);
      assert.deepEqual(
        doc.annotations.map(({ shape }) => kindOf(shape).area(shape)),
        [100, 60],
      );
      assert.deepEqual(report.lossCounts, { 'covered-cut': 1, 'covered-dropped': 1 });
    });

    it('leave no two that share a pixel, and none outside the image', () => {
      fc.assert(
        fc.property(arbitraryDoc, (doc) => {
          const areas = lower(doc, flat).shapes.map((shape) => spansOfShape(shape));
          const sum = areas.reduce((total, spans) => total + spansArea(spans), 0);
          assert.equal(spansArea(uniteAll(areas)), sum);
          assert.ok(areas.every(({ left, right, y }) => left >= 0 && right <= 640 && y >= 0));
        }),
        { numRuns: 50 },
      );
    });

    it('unite the areas of a class where they cannot tell them apart', () => {
      const { doc, report } = lower(docOf([square(0), square(20)]), { ...flat, merged: true });
      assert.equal(doc.annotations.length, 1);
      assert.equal(
        doc.annotations[0] && kindOf(doc.annotations[0].shape).area(doc.annotations[0].shape),
        200,
      );
      assert.deepEqual(report.lossCounts, { 'instances-merged': 2 });
    });
  });

  it('rounds to whole pixels by the sides', () => {
    const whole: Holds = { ...HOLDS_ALL, wholePixels: true };
    const { shapes, report } = lower(one({ kind: 'box', x: 1.6, y: 0.4, width: 2.8, height: 3 }), whole);
    assert.deepEqual(shapes, [{ kind: 'box', x: 2, y: 0, width: 2, height: 3 }]);
    assert.deepEqual(report.lossCounts, { 'coordinates-rounded': 1 });
    const box = one({ kind: 'box', x: 1, y: 2, width: 3, height: 4 });
    assert.equal(lower(box, whole).doc, box);
  });

  it('turns the joints of a skeleton into points of one group', () => {
    const { doc } = lower(one(EVERY_SHAPE.skeleton), withShapes({ skeleton: 'point' }));
    assert.equal(doc.annotations.length, 3);
    assert.deepEqual(new Set(doc.annotations.map(({ group }) => group)), new Set([1]));
    assert.equal(new Set(doc.annotations.map(({ id }) => id)).size, 3);
  });

  it('tells of a loss once, however often the images are walked', () => {
    const report = new ListReport();
    const set = lowered(
      setOf(one(EVERY_SHAPE.mask), { split: 'train' }),
      { ...BOXES_ONLY, splits: false },
      report,
    );
    assert.equal([...set.images].length, [...set.images].length);
    assert.deepEqual(report.lossCounts, { 'mask-to-box': 1, 'split-dropped': 1 });
  });

  it('tells once, when all images were seen, which classes no annotation has', () => {
    const classes = ['car', 'bus', 'tram'].map((name) => ({ name, attributes: [] }));
    const doc = docOf([{ id: 'a', label: 'bus', shape: { kind: 'point', x: 1, y: 2 } }]);
    const set: LabelSet = { ...setOf(doc), schema: { ...EMPTY_SCHEMA, classes } };
    const report = new ListReport();
    const given = lowered(set, { ...HOLDS_ALL, usedClassesOnly: true }, report);
    assert.equal([...given.images, ...given.images].length, 2);
    const [loss, ...more] = report.losses.filter(({ code }) => code === 'unused-classes-dropped');
    assert.deepEqual([loss?.image, loss?.count, more], ['', 2, []]);
    assert.match(loss?.message ?? '', /car, tram$/);
  });
});
