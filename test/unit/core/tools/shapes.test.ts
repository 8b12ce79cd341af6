import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance, pointAt } from '../../../../src/core/geometry/polyline';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { kindOf } from '../../../../src/core/shapes/index';
import { cornersOf } from '../../../../src/core/shapes/rotatedBox';
import { script } from '../../../helpers/toolScript';

const active = { activeClass: 'nut' };
const box = (x: number, y: number, width: number, height: number) =>
  ({ kind: 'box', x, y, width, height }) as const;

describe('the box tool, by extreme points', () => {
  const extremes = { ...active, options: { boxBy: 'extremes' } } as const;

  it('spans four clicks in any order, each shown', () => {
    const s = script('box', extremes).click(20, 50).click(50, 10).click(90, 40).move(60, 80);
    assert.deepEqual(s.last?.draft?.dots, [20, 50, 50, 10, 90, 40]);
    assert.deepEqual(s.last.draft.shapes[0]?.shape, box(20, 10, 70, 70));
    s.click(60, 95)
      .expectShape('new1', box(20, 10, 70, 85))
      .expectEdits('Draw box')
      .expectIdle();
  });

  it('ends with fewer on Enter, and takes points back', () => {
    const s = script('box', extremes).click(20, 50).click(50, 10).click(95, 95).back().finish();
    s.expectShape('new1', box(20, 10, 30, 40));
    script('box', extremes).click(20, 50).back().expectIdle().finish().expectEdits();
  });
});

