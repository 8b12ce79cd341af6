import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { cropTo, join, subtractFrom } from '../../../../src/core/edit/combine';
import { convert } from '../../../../src/core/edit/convert';
import { apply, invert, type Edit } from '../../../../src/core/edit/edit';
import { fitBox } from '../../../../src/core/edit/fitBox';
import { slice, splitParts } from '../../../../src/core/edit/sliceArea';
import { fillHoles, grow, removeSpecks, simplify, smooth } from '../../../../src/core/edit/tidyAreas';
import { maskOfShape } from '../../../../src/core/mask/maskOfShape';
import { boxOf } from '../../../../src/core/shapes/box';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { EVERY_FACT } from '../../../helpers/everyKind';

const IMAGE = { file: 'a.png', widthPx: 640, heightPx: 480 };
const docOf = (...annotations: Annotation[]): AnnotationDoc => ({
  ...emptyDoc(IMAGE),
  annotations: annotations.toSorted(compareIds),
});
const of = (id: string, shape: Shape, more: Partial<Annotation> = {}): Annotation => ({
  id,
  label: 'bolt',
  shape,
  ...more,
});
const square = (x: number, y: number, side: number): Shape =>
  polygonOf([x, y, x + side, y, x + side, y + side, x, y + side]);
const maskOf = (shape: Shape): Shape => {
  const mask = maskOfShape(shape);
  assert.ok(mask);
  return mask;
};
const areaOf = ({ shape }: Annotation) => kindOf(shape).area(shape);

/** Applies an edit, checks that undo leads back, and returns what it left. */
function done(doc: AnnotationDoc, edit: Edit | string): AnnotationDoc {
  assert.ok(typeof edit !== 'string', String(edit));
  const { doc: after, skipped } = apply(doc, edit);
  assert.equal(skipped, 0);
  assert.deepEqual(apply(after, invert(edit)).doc, doc);
  return after;
}

function ids(): () => string {
  let count = 0;
  return () => `new${String(count++).padStart(3, '0')}`;
}

describe('joining', () => {
  it('makes one of several, as the first of them', () => {
    const first = of('bbbbbb', square(0, 0, 10), { label: 'nut', group: 3 });
    const other = of('aaaaaa', square(5, 0, 10));
    const linking = of('cccccc', square(90, 90, 5), { links: [{ to: 'aaaaaa' }, { to: 'bbbbbb' }] });
    const doc = docOf(first, other, linking);
    const after = done(doc, join(doc, ['bbbbbb', 'aaaaaa']));
    assert.deepEqual(
      after.annotations.map(({ id, label, group }) => [id, label, group]),
      [
        ['bbbbbb', 'nut', 3],
        ['cccccc', 'bolt', undefined],
      ],
    );
    assert.equal(areaOf(after.annotations[0] ?? first), 150);
    assert.deepEqual(after.annotations[1]?.links, [{ to: 'bbbbbb' }]);
  });

  it('keeps a mask a mask, and turns boxes into a polygon', () => {
    const mask = of('aaaaaa', maskOf(square(0, 0, 10)));
    const box = of('bbbbbb', boxOf({ x: 10, y: 0, width: 5, height: 10 }));
    const doc = docOf(mask, box);
    const [joined] = done(doc, join(doc, ['aaaaaa', 'bbbbbb'])).annotations;
    assert.deepEqual(joined?.shape, maskOf(boxOf({ x: 0, y: 0, width: 15, height: 10 })));
    const [other] = done(doc, join(doc, ['bbbbbb', 'aaaaaa'])).annotations;
    assert.equal(other?.shape.kind, 'polygon');
    assert.equal(other && areaOf(other), 150);
  });

  it('says why not', () => {
    const doc = docOf(of('aaaaaa', square(0, 0, 10)), of('bbbbbb', square(0, 0, 10), { locked: true }));
    assert.match(String(join(doc, ['aaaaaa'])), /two or more/);
    assert.match(String(join(doc, ['aaaaaa', 'bbbbbb'])), /locked/);
    assert.match(String(join(doc, [])), /Select an annotation/);
    const scribble = Array.from({ length: 20_000 }, (_, i) => ((i * 2654435761) % 4294967296) / 1e7);
    const tangled = docOf(of('aaaaaa', polygonOf(scribble)), of('bbbbbb', square(0, 0, 10)));
    assert.match(String(join(tangled, ['aaaaaa', 'bbbbbb'])), /too often/);
  });
});

