import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../../src/core/shapes/index';
import { arbitraryDoc, arbitraryPoint, IMAGE_HEIGHT, IMAGE_WIDTH } from '../../../helpers/arbitrary';
import { boxed, ringed, script } from '../../../helpers/toolScript';

const box = (x: number, y: number, width: number, height: number) =>
  ({ kind: 'box', x, y, width, height }) as const;
const polygon = (...ring: number[]) => ({ kind: 'polygon', rings: [ring] }) as const;

const small = boxed('small', 40, 40, 20, 20);
const middle = boxed('middle', 30, 30, 40, 40);
const large = boxed('large', 10, 10, 80, 80);
const nested = { annotations: [large, middle, small] };

describe('the select tool, clicking', () => {
  it('selects the smallest shape, then goes through those below it, round and round', () => {
    const s = script('select', nested).click(50, 50).expectSelected('small');
    s.click(50, 50).expectSelected('middle').click(51, 49).expectSelected('large').click(50, 50);
    s.expectSelected('small').expectEdits().expectIdle();
  });

  it('starts again with the best shape at another place', () => {
    script('select', nested).click(50, 50).click(50, 50).click(45, 55).expectSelected('small');
  });

  it('clears the selection on empty ground, but not with Shift', () => {
    script('select', { ...nested, selection: ['small'] })
      .click(3, 3, { shift: true })
      .expectSelected('small')
      .click(3, 3)
      .expectSelected();
  });

  it('toggles with Shift, and with Ctrl or Cmd', () => {
    script('select', { ...nested, selection: ['large'] })
      .click(50, 50, { shift: true })
      .expectSelected('large', 'small')
      .click(50, 50, { mod: true })
      .expectSelected('large');
  });

  it('shows what the pointer is over', () => {
    const s = script('select', { ...nested, selection: ['small'] });
    const at = (x: number, y: number) => {
      s.move(x, y);
      return [s.last?.cursor, s.last?.hovered];
    };
    assert.deepEqual(at(60, 60), ['se-resize', 'small']);
    assert.deepEqual(at(50, 50), ['move', 'small']);
    assert.deepEqual(at(20, 20), ['pointer', 'large']);
    assert.deepEqual(at(2, 2), ['default', undefined]);
  });
});

describe('the select tool, moving', () => {
  it('moves an unselected shape at once, as one edit', () => {
    const s = script('select', nested).drag([50, 50], [60, 45]);
    s.expectShape('small', box(50, 35, 20, 20))
      .expectSelected('small')
      .expectEdits('Move')
      .expectIdle();
  });

  it('moves the selected shape below a smaller one', () => {
    script('select', { ...nested, selection: ['large'] })
      .drag([50, 50], [55, 50])
      .expectShape('large', box(15, 10, 80, 80))
      .expectShape('small', small.shape);
  });

  it('moves all that is selected together, in the draft and in one edit', () => {
    const s = script('select', { ...nested, selection: ['small', 'middle'] })
      .down(50, 50)
      .move(55, 52);
    assert.deepEqual(s.last?.draft?.shapes, [
      { shape: box(35, 32, 40, 40), label: 'nut', replaces: 'middle' },
      { shape: box(45, 42, 20, 20), label: 'nut', replaces: 'small' },
    ]);
    s.up(55, 52).expectEdits('Move 2 annotations').expectSelected('small', 'middle');
  });

  it('does not move by less than three screen pixels, nor to where it was', () => {
    script('select', nested)
      .down(50, 50)
      .move(52, 52)
      .up(52, 52)
      .expectShape('small', small.shape)
      .expectEdits();
    const s = script('select', nested).down(50, 50).move(70, 70).move(50, 50).up(50, 50);
    s.expectEdits().expectIdle();
  });

  it('stays on one axis with Shift', () => {
    script('select', { ...nested, selection: ['small'] })
      .drag([50, 50], [60, 53], { shift: true })
      .expectShape('small', box(50, 40, 20, 20))
      .expectSelected('small');
  });

  it('stops the whole selection at the border', () => {
    script('select', { ...nested, selection: ['small', 'large'] })
      .drag([50, 50], [90, 20])
      .expectShape('large', box(20, 0, 80, 80))
      .expectShape('small', box(50, 30, 20, 20));
  });

  it('lets what is outside stay there and come in, but not go farther out', () => {
    const out = { annotations: [boxed('out', -10, 20, 30, 20)] };
    script('select', out)
      .drag([10, 30], [5, 40])
      .expectShape('out', box(-10, 30, 30, 20));
    script('select', out)
      .drag([10, 30], [26, 30])
      .expectShape('out', box(6, 20, 30, 20));
    const wide = { annotations: [boxed('wide', -10, 20, 200, 20)] };
    script('select', wide)
      .drag([50, 30], [45, 30])
      .expectShape('wide', box(-15, 20, 200, 20));
  });

  it('accepts a proposal that it moves, which keeps model and score', () => {
    const proposal = { ...small, proposed: true, score: 0.8, model: 'm@0000' } as const;
    const s = script('select', { annotations: [proposal] })
      .click(50, 50)
      .drag([50, 50], [56, 50]);
    assert.deepEqual(s.doc.annotations, [
      { ...small, shape: box(46, 40, 20, 20), score: 0.8, model: 'm@0000' },
    ]);
  });

  it('drops the move on Escape and on a lost pointer', () => {
    script('select', nested).down(50, 50).move(70, 70).cancel().expectIdle().up(70, 70).expectEdits();
    script('select', nested).down(50, 50).move(70, 70).interrupt().expectIdle().up(70, 70).expectEdits();
  });
});

