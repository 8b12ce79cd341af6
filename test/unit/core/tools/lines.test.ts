import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { ringed, script } from '../../../helpers/toolScript';

const active = { activeClass: 'gear' };
const polygon = (...ring: number[]) => ({ kind: 'polygon', rings: [ring] }) as const;
const polyline = (...points: number[]) => ({ kind: 'polyline', points }) as const;
const lined = (id: string, ...points: number[]): Annotation => ({
  id,
  label: 'wire',
  shape: polyline(...points),
});

describe('the polyline tool', () => {
  it('ends on a double click and on Enter, and stays open', () => {
    const s = script('polyline', active).click(10, 10).click(50, 10).doubleClick(50, 50);
    s.expectShape('new1', polyline(10, 10, 50, 10, 50, 50)).expectIdle();
    s.click(60, 60)
      .click(90, 60)
      .finish()
      .expectShape('new2', polyline(60, 60, 90, 60));
    s.expectEdits('Draw polyline', 'Draw polyline').expectSelected('new2');
  });

  it('does not close at its first point, which can be passed again', () => {
    const s = script('polyline', active).click(10, 10).click(50, 10).click(50, 50).click(10, 10).finish();
    s.expectShape('new1', polyline(10, 10, 50, 10, 50, 50, 10, 10));
  });

  it('is nothing with one point', () => {
    const s = script('polyline', active).click(10, 10).finish().expectEdits();
    assert.equal(s.last?.busy, true);
    s.back().expectIdle();
  });
});

describe('a line with snapping on', () => {
  const left = ringed('left', 10, 10, 40, 10, 50, 50, 40, 90, 10, 90);
  const snapping = { ...active, annotations: [left], options: { snap: true } };

  it('goes to a vertex before an edge, and says where', () => {
    const s = script('polygon', snapping).move(43, 13);
    assert.deepEqual(s.last?.draft?.snapped, { x: 40, y: 10 });
    s.move(26, 14);
    assert.deepEqual(s.last.draft?.snapped, { x: 26, y: 10 });
    s.move(75, 60);
    assert.equal(s.last.draft, undefined);
  });

  it('follows the border that two points share, the shorter way, and closes along it', () => {
    script('polygon', snapping)
      .click(41, 11)
      .click(41, 89)
      .click(80, 80)
      .finish()
      .expectShape('new1', polygon(40, 10, 50, 50, 40, 90, 80, 80));
    const closed = script('polygon', snapping).click(41, 89).click(80, 80).click(80, 20).click(41, 11);
    closed.click(41, 89).expectShape('new1', polygon(40, 90, 80, 80, 80, 20, 40, 10, 50, 50));
  });

  it('shows the way before the click', () => {
    const s = script('polygon', snapping).click(41, 11).move(41, 89);
    assert.deepEqual(s.last?.draft?.path, [40, 10, 50, 50, 40, 90]);
  });

  it('takes the longer way with Shift and goes straight across with Alt', () => {
    script('polyline', snapping)
      .click(41, 11)
      .click(41, 89, { shift: true })
      .finish()
      .expectShape('new1', polyline(40, 10, 10, 10, 10, 90, 40, 90));
    script('polyline', snapping)
      .click(41, 11)
      .click(41, 89, { alt: true })
      .finish()
      .expectShape('new1', polyline(40, 10, 40, 90));
  });

  it('takes the points of one step back together', () => {
    const s = script('polygon', snapping).click(41, 11).click(41, 89).back().move(70, 70);
    assert.deepEqual(s.last?.draft?.path, [40, 10, 70, 70]);
  });

  it('goes along the image’s border, round its corner', () => {
    const s = script('polyline', { ...snapping, annotations: [] });
    s.click(60, 3)
      .click(98, 40)
      .finish()
      .expectShape('new1', polyline(60, 0, 100, 0, 100, 40));
  });

  it('is off while Ctrl or Cmd is held, and on with it when it is off', () => {
    const free = script('polygon', snapping).move(43, 13, { mod: true });
    assert.equal(free.last?.draft, undefined);
    const caught = script('polygon', { ...active, annotations: [left] }).move(43, 13, { mod: true });
    assert.deepEqual(caught.last?.draft?.snapped, { x: 40, y: 10 });
  });

  it('leaves hidden shapes alone', () => {
    const s = script('polygon', { ...snapping, annotations: [{ ...left, hidden: true }] }).move(43, 13);
    assert.equal(s.last?.draft, undefined);
  });

  it('draws a box to its neighbour', () => {
    const s = script('box', snapping).drag([42, 12], [80, 60]);
    s.expectShape('new1', { kind: 'box', x: 40, y: 10, width: 40, height: 50 });
  });
});

