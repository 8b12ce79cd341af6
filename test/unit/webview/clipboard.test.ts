import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boxOf } from '../../../src/core/shapes/box';
import { polygonOf } from '../../../src/core/shapes/polygon';
import { fromClipboard, paste, toClipboard } from '../../../webview/clipboard';
import { EVERY_FACT } from '../../helpers/everyKind';
import { boxAt, docOf } from './annotations';

function counter(): () => string {
  let n = 0;
  return () => `new${n++}`;
}

describe('clipboard', () => {
  it('reads back what it wrote: boxes, polygons, attributes, any class name', () => {
    const px = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100);
    const shape = fc.oneof(
      fc.tuple(px, px, px, px).map(([x, y, width, height]) => boxOf({ x, y, width, height })),
      fc.array(fc.tuple(px, px), { minLength: 3, maxLength: 8 }).map((points) => polygonOf(points.flat())),
    );
    const annotation = fc.record(
      {
        id: fc.string({ minLength: 1 }),
        label: fc.string(),
        shape,
        attributes: fc.constant({ occluded: true }),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(annotation, { minLength: 1, maxLength: 5 }), (annotations) => {
        assert.deepEqual(fromClipboard(toClipboard(annotations)), annotations);
      }),
    );
  });

  it('says what is wrong with foreign text and an empty clipboard', () => {
    for (const text of ['hello', '{"a": 1}', '[1]', '{"relabel-annotations": 3}', 'null'])
      assert.match(String(fromClipboard(text)), /holds no annotations/);
    assert.match(String(fromClipboard('  ')), /empty/);
    assert.match(String(fromClipboard('{"relabel-annotations": [{"id": 1}]}')), /could be read/);
  });

  it('leaves out what cannot be read and takes the rest', () => {
    const text = JSON.stringify({
      'relabel-annotations': [
        { id: 'a', label: 'car', box: [1, 2, 3, 4] },
        { id: 'b', label: 'car', box: [1, 2, 'x', 4] },
        { id: 'c', label: 7, box: [1, 2, 3, 4] },
        { id: 'd', label: 'car' },
        null,
      ],
    });
    const read = fromClipboard(text);
    assert.ok(typeof read !== 'string');
    assert.deepEqual(
      read.map(({ id }) => id),
      ['a'],
    );
  });

  it('pastes into another image where it was, with fresh ids and as the user own', () => {
    const copied = boxAt('a', 20, 30, { proposed: true, score: 0.5, model: 'm@1' });
    const { edit, outside } = paste('Paste', docOf(), [copied], 12, counter());
    assert.equal(outside, 0);
    assert.deepEqual(edit.added, [{ id: 'new0', label: 'car', shape: copied.shape }]);
  });

  it('leaves behind what was said about the very one that is copied', () => {
    const { id: _, label: __, shape: ___, ...facts } = EVERY_FACT;
    const read = fromClipboard(toClipboard([boxAt('a', 20, 30, facts)]));
    assert.ok(typeof read !== 'string');
    for (const copied of [boxAt('a', 20, 30, facts), ...read]) {
      const [copy] = paste('Paste', docOf(), [copied], 12, counter()).edit.added;
      for (const key of ['comments', 'review', 'conflict', 'apart'] as const)
        assert.equal(copy?.[key], undefined);
      assert.equal(copy?.text, EVERY_FACT.text);
    }
  });

  it('carries flags, text, order and groups, and links among what is copied', () => {
    const all = [
      boxAt('a', 1, 1, {
        occluded: true,
        group: 4,
        order: 2.5,
        text: 'M8',
        links: [{ to: 'b', name: 'holds' }],
      }),
      boxAt('b', 20, 1, { group: 4, locked: true, hidden: true, page: 3, links: [{ to: 'gone' }] }),
    ];
    const read = fromClipboard(toClipboard(all));
    assert.ok(typeof read !== 'string');
    const { edit } = paste('Paste', docOf(boxAt('c', 0, 0, { group: 6 })), read, 12, counter(), 2);
    assert.deepEqual(
      edit.added.map(({ shape: _, ...rest }) => rest),
      [
        {
          ...{ id: 'new0', label: 'car', occluded: true, group: 7, order: 2.5, text: 'M8', page: 2 },
          links: [{ to: 'new1', name: 'holds' }],
        },
        { id: 'new1', label: 'car', group: 7, page: 2 },
      ],
    );
    assert.match(
      String(
        fromClipboard('{"relabel-annotations": [{"id": "a", "label": "x", "box": [1,2,3,4], "group": -1}]}'),
      ),
      /could be read/,
    );
  });

  it('pastes beside the original where it still is', () => {
    const { edit } = paste('Paste', docOf(boxAt('a', 20, 30)), [boxAt('a', 20, 30)], 12, counter());
    assert.deepEqual(edit.added[0]?.shape, { kind: 'box', x: 32, y: 42, width: 10, height: 10 });
  });

  it('cuts at the border and counts what lies outside', () => {
    const { edit, outside } = paste('Paste', docOf(), [boxAt('a', 95, 0), boxAt('b', 200, 0)], 12, counter());
    assert.equal(outside, 1);
    assert.deepEqual(
      edit.added.map(({ shape }) => shape),
      [{ kind: 'box', x: 95, y: 0, width: 5, height: 10 }],
    );
  });
});