describe('the select tool, reshaping a box', () => {
  const world = { annotations: [boxed('a', 20, 30, 40, 20)], selection: ['a'] };

  it('pulls each of the eight handles', () => {
    const pulled: [[number, number], ReturnType<typeof box>][] = [
      [[20, 30], box(23, 34, 37, 16)],
      [[40, 30], box(20, 34, 40, 16)],
      [[60, 30], box(20, 34, 43, 16)],
      [[60, 40], box(20, 30, 43, 20)],
      [[60, 50], box(20, 30, 43, 24)],
      [[40, 50], box(20, 30, 40, 24)],
      [[20, 50], box(23, 30, 37, 24)],
      [[20, 40], box(23, 30, 37, 20)],
    ];
    for (const [[x, y], shape] of pulled)
      script('select', world)
        .drag([x, y], [x + 3, y + 4])
        .expectShape('a', shape)
        .expectEdits('Reshape');
  });

  it('keeps hold of the handle where it was grabbed', () => {
    script('select', world)
      .drag([62, 53], [72, 63])
      .expectShape('a', box(20, 30, 50, 30));
  });

  it('turns over when dragged across the other side', () => {
    script('select', world)
      .drag([60, 50], [10, 20])
      .expectShape('a', box(10, 20, 10, 10));
    script('select', world)
      .drag([60, 40], [5, 40])
      .expectShape('a', box(5, 30, 15, 20));
  });

  it('keeps the ratio with Shift, also at the border and across', () => {
    const shift = { shift: true };
    script('select', world)
      .drag([60, 50], [80, 51], shift)
      .expectShape('a', box(20, 30, 60, 30));
    script('select', world)
      .drag([60, 50], [200, 50], shift)
      .expectShape('a', box(20, 30, 80, 40));
    script('select', world)
      .drag([60, 50], [0, 20], shift)
      .expectShape('a', box(0, 20, 20, 10));
    script('select', world)
      .drag([60, 40], [80, 40], shift)
      .expectShape('a', box(20, 25, 60, 30));
  });

  it('resizes about the centre with Alt, also at the border', () => {
    const alt = { alt: true };
    script('select', world)
      .drag([60, 50], [65, 58], alt)
      .expectShape('a', box(15, 22, 50, 36));
    script('select', world)
      .drag([60, 40], [99, 40], alt)
      .expectShape('a', box(0, 30, 80, 20));
    script('select', world)
      .drag([60, 50], [99, 50], { alt: true, shift: true })
      .expectShape('a', box(0, 20, 80, 40));
  });

  it('stops at the border, but leaves alone what was outside', () => {
    script('select', world)
      .drag([60, 50], [150, 150])
      .expectShape('a', box(20, 30, 80, 70));
    const out = { annotations: [boxed('a', -20, 10, 60, 60)], selection: ['a'] };
    script('select', out)
      .drag([-20, 10], [-40, 5])
      .expectShape('a', box(-20, 5, 60, 65));
    script('select', out)
      .drag([40, 70], [50, 80])
      .expectShape('a', box(-20, 10, 70, 70));
    script('select', out)
      .drag([40, 40], [50, 40], { alt: true })
      .expectShape('a', box(-20, 10, 60, 60));
  });

  it('never leaves a box without area', () => {
    script('select', world)
      .drag([60, 40], [20, 40])
      .expectShape('a', box(20, 30, 40, 20))
      .expectEdits();
  });

  it('still can be moved by its middle when it is tiny on the screen', () => {
    script('select', { annotations: [boxed('a', 50, 50, 8, 8)], selection: ['a'] })
      .drag([54, 54], [64, 54])
      .expectShape('a', box(60, 50, 8, 8));
  });
});