describe('continuing a line', () => {
  const square = ringed('a', 20, 20, 80, 20, 80, 80, 20, 80);
  const world = { ...active, annotations: [square] };

  it('replaces the shorter section of a ring between two of its points', () => {
    const s = script('polygon', world).click(21, 21, { shift: true }).click(50, 5).move(79, 19);
    assert.equal(s.last?.cursor, 'pointer');
    s.click(79, 19).expectShape('a', polygon(20, 20, 50, 5, 80, 20, 80, 80, 20, 80));
    s.expectEdits('Continue').expectIdle().expectSelected('a');
  });

  it('replaces the longer one with Alt', () => {
    const s = script('polygon', world).click(20, 20, { shift: true }).click(50, 5);
    s.click(80, 20, { alt: true }).expectShape('a', polygon(20, 20, 50, 5, 80, 20));
  });

  it('may end on an edge', () => {
    const s = script('polygon', world).click(20, 20, { shift: true }).click(40, 10).click(60, 21);
    s.expectShape('a', polygon(20, 20, 40, 10, 60, 20, 80, 20, 80, 80, 20, 80));
  });

  it('leaves a locked one alone and draws a new one', () => {
    const s = script('polygon', { ...world, annotations: [{ ...square, locked: true }] });
    s.click(20, 20, { shift: true }).click(50, 5).click(80, 20).finish();
    s.expectShape('a', square.shape).expectShape('new1', polygon(20, 20, 50, 5, 80, 20));
  });

  it('goes on from either end of an open line', () => {
    const wire = { ...active, annotations: [lined('w', 20, 20, 50, 20, 80, 20)] };
    script('polyline', wire)
      .click(80, 20, { shift: true })
      .click(90, 50)
      .finish()
      .expectShape('w', polyline(20, 20, 50, 20, 80, 20, 90, 50));
    script('polyline', wire)
      .click(20, 20, { shift: true })
      .click(10, 50)
      .finish()
      .expectShape('w', polyline(10, 50, 20, 20, 50, 20, 80, 20));
  });

  it('replaces a section of an open line, in either direction', () => {
    const wire = { ...active, annotations: [lined('w', 20, 20, 50, 20, 80, 20)] };
    for (const [from, to] of [
      [20, 80],
      [80, 20],
    ] as const) {
      const s = script('polyline', wire).click(from, 20, { shift: true }).click(50, 40).click(to, 20);
      s.expectShape('w', polyline(20, 20, 50, 40, 80, 20));
    }
  });
});

describe('a polygon in one movement of the hand', () => {
  it('becomes a mask when regions are to be masks', () => {
    const s = script('polygon', { ...active, options: { regionAs: 'mask' } }).down(80, 50);
    for (let i = 1; i <= 60; i++) s.move(50 + 30 * Math.cos(i / 10), 50 + 30 * Math.sin(i / 10));
    s.up(80, 49).expectEdits('Draw mask');
    const shape = s.shapeOf('new1');
    assert.ok(shape?.kind === 'mask' && Math.abs(shape.widthPx - 60) <= 2);
  });
});