describe('taking away', () => {
  it('leaves the cutters, and areas add up', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, arbitrarySimplePolygon, (a, b) => {
        const doc = docOf(of('aaaaaa', a), of('bbbbbb', b));
        const cut = subtractFrom(doc, 'aaaaaa', ['bbbbbb']);
        const joined = join(doc, ['aaaaaa', 'bbbbbb']);
        fc.pre(typeof cut !== 'string');
        const after = done(doc, cut).annotations;
        const [whole] = done(doc, joined).annotations;
        assert.deepEqual(after[1], doc.annotations[1]);
        const [left, right] = after;
        assert.ok(left && right && whole);
        assert.ok(
          Math.abs(areaOf(left) + areaOf(right) - areaOf(whole)) < 3,
          'the rest and the cutter are the union',
        );
      }),
      { numRuns: 40 },
    );
  });

  it('works on masks pixel by pixel, with any area', () => {
    const doc = docOf(of('aaaaaa', maskOf(square(0, 0, 10))), of('bbbbbb', square(5, 5, 10)));
    const [cut] = done(doc, subtractFrom(doc, 'aaaaaa', ['bbbbbb'])).annotations;
    assert.equal(cut && areaOf(cut), 75);
  });

  it('never takes all, and says when nothing meets', () => {
    const doc = docOf(
      of('aaaaaa', square(0, 0, 10)),
      of('bbbbbb', square(-5, -5, 30)),
      of('cccccc', square(90, 90, 5)),
    );
    assert.match(String(subtractFrom(doc, 'aaaaaa', ['bbbbbb'])), /Nothing would be left/);
    assert.match(String(subtractFrom(doc, 'aaaaaa', ['cccccc'])), /do not overlap/);
  });

  it('crops to a box', () => {
    const frame = of('bbbbbb', boxOf({ x: 5, y: 5, width: 100, height: 100 }));
    const doc = docOf(of('aaaaaa', square(0, 0, 10)), frame, of('cccccc', maskOf(square(0, 0, 10))));
    const after = done(doc, cropTo(doc, ['aaaaaa', 'cccccc', 'bbbbbb'])).annotations;
    assert.deepEqual(after.map(areaOf), [25, 10_000, 25]);
  });
});

describe('slicing and splitting', () => {
  it('makes new annotations like the one that was cut', () => {
    const cut = of('aaaaaa', square(0, 0, 10), { group: 4, occluded: true, links: [{ to: 'zzzzzz' }] });
    const doc = docOf(cut);
    const after = done(doc, slice(doc, 'aaaaaa', [3, -5, 3, 15], ids())).annotations;
    assert.deepEqual(after.map(areaOf), [70, 30]);
    const { links: _, ...like } = cut;
    assert.deepEqual({ ...after[1], shape: undefined }, { ...like, id: 'new000', shape: undefined });
  });

  it('leaves what was said about it with the largest part', () => {
    const { comments, review, conflict, apart } = EVERY_FACT;
    const remarks = { comments, review, conflict, apart } as Partial<Annotation>;
    const doc = docOf(of('aaaaaa', square(0, 0, 10), remarks));
    const [kept, other] = done(doc, slice(doc, 'aaaaaa', [3, -5, 3, 15], ids())).annotations;
    assert.deepEqual([kept?.comments, kept?.review, kept?.conflict, kept?.apart], Object.values(remarks));
    assert.deepEqual(Object.keys(other ?? {}).sort(), ['id', 'label', 'shape']);
  });

  it('divides every pixel of a mask, and lines at their crossings', () => {
    const mask = of('aaaaaa', maskOf({ kind: 'ellipse', cx: 50, cy: 50, rx: 30, ry: 20, angle: 20 }));
    const doc = docOf(mask, of('bbbbbb', { kind: 'polyline', points: [0, 0, 100, 0, 100, 100] }));
    const after = done(doc, slice(doc, 'aaaaaa', [0, 13, 100, 77], ids())).annotations;
    const masks = after.filter(({ shape }) => shape.kind === 'mask');
    assert.equal(masks.length, 2);
    assert.equal(
      masks.reduce((sum, part) => sum + areaOf(part), 0),
      areaOf(mask),
    );
    const lines = done(doc, slice(doc, 'bbbbbb', [50, -10, 50, 10], ids())).annotations;
    assert.deepEqual(
      lines.flatMap(({ shape }) => (shape.kind === 'polyline' ? [shape.points] : [])),
      [
        [50, 0, 100, 0, 100, 100],
        [0, 0, 50, 0],
      ],
    );
    assert.match(String(slice(doc, 'aaaaaa', [0, 0, 5, 5], ids())), /border to border/);
  });

  it('splits parts, each with its holes', () => {
    const twoParts = polygonOf(
      [0, 0, 20, 0, 20, 20, 0, 20],
      [5, 5, 9, 5, 9, 9, 5, 9],
      [50, 0, 60, 0, 60, 10, 50, 10],
    );
    for (const shape of [twoParts, maskOf(twoParts)]) {
      const doc = docOf(of('aaaaaa', shape));
      const after = done(doc, splitParts(doc, ['aaaaaa'], ids())).annotations;
      assert.deepEqual(after.map(areaOf), [384, 100]);
    }
    const doc = docOf(of('aaaaaa', square(0, 0, 10)));
    assert.match(String(splitParts(doc, ['aaaaaa'], ids())), /only one part/);
  });
});

