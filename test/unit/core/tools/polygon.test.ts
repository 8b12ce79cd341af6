import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestOnSegment, distance, pointAt, pointCount } from '../../../../src/core/geometry/polyline';
import { script } from '../../../helpers/toolScript';

const ring = (...points: number[]) => ({ kind: 'polygon', rings: [points] }) as const;
const active = { activeClass: 'gear' };

describe('the polygon tool', () => {
  it('closes on a click at the first point', () => {
    const s = script('polygon', active).click(10, 10).click(50, 10).click(50, 50).move(14, 13);
    assert.equal(s.last?.cursor, 'pointer');
    assert.deepEqual(
      s.last.draft?.path,
      [10, 10, 50, 10, 50, 50, 10, 10],
      'the line snaps to the first point',
    );
    s.click(14, 13)
      .expectShape('new1', ring(10, 10, 50, 10, 50, 50))
      .expectSelected('new1')
      .expectIdle();
    s.expectEdits('Draw polygon');
    assert.equal(s.run.tool, 'polygon');
  });

  it('closes on a double click and on Enter', () => {
    script('polygon', active)
      .click(10, 10)
      .click(50, 10)
      .doubleClick(50, 50)
      .expectShape('new1', ring(10, 10, 50, 10, 50, 50))
      .click(60, 60)
      .click(90, 60)
      .click(90, 90)
      .finish()
      .expectShape('new2', ring(60, 60, 90, 60, 90, 90))
      .expectIdle();
  });

  it('does nothing on Enter or a double click while it has fewer than three points', () => {
    const s = script('polygon', active).finish().click(10, 10).doubleClick(50, 10).finish().expectEdits();
    assert.deepEqual(s.last?.draft?.path, [10, 10, 50, 10, 50, 10]);
    s.click(50, 50).finish().expectEdits('Draw polygon');
  });

  it('keeps a polygon without area in hand', () => {
    const s = script('polygon', active).click(10, 10).click(30, 30).click(50, 50).finish().expectEdits();
    assert.equal(s.last?.busy, true);
    s.click(60, 10).finish().expectEdits('Draw polygon');
  });

  it('takes a bow tie, whose two halves have no net area', () => {
    const s = script('polygon', active).click(10, 10).click(50, 50).click(50, 10).click(10, 50).finish();
    s.expectEdits('Draw polygon');
  });

  it('shows the line to the pointer, and takes points back until none is left', () => {
    const s = script('polygon', active).click(10, 10).click(50, 10).move(70, 70);
    assert.deepEqual(s.last?.draft?.path, [10, 10, 50, 10, 70, 70]);
    s.back();
    assert.deepEqual(s.last.draft?.path, [10, 10, 70, 70]);
    s.back().expectIdle().expectEdits();
  });

  it('keeps its points within the image and never repeats one', () => {
    script('polygon', active)
      .click(-20, -20)
      .click(150, 10)
      .click(150, 10)
      .click(90, 300)
      .finish()
      .expectShape('new1', ring(0, 0, 100, 10, 90, 100));
  });

  it('draws freehand while the button is held, and closes where the stroke began', () => {
    const s = script('polygon', active).down(90, 50);
    for (let i = 1; i <= 120; i++) s.move(50 + 40 * Math.cos(i / 20), 50 + 40 * Math.sin(i / 20));
    s.up(50 + 40 * Math.cos(6.2), 50 + 40 * Math.sin(6.2))
      .expectIdle()
      .expectEdits('Draw polygon');
    const shape = s.shapeOf('new1');
    assert.ok(shape?.kind === 'polygon');
    const [drawn = []] = shape.rings;
    assert.ok(pointCount(drawn) >= 12 && pointCount(drawn) < 50, `${pointCount(drawn)} points`);
    for (let i = 0; i < pointCount(drawn); i++)
      assert.ok(Math.abs(distance(pointAt(drawn, i), { x: 50, y: 50 }) - 40) < 0.1);
  });

  it('goes on by clicks after a stroke', () => {
    const s = script('polygon', active).drag([10, 10], [60, 10]).click(60, 60);
    s.finish().expectShape('new1', ring(10, 10, 60, 10, 60, 60));
  });

  it('thins a stroke out without leaving it by more than the tolerance', () => {
    const wiggle = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(wiggle, (offsets) => {
        const s = script('polygon', active).down(0, 50);
        offsets.forEach((dy, i) => s.move(4.5 * (i + 1), 50 + dy));
        const end = 4.5 * offsets.length;
        s.up(end, 50 + (offsets.at(-1) ?? 0))
          .click(50, 99)
          .finish();
        const shape = s.shapeOf('new1');
        assert.ok(shape?.kind === 'polygon');
        const kept = shape.rings[0] ?? [];
        offsets.forEach((dy, i) => {
          const p = { x: 4.5 * (i + 1), y: 50 + dy };
          const away = Array.from({ length: pointCount(kept) - 1 }, (_, k) =>
            distance(p, nearestOnSegment(p, pointAt(kept, k), pointAt(kept, k + 1))),
          );
          assert.ok(Math.min(...away) <= 0.75 + 0.02);
        });
      }),
    );
  });

  it('asks for the class when none is active', () => {
    const s = script('polygon').click(10, 10).click(50, 10).doubleClick(50, 50);
    assert.deepEqual(s.last?.askClass, { x: 10, y: 10, width: 40, height: 40 });
    s.expectEdits().answer('gear').expectEdits('Draw polygon').expectIdle();
  });

  it('drops all points on Escape, but keeps them when the focus is lost', () => {
    script('polygon', active).click(10, 10).click(50, 10).cancel().expectIdle().expectEdits();
    const s = script('polygon', active).click(10, 10).click(50, 10).down(50, 50).interrupt().move(20, 90);
    assert.deepEqual(s.last?.draft?.path, [10, 10, 50, 10, 50, 50, 20, 90], 'no longer drawing freehand');
  });
});