describe('the select tool, reshaping a polygon', () => {
  const world = { annotations: [ringed('p', 10, 10, 70, 10, 70, 70, 10, 70)], selection: ['p'] };

  it('moves a vertex and stops it at the border', () => {
    script('select', world)
      .drag([70, 70], [80, 90])
      .expectShape('p', polygon(10, 10, 70, 10, 80, 90, 10, 70));
    script('select', world)
      .drag([70, 70], [180, 90])
      .expectShape('p', polygon(10, 10, 70, 10, 100, 90, 10, 70));
  });

  it('adds a vertex by dragging a midpoint', () => {
    script('select', world)
      .drag([40, 10], [40, 2])
      .expectShape('p', polygon(10, 10, 40, 2, 70, 10, 70, 70, 10, 70))
      .expectEdits('Reshape');
  });

  it('adds a vertex by a double click on the outline, selected by its first click', () => {
    script('select', { annotations: world.annotations })
      .doubleClick(25, 11)
      .expectShape('p', polygon(10, 10, 25, 10, 70, 10, 70, 70, 10, 70))
      .expectEdits('Add vertex')
      .expectSelected('p')
      .expectIdle();
  });

  it('removes a vertex by Alt+click or double click, but keeps three', () => {
    const s = script('select', world).click(70, 70, { alt: true });
    s.expectShape('p', polygon(10, 10, 70, 10, 10, 70))
      .expectEdits('Remove vertex')
      .expectSelected('p');
    s.click(10, 10, { alt: true }).doubleClick(10, 10).expectEdits('Remove vertex');
    script('select', world)
      .doubleClick(10, 70)
      .expectShape('p', polygon(10, 10, 70, 10, 70, 70));
  });

  it('accepts a proposal that it reshapes', () => {
    const [shape] = world.annotations;
    assert.ok(shape);
    const s = script('select', { annotations: [{ ...shape, proposed: true, score: 0.5 }], selection: ['p'] });
    s.drag([70, 70], [80, 80]);
    assert.equal(s.doc.annotations[0]?.proposed, undefined);
    assert.equal(s.doc.annotations[0]?.score, 0.5);
  });
});

describe('the select tool, with a rubber band', () => {
  const spread = {
    annotations: [boxed('a', 10, 10, 10, 10), boxed('b', 40, 10, 10, 10), boxed('c', 70, 70, 20, 20)],
  };

  it('selects what lies wholly inside, as it grows and shrinks', () => {
    const s = script('select', { ...spread, selection: ['c'] })
      .down(5, 5)
      .move(60, 30);
    assert.deepEqual(s.last?.draft, { shapes: [], rubberBand: { x: 5, y: 5, width: 55, height: 25 } });
    s.expectSelected('a', 'b').move(45, 30).expectSelected('a').up(45, 30).expectSelected('a').expectIdle();
    s.expectEdits();
  });

  it('adds to the selection with Shift, even when begun on a shape', () => {
    script('select', { ...spread, selection: ['c'] })
      .drag([5, 5], [60, 30], { shift: true })
      .expectSelected('a', 'b', 'c');
    script('select', { ...spread, selection: ['c'] })
      .drag([53, 23], [8, 8], { shift: true })
      .expectSelected('a', 'b', 'c')
      .expectEdits();
  });
});

describe('the select tool, whatever is done with it', () => {
  const gesture = fc.record({
    kind: fc.constantFrom('drag', 'click', 'doubleClick', 'cancel', 'interrupt'),
    from: arbitraryPoint,
    to: arbitraryPoint,
    held: fc.record({ shift: fc.boolean(), alt: fc.boolean(), mod: fc.boolean() }),
  });
  const inImage = arbitraryDoc.map(({ annotations, image }) =>
    annotations.flatMap((annotation) => {
      const kind = kindOf(annotation.shape);
      const part = kind.clip(annotation.shape, image.widthPx, image.heightPx);
      return part ? [{ ...annotation, shape: kind.round(part) }] : [];
    }),
  );

  it('never fails, never keeps hold, and keeps in the image what was in it', function () {
    this.timeout(20_000);
    // Curves may swing over the border, and a turned box is clipped to a turned box.
    const STRAIGHT = new Set(['box', 'polygon', 'polyline', 'point', 'mask']);
    fc.assert(
      fc.property(inImage, fc.array(gesture, { maxLength: 8 }), (annotations, gestures) => {
        const s = script('select', { annotations, width: IMAGE_WIDTH, height: IMAGE_HEIGHT });
        for (const { kind, from, to, held } of gestures) {
          if (kind === 'drag') s.drag([from.x, from.y], [to.x, to.y], held);
          else if (kind === 'click') s.click(from.x, from.y, held);
          else if (kind === 'doubleClick') s.doubleClick(from.x, from.y);
          else s.down(from.x, from.y, held).move(to.x, to.y, held).send({ type: kind });
          assert.equal(s.last?.error, undefined);
          assert.equal(s.cancel().last?.busy, false, 'at most marked vertices are left, which Escape drops');
        }
        assert.equal(s.doc.annotations.length, annotations.length);
        for (const { shape } of s.doc.annotations) {
          if (!STRAIGHT.has(shape.kind)) continue;
          const { x, y, width, height } = kindOf(shape).bounds(shape);
          assert.ok(x >= 0 && y >= 0, `${x}, ${y}`);
          assert.ok(x + width <= IMAGE_WIDTH + 1e-9 && y + height <= IMAGE_HEIGHT + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });
});