describe('converting', () => {
  const converted = (shape: Shape, to: Shape['kind'], tolerancePx?: number) => {
    const doc = docOf(of('aaaaaa', shape));
    const edit = convert(doc, ['aaaaaa'], to, tolerancePx === undefined ? {} : { tolerancePx });
    return typeof edit === 'string' ? edit : done(doc, edit).annotations[0]?.shape;
  };

  it('goes from mask to polygon and back without losing a pixel', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, (shape) => {
        const mask = maskOfShape(shape, { x: 0, y: 0, width: 640, height: 480 });
        fc.pre(mask !== undefined);
        const polygon = converted(mask, 'polygon', 0);
        assert.ok(typeof polygon === 'object');
        assert.deepEqual(converted(polygon, 'mask'), mask);
      }),
      { numRuns: 40 },
    );
  });

  it('knows each kind', () => {
    const box = boxOf({ x: 10, y: 20, width: 40, height: 30 });
    assert.deepEqual(converted(box, 'polygon'), polygonOf([10, 20, 50, 20, 50, 50, 10, 50]));
    const rotated = { kind: 'rotatedBox', cx: 30, cy: 35, width: 40, height: 30, angle: 0 } as const;
    assert.deepEqual(converted(box, 'rotatedBox'), rotated);
    assert.deepEqual(converted(polygonOf([10, 20, 50, 20, 50, 50, 10, 50]), 'rotatedBox'), rotated);
    assert.deepEqual(converted(rotated, 'box'), box);
    assert.deepEqual(converted(box, 'ellipse'), {
      kind: 'ellipse',
      cx: 30,
      cy: 35,
      rx: 20,
      ry: 15,
      angle: 0,
    });
    assert.deepEqual(converted(maskOf(box), 'box'), box);
    assert.deepEqual(converted(box, 'point'), { kind: 'point', x: 30, y: 35 });
    const line = { kind: 'polyline', points: [0, 0, 9, 0, 9, 9, 0, 0] } as const;
    assert.deepEqual(converted(line, 'polygon'), polygonOf([0, 0, 9, 0, 9, 9]));
    assert.deepEqual(converted(polygonOf([0, 0, 9, 0, 9, 9]), 'polyline'), line);
    const spline = converted(line, 'spline');
    assert.ok(typeof spline === 'object' && spline.kind === 'spline' && spline.anchors.length === 4);
    assert.match(String(converted({ kind: 'point', x: 3, y: 3 }, 'mask')), /can become a mask/);
    assert.match(String(converted(box, 'box')), /can become a box/);
  });

  it('finds an ellipse again by its moments', () => {
    const ellipse = { kind: 'ellipse', cx: 300, cy: 200, rx: 90, ry: 40, angle: 25 } as const;
    for (const shape of [maskOf(ellipse), converted(ellipse, 'polygon')]) {
      assert.ok(typeof shape === 'object');
      const made = converted(shape, 'ellipse');
      assert.ok(typeof made === 'object' && made.kind === 'ellipse');
      for (const key of ['cx', 'cy', 'rx', 'ry', 'angle'] as const)
        assert.ok(Math.abs(made[key] - ellipse[key]) < 0.6, `${key} ${made[key]}`);
    }
  });
});