describe('the rotated box tool', function () {
  this.timeout(20_000);

  it('takes a side by a drag and the depth by a click', () => {
    const s = script('rotatedBox', active).drag([20, 20], [60, 20]).move(40, 40);
    assert.equal(s.last?.busy, true);
    s.click(40, 40).expectEdits('Draw rotated box').expectIdle();
    s.expectShape('new1', { kind: 'rotatedBox', cx: 40, cy: 30, width: 40, height: 20, angle: 0 });
  });

  it('takes three clicks, at any angle and to either side', () => {
    const s = script('rotatedBox', active).click(20, 20).click(50, 50).click(50, 20);
    const shape = s.shapeOf('new1');
    assert.ok(shape?.kind === 'rotatedBox');
    assert.equal(shape.angle, 45);
    assert.ok(Math.abs(shape.height - 30 / Math.SQRT2) < 0.01);
    assert.ok(kindOf(shape).contains(shape, { x: 42, y: 28 }));
  });

  it('keeps the side when the depth is nothing', () => {
    const s = script('rotatedBox', active).click(20, 20).click(60, 20).click(90, 20).expectEdits();
    s.click(40, 40).expectEdits('Draw rotated box');
  });

  it('spans four corners closely, in the direction of the first side', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 10, max: 40 }));
    fc.assert(
      fc.property(corner, fc.integer({ min: 1, max: 89 }), ([turn, size], degrees) => {
        const a = (degrees * Math.PI) / 180;
        const [ux, uy] = [Math.cos(a), Math.sin(a)];
        const at = (u: number, v: number) => [150 + u * ux - v * uy, 150 + u * uy + v * ux] as const;
        const s = script('rotatedBox', {
          ...active,
          width: 300,
          height: 300,
          options: { rotatedBoxBy: 'corners' },
        });
        const long = size + 20 + turn;
        for (const p of [at(0, 0), at(long, 0), at(long, size), at(0, size)]) s.click(...p);
        const shape = s.shapeOf('new1');
        assert.ok(shape?.kind === 'rotatedBox');
        assert.ok(Math.abs(shape.angle - degrees) < 0.2, `${shape.angle}, ${degrees}`);
        assert.ok(Math.abs(shape.width - long) < 0.1 && Math.abs(shape.height - size) < 0.1);
        assert.ok(distance(pointAt(cornersOf(shape), 0), { x: at(0, 0)[0], y: at(0, 0)[1] }) < 0.1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the ellipse tool', () => {
  it('fills the rectangle that is dragged', () => {
    const s = script('ellipse', active).drag([10, 20], [50, 40]);
    s.expectShape('new1', { kind: 'ellipse', cx: 30, cy: 30, rx: 20, ry: 10, angle: 0 }).expectIdle();
  });

  it('makes a circle with Shift, from its centre with Alt', () => {
    const s = script('ellipse', active).drag([50, 50], [70, 55], { shift: true, alt: true });
    s.expectShape('new1', { kind: 'ellipse', cx: 50, cy: 50, rx: 20, ry: 20, angle: 0 });
  });
});

describe('the point tool', () => {
  it('sets a point where the button is let go, inside the image', () => {
    const s = script('point', active).click(10, 20).expectShape('new1', { kind: 'point', x: 10, y: 20 });
    s.drag([50, 50], [130, 60]).expectShape('new2', { kind: 'point', x: 100, y: 60 });
    s.down(5, 5).interrupt().expectIdle().expectEdits('Draw point', 'Draw point');
  });
});

describe('the spline tool', () => {
  const corner = (x: number, y: number) => ({ x, y, inX: x, inY: y, outX: x, outY: y });

  it('sets corners by clicks and smooth anchors by drags, and closes at the first', () => {
    const s = script('spline', active).click(10, 10).drag([60, 10], [70, 20]).click(60, 60).click(11, 11);
    s.expectShape('new1', {
      kind: 'spline',
      closed: true,
      anchors: [corner(10, 10), { x: 60, y: 10, inX: 50, inY: 0, outX: 70, outY: 20 }, corner(60, 60)],
    });
    s.expectEdits('Draw spline').expectIdle();
  });

  it('ends on Enter and a double click, closed or open as the option says', () => {
    const open = { ...active, options: { splineClosed: false } };
    const s = script('spline', open).click(10, 10).click(60, 10).finish();
    s.expectShape('new1', { kind: 'spline', closed: false, anchors: [corner(10, 10), corner(60, 10)] });
    s.click(10, 50).click(60, 50).doubleClick(60, 90).expectEdits('Draw spline', 'Draw spline');
    const closed = script('spline', active).click(10, 10).click(60, 10).click(60, 60).finish();
    const shape = closed.shapeOf('new1');
    assert.ok(shape?.kind === 'spline' && shape.closed);
  });

  it('draws only the control ahead with Alt, and takes anchors back', () => {
    const s = script('spline', { ...active, options: { splineClosed: false } }).click(10, 10);
    s.drag([60, 10], [70, 20], { alt: true }).click(90, 90).back().finish();
    const ahead = { x: 60, y: 10, inX: 60, inY: 10, outX: 70, outY: 20 };
    s.expectShape('new1', { kind: 'spline', closed: false, anchors: [corner(10, 10), ahead] });
  });

  it('shows anchors and controls, and keeps them when the pointer is lost', () => {
    const s = script('spline', active).click(10, 10).down(60, 10).move(70, 20).interrupt();
    assert.deepEqual(s.last?.draft?.dots, [10, 10, 60, 10]);
    assert.deepEqual(s.last.draft.guides, [[50, 0, 60, 10, 70, 20]]);
    s.move(80, 80).finish().expectEdits('Draw spline');
  });
});

describe('the cuboid tool', () => {
  it('drags the front face, then moves the back face, then clicks', () => {
    const s = script('cuboid', active).drag([20, 40], [50, 80]).move(60, 70);
    assert.equal(s.last?.busy, true);
    s.click(60, 70).expectIdle().expectEdits('Draw cuboid');
    s.expectShape('new1', {
      kind: 'cuboid',
      front: [20, 40, 50, 40, 50, 80, 20, 80],
      back: [30, 30, 60, 30, 60, 70, 30, 70],
    });
  });

  it('keeps the back face in the image, and is not flat', () => {
    const s = script('cuboid', active).drag([20, 40], [50, 80]).finish().expectEdits();
    s.click(300, -300);
    const shape = s.shapeOf('new1');
    assert.ok(shape?.kind === 'cuboid');
    assert.deepEqual(shape.back, [70, 0, 100, 0, 100, 40, 70, 40]);
  });
});

describe('the skeleton tool', () => {
  const schema: LabelSchema = {
    ...EMPTY_SCHEMA,
    skeletons: [
      {
        name: 'face',
        joints: [{ name: 'nose', at: [0.5, 0.25] }, { name: 'top' }, { name: 'bottom' }],
        edges: [],
        swap: [],
      },
    ],
    classes: [
      { name: 'person', skeleton: 'face', attributes: [{ name: 'age', type: 'number', default: 30 }] },
      { name: 'nut', attributes: [] },
    ],
  };
  const joint = (x: number, y: number) => ({ x, y, visibility: 2 }) as const;
  const face = {
    kind: 'skeleton',
    joints: { bottom: joint(30, 90), nose: joint(30, 30), top: joint(30, 10) },
  } as const;

  it('places the joints in the rectangle as the template says, the others around it', () => {
    const s = script('skeleton', { activeClass: 'person', schema }).down(10, 10).move(50, 90);
    assert.deepEqual(s.last?.draft?.rubberBand, { x: 10, y: 10, width: 40, height: 80 });
    assert.equal(s.last.draft.shapes[0]?.shape.kind, 'skeleton');
    s.up(50, 90).expectShape('new1', face).expectEdits('Draw skeleton');
    assert.deepEqual(s.doc.annotations[0]?.attributes, { age: 30 }, 'attributes begin at their defaults');
  });

  it('asks for the class first and follows its template', () => {
    const s = script('skeleton', { schema }).drag([10, 10], [50, 90]);
    assert.deepEqual(s.last?.askClass, box(10, 10, 40, 80));
    s.answer('person').expectShape('new1', face);
  });

  it('says why a class without a template gets none', () => {
    const s = script('skeleton', { activeClass: 'nut', schema }).drag([10, 10], [50, 90]).expectEdits();
    assert.match(s.last?.hint ?? '', /The class nut has no skeleton/);
    assert.equal(s.last?.busy, false);
  });
});

describe('a new annotation', () => {
  it('lies on the page that is shown', () => {
    const s = script('point', { ...active, page: 3 }).click(5, 5);
    assert.equal(s.doc.annotations[0]?.page, 3);
  });
});

describe('the idle pointer with snapping on', () => {
  it('shows where a press would be, with every tool that draws points', () => {
    for (const tool of ['box', 'rotatedBox', 'polygon', 'polyline', 'spline', 'point', 'cuboid'] as const) {
      const s = script(tool, { ...active, options: { snap: true } }).move(3, 50);
      assert.deepEqual(s.last?.draft, { shapes: [], snapped: { x: 0, y: 50 } }, tool);
      s.move(50, 50).expectIdle();
    }
  });
});
