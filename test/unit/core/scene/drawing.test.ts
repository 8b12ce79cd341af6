import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { arrowBetween } from '../../../../src/core/scene/arrow';
import { shapeColor } from '../../../../src/core/scene/colors';
import { minimapView } from '../../../../src/core/scene/minimapView';
import { orientedCursor } from '../../../../src/core/scene/orientedCursor';
import { ORIENTATIONS, turned, UPRIGHT } from '../../../../src/core/scene/orientation';
import { inPaintOrder } from '../../../../src/core/scene/paintOrder';
import { groupOf, relationsOf } from '../../../../src/core/scene/relations';
import { rulerTicks } from '../../../../src/core/scene/rulerTicks';
import { toScreen } from '../../../../src/core/scene/viewport';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';

function box(id: string, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape: { kind: 'box', x: 0, y: 0, width: 9, height: 9 }, ...more };
}

describe('paint order', () => {
  it('goes by order, then by place; a list without orders stays itself', () => {
    const list = [
      box('a', { order: 2 }),
      box('b'),
      box('c', { order: -1 }),
      box('d', { order: 2 }),
      box('e'),
    ];
    assert.equal(
      inPaintOrder(list)
        .map(({ id }) => id)
        .join(''),
      'cbead',
    );
    const plain = [box('a'), box('b', { order: 0 })];
    assert.equal(inPaintOrder(plain), plain);
  });
});

describe('relations', () => {
  const doc = {
    ...emptyDoc({ file: 'a.png', widthPx: 10, heightPx: 10 }),
    annotations: [
      box('a', { links: [{ to: 'b', name: 'holds' }, { to: 'gone' }, { to: 'a' }], group: 1 }),
      box('b', { group: 1 }),
      box('c', { group: 2 }),
    ],
  };

  it('are found from both ends, and only those whose other end is there', () => {
    assert.deepEqual(
      relationsOf(doc, 'b').map(({ from, to, name }) => [from.id, to.id, name]),
      [['a', 'b', 'holds']],
    );
    assert.equal(relationsOf(doc, 'a').length, 1);
    assert.equal(relationsOf(doc, 'c').length, 0);
  });

  it('knows the others of a group', () => {
    const [a, , c] = doc.annotations;
    assert.deepEqual(a && groupOf(doc, a).map(({ id }) => id), ['b']);
    assert.deepEqual(c && groupOf(doc, c), []);
    assert.deepEqual(groupOf(doc, box('x')), []);
  });
});

describe('an arrow', () => {
  it('runs from border to border of rectangles that are apart', () => {
    const arrow = arrowBetween(
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 100, y: 0, width: 20, height: 10 },
    );
    assert.deepEqual(arrow, { start: { x: 10, y: 5 }, end: { x: 100, y: 5 } });
  });

  it('runs between the middles of those that overlap, and there is none without a way', () => {
    const a = { x: 0, y: 0, width: 50, height: 50 };
    assert.deepEqual(arrowBetween(a, { ...a, x: 10 }), { start: { x: 25, y: 25 }, end: { x: 35, y: 25 } });
    assert.equal(arrowBetween(a, a), undefined);
  });
});

describe('colours', () => {
  it('go by class, instance or group', () => {
    const schema = { ...EMPTY_SCHEMA, classes: [{ name: 'car', color: '#ff0000', attributes: [] }] };
    assert.equal(shapeColor(schema, 'class', box('a')), '#ff0000');
    assert.equal(shapeColor(schema, 'instance', box('a')), shapeColor(schema, 'instance', box('a')));
    assert.notEqual(shapeColor(schema, 'instance', box('a')), shapeColor(schema, 'instance', box('b')));
    const first = shapeColor(schema, 'group', box('a', { group: 1 }));
    assert.equal(first, shapeColor(schema, 'group', box('b', { group: 1 })));
    assert.notEqual(first, shapeColor(schema, 'group', box('b', { group: 2 })));
    assert.notEqual(first, shapeColor(schema, 'group', box('b')));
  });
});

describe('a ruler', () => {
  it('has its numbers as far apart as they need, on round values of whole pixels', () => {
    const scale = fc.double({ min: 1 / 256, max: 64, noNaN: true });
    fc.assert(
      fc.property(scale, fc.double({ min: -1e4, max: 1e4, noNaN: true }), (s, from) => {
        const ticks = rulerTicks(from, from + 1500 / s, s, 60);
        const majors = ticks.filter(({ isMajor }) => isMajor).map(({ value }) => value);
        assert.ok(ticks.every(({ value }) => Number.isInteger(value)));
        assert.ok(ticks.length < 140, String(ticks.length));
        for (let i = 1; i < majors.length; i++) {
          const room = ((majors[i] ?? 0) - (majors[i - 1] ?? 0)) * s;
          assert.ok(room >= 60 && room <= Math.max(60 * 2.5, s), String(room));
        }
      }),
    );
  });

  it('counts down where the view is mirrored', () => {
    assert.deepEqual(rulerTicks(5, 0, 60, 60), rulerTicks(0, 5, 60, 60));
  });
});

describe('the minimap', () => {
  it('holds the whole image whatever way it is turned', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(...ORIENTATIONS), (width, height, orientation) => {
        const { size, map } = minimapView({ width, height }, orientation, 176);
        assert.ok(size.width <= 176 && size.height <= 176);
        for (const corner of [
          { x: 0, y: 0 },
          { x: width, y: height },
        ]) {
          const { x, y } = toScreen(map, corner);
          assert.ok(x > -1 && y > -1 && x < size.width + 1 && y < size.height + 1);
        }
      }),
    );
  });
});

describe('resize cursors', () => {
  it('turn with the view', () => {
    const quarter = turned(UPRIGHT, 1);
    const mirrored = { quarterTurns: 0, isMirrored: true } as const;
    assert.equal(orientedCursor('n-resize', quarter), 'e-resize');
    assert.equal(orientedCursor('nwse-resize', quarter), 'nesw-resize');
    assert.equal(orientedCursor('ns-resize', quarter), 'ew-resize');
    assert.equal(orientedCursor('nwse-resize', mirrored), 'nesw-resize');
    assert.equal(orientedCursor('ew-resize', mirrored), 'ew-resize');
    assert.equal(orientedCursor('ne-resize', mirrored), 'nw-resize');
    assert.equal(orientedCursor('move', quarter), 'move');
    assert.equal(orientedCursor('n-resize', undefined), 'n-resize');
  });
});