describe('tidying up', () => {
  const holed = polygonOf(
    [0, 0, 20, 0, 20, 20, 0, 20],
    [5, 5, 9, 5, 9, 9, 5, 9],
    [50, 0, 53, 0, 53, 3, 50, 3],
  );

  it('fills holes, removes specks, grows and shrinks: polygons and masks alike', () => {
    for (const shape of [holed, maskOf(holed)]) {
      const doc = docOf(of('aaaaaa', shape));
      const size = (edit: Edit | string) => done(doc, edit).annotations.map(areaOf)[0] ?? NaN;
      assert.equal(size(fillHoles(doc, ['aaaaaa'])), 409);
      assert.equal(size(removeSpecks(doc, ['aaaaaa'], 10)), 384);
      assert.ok(size(grow(doc, ['aaaaaa'], -2)) < 256 - 16);
      assert.ok(size(grow(doc, ['aaaaaa'], 2)) > 500);
    }
    const plain = docOf(of('aaaaaa', square(0, 0, 10)));
    assert.match(String(fillHoles(plain, ['aaaaaa'])), /no holes/);
    assert.match(String(grow(plain, ['aaaaaa'], -20)), /Nothing would be left/);
  });

  it('simplifies and smooths', () => {
    const doc = docOf(of('aaaaaa', polygonOf([0, 0, 10, 0.1, 20, 0, 20, 20, 0, 20])));
    const [simple] = done(doc, simplify(doc, ['aaaaaa'], 1)).annotations;
    assert.deepEqual(simple?.shape, polygonOf([0, 0, 20, 0, 20, 20, 0, 20]));
    const [smoothed] = done(doc, smooth(doc, ['aaaaaa'])).annotations;
    assert.ok(smoothed?.shape.kind === 'polygon' && smoothed.shape.rings[0]?.length === 40);
    assert.match(
      String(simplify(docOf(of('aaaaaa', square(0, 0, 10))), ['aaaaaa'], 1)),
      /Nothing to leave out/,
    );
  });
});

describe('fitting boxes', () => {
  it('fits each box to the area in it, of its class first', () => {
    const area = of('bbbbbb', square(10, 10, 20));
    const other = of('cccccc', square(8, 8, 24), { label: 'nut' });
    const box = of('aaaaaa', boxOf({ x: 5, y: 5, width: 30, height: 30 }));
    const doc = docOf(area, other, box);
    const [fitted] = done(doc, fitBox(doc, ['aaaaaa'], ids())).annotations;
    assert.deepEqual(fitted?.shape, boxOf({ x: 10, y: 10, width: 20, height: 20 }));
    const [chosen] = done(doc, fitBox(doc, ['aaaaaa', 'cccccc'], ids())).annotations;
    assert.deepEqual(chosen?.shape, boxOf({ x: 8, y: 8, width: 24, height: 24 }));
  });

  it('keeps the way a rotated box faces, and puts boxes around areas', () => {
    const area = of('bbbbbb', polygonOf([0, 10, 10, 0, 30, 20, 20, 30]), { group: 2 });
    const box = of('aaaaaa', { kind: 'rotatedBox', cx: 15, cy: 15, width: 12, height: 30, angle: 310 });
    const doc = docOf(area, box);
    const [fitted] = done(doc, fitBox(doc, ['aaaaaa'], ids())).annotations;
    assert.ok(fitted?.shape.kind === 'rotatedBox');
    assert.equal(fitted.shape.angle, 315);
    assert.ok(Math.abs(fitted.shape.width - Math.hypot(10, 10)) < 0.01);
    const after = done(doc, fitBox(doc, ['bbbbbb'], ids())).annotations;
    const around = after.find(({ id }) => id === 'new000');
    assert.deepEqual(around, of('new000', boxOf({ x: 0, y: 0, width: 30, height: 30 }), { group: 2 }));
    assert.match(String(fitBox(docOf(box), ['aaaaaa'], ids())), /No polygon or mask/);
  });
});
