import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { maskOfShape } from '../../../../src/core/mask/maskOfShape';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { kindOf } from '../../../../src/core/shapes/index';
import { boxed, ringed, script } from '../../../helpers/toolScript';

const polygon = (...ring: number[]) => ({ kind: 'polygon', rings: [ring] }) as const;
const house = ringed('h', 20, 20, 60, 20, 60, 60, 40, 80, 20, 60);

describe('marked vertices', () => {
  const world = { annotations: [house], selection: ['h'] };

  it('are caught by a rubber band over the one selected shape, and stay selected with it', () => {
    const s = script('select', world).drag([90, 10], [50, 70]).expectSelected('h').expectEdits();
    assert.deepEqual(s.last?.draft?.dots, [60, 20, 60, 60]);
    assert.equal(s.last.busy, true);
  });

  it('move together, no further than the border, as one edit', () => {
    const s = script('select', world).drag([90, 10], [50, 70]).drag([60, 20], [70, 25]);
    s.expectShape('h', polygon(20, 20, 70, 25, 70, 65, 40, 80, 20, 60)).expectEdits('Move 2 vertices');
    assert.deepEqual(s.last?.draft?.dots, [70, 25, 70, 65], 'they stay marked');
    s.drag([70, 25], [200, 25]).expectShape('h', polygon(20, 20, 100, 25, 100, 65, 40, 80, 20, 60));
  });

  it('are added and taken away by Shift+click', () => {
    const s = script('select', world).click(20, 20, { shift: true }).click(60, 20, { shift: true });
    assert.deepEqual(s.last?.draft?.dots, [20, 20, 60, 20]);
    s.click(20, 20, { shift: true });
    assert.deepEqual(s.last.draft?.dots, [60, 20]);
    s.expectSelected('h');
  });

  it('are deleted together, and with too few left the shape is', () => {
    const s = script('select', world).drag([90, 10], [50, 70]).act('delete');
    s.expectShape('h', polygon(20, 20, 40, 80, 20, 60))
      .expectEdits('Delete 2 vertices')
      .expectIdle();
    const all = script('select', world).drag([90, 10], [30, 90], { alt: true }).act('delete');
    all.expectEdits('Delete 3 vertices');
    assert.deepEqual(all.doc.annotations, []);
  });

  it('go one by one from their rings, and a hole goes as a whole', () => {
    const holed: Annotation = {
      ...house,
      shape: {
        kind: 'polygon',
        rings: [
          [10, 10, 90, 10, 90, 90, 10, 90],
          [40, 40, 60, 40, 60, 60, 40, 60],
        ],
      },
    };
    const s = script('select', { annotations: [holed], selection: ['h'] });
    s.drag([30, 30], [70, 50], { alt: true }).act('delete');
    s.expectShape('h', polygon(10, 10, 90, 10, 90, 90, 10, 90));
  });

  it('are of all selected shapes with Alt, even when the band begins on one', () => {
    const two = [house, ringed('i', 70, 20, 90, 20, 90, 60)];
    const s = script('select', { annotations: two, selection: ['h', 'i'] });
    s.drag([50, 50], [95, 10], { alt: true }).expectSelected('h', 'i');
    assert.deepEqual(s.last?.draft?.dots, [60, 20, 70, 20, 90, 20]);
    s.cancel().expectIdle().expectSelected('h', 'i');
  });

  it('are forgotten with a click elsewhere, which keeps the selection', () => {
    const s = script('select', world).drag([90, 10], [50, 70]).click(95, 95).expectIdle();
    s.expectSelected('h').click(95, 95).expectSelected();
  });

  it('give way to whole shapes inside the band', () => {
    const two = [house, boxed('b', 85, 85, 5, 5)];
    const s = script('select', { annotations: two, selection: ['h'] }).drag([99, 99], [50, 50]);
    s.expectSelected('b');
    assert.equal(s.last?.draft, undefined);
  });

  it('says that there were none by making no edit', () => {
    script('select', world).act('delete').expectEdits();
  });

  it('withstands a polygon of 100,000 vertices', function () {
    this.timeout(30_000);
    const ring = Array.from({ length: 200_000 }, (_, i) => {
      const a = (Math.PI * (i >> 1)) / 50_000;
      return 5000 + 4000 * (i % 2 === 0 ? Math.cos(a) : Math.sin(a));
    });
    const annotation: Annotation = { id: 'big', label: 'gear', shape: { kind: 'polygon', rings: [ring] } };
    const big = { annotations: [annotation], selection: ['big'], width: 10_000, height: 10_000 };
    const s = script('select', { ...big, scale: 0.1 }).drag([9900, 100], [5000, 9900]);
    s.down(9000, 5000).move(8500, 5000);
    const begin = performance.now();
    s.move(8000, 5000);
    assert.ok(performance.now() - begin < 500);
    s.up(8000, 5000).expectEdits('Move 50000 vertices');
  });
});

describe('groups', () => {
  const annotations = [
    { ...boxed('a', 10, 10, 20, 20), group: 1 },
    { ...boxed('b', 40, 10, 20, 20), group: 1 },
    boxed('c', 70, 10, 20, 20),
  ];

  it('are selected and moved together', () => {
    const s = script('select', { annotations }).click(20, 20).expectSelected('a', 'b');
    s.drag([20, 20], [20, 40]).expectEdits('Move 2 annotations').expectSelected('a', 'b');
  });

  it('give one member alone with Alt', () => {
    script('select', { annotations }).click(20, 20, { alt: true }).expectSelected('a');
    script('select', { annotations }).click(20, 20).click(20, 20, { alt: true }).expectSelected('a');
  });

  it('are added and taken away as a whole by Shift, and caught by a band as a whole', () => {
    const s = script('select', { annotations }).click(80, 20).click(20, 20, { shift: true });
    s.expectSelected('a', 'b', 'c').click(50, 20, { shift: true }).expectSelected('c');
    script('select', { annotations }).drag([5, 5], [35, 35]).expectSelected('a', 'b');
  });

  it('let a repeated click reach what lies below', () => {
    const over = [...annotations, boxed('d', 5, 5, 90, 50)];
    const s = script('select', { annotations: over }).click(20, 20).expectSelected('a', 'b');
    s.click(20, 20).expectSelected('d').click(20, 20).expectSelected('a', 'b');
  });
});

describe('locked annotations', () => {
  const locked = { ...boxed('l', 20, 20, 40, 40), locked: true as const };

  it('are selected, but neither moved nor reshaped', () => {
    const s = script('select', { annotations: [locked] })
      .click(40, 40)
      .expectSelected('l');
    s.drag([40, 40], [50, 50]).click(40, 40).drag([60, 60], [80, 80]).expectEdits();
  });

  it('let a rubber band begin on them', () => {
    const s = script('select', { annotations: [locked, boxed('b', 45, 45, 5, 5)] }).click(25, 25);
    s.drag([40, 40], [55, 55]).expectSelected('b');
  });

  it('stay when others move with the selection', () => {
    const annotations = [locked, boxed('b', 70, 70, 10, 10)];
    const s = script('select', { annotations, selection: ['l', 'b'] }).drag([75, 75], [80, 80]);
    s.expectShape('l', locked.shape).expectShape('b', { kind: 'box', x: 75, y: 75, width: 10, height: 10 });
  });

  it('keep their vertices', () => {
    const annotations = [{ ...house, locked: true as const }];
    const s = script('select', { annotations, selection: ['h'] });
    s.doubleClick(60, 20).click(60, 20, { alt: true }).drag([90, 10], [50, 70], { alt: true });
    s.expectEdits();
  });
});

describe('joints', () => {
  const joint = (x: number, y: number) => ({ x, y, visibility: 2 }) as const;
  const person: Annotation = {
    id: 'p',
    label: 'person',
    shape: { kind: 'skeleton', joints: { hand: joint(20, 20), head: joint(60, 60) } },
  };
  const schema: LabelSchema = {
    ...EMPTY_SCHEMA,
    skeletons: [{ name: 's', joints: [{ name: 'hand' }, { name: 'head' }], edges: [], swap: [] }],
    classes: [{ name: 'person', skeleton: 's', attributes: [] }],
  };
  const world = { annotations: [person], selection: ['p'], schema };
  const seen = (s: ReturnType<typeof script>) => {
    const shape = s.shapeOf('p');
    assert.ok(shape?.kind === 'skeleton');
    return shape.joints['hand'];
  };

  it('go from visible to occluded to absent and back to where they were', () => {
    const s = script('select', world).move(20, 20).act('toggleVisibility');
    assert.deepEqual(seen(s), { x: 20, y: 20, visibility: 1 });
    s.act('toggleVisibility');
    assert.equal(seen(s), undefined);
    s.act('toggleVisibility');
    assert.deepEqual(seen(s), joint(20, 20));
    s.expectEdits('Occlude hand', 'Remove hand', 'Show hand');
  });

  it('can be marked instead of pointed at', () => {
    const s = script('select', world).click(20, 20, { shift: true }).move(90, 90).act('toggleVisibility');
    assert.deepEqual(seen(s), { x: 20, y: 20, visibility: 1 });
  });

  it('keep the last one of a skeleton', () => {
    const single = { ...person, shape: { kind: 'skeleton', joints: { hand: joint(20, 20) } } } as const;
    const s = script('select', { ...world, annotations: [single] }).move(20, 20);
    s.act('toggleVisibility').act('toggleVisibility').expectEdits('Occlude hand');
  });

  it('are moved one by one', () => {
    const s = script('select', world).drag([20, 20], [30, 10]);
    assert.deepEqual(seen(s), joint(30, 10));
    s.expectEdits('Reshape');
  });
});

describe('turning', () => {
  it('follows the grip beside the shape, which stands off by screen pixels', () => {
    const annotations: Annotation[] = [
      {
        id: 'r',
        label: 'nut',
        shape: { kind: 'rotatedBox', cx: 50, cy: 50, width: 40, height: 20, angle: 0 },
      },
    ];
    const s = script('select', { annotations, selection: ['r'] }).drag([50, 18], [82, 50]);
    s.expectShape('r', { kind: 'rotatedBox', cx: 50, cy: 50, width: 40, height: 20, angle: 90 });
  });
});

describe('a mask under the select tool', () => {
  it('moves by whole pixels', () => {
    const shape = maskOfShape(boxed('m', 10, 10, 20, 20).shape);
    assert.ok(shape);
    const s = script('select', { annotations: [{ id: 'm', label: 'nut', shape }] });
    s.drag([20, 20], [25.4, 30.6]);
    const moved = s.shapeOf('m');
    assert.deepEqual(moved && kindOf(moved).bounds(moved), { x: 15, y: 21, width: 20, height: 20 });
  });
});

describe('a vertex with snapping on', () => {
  it('sticks to its neighbours, not to its own shape', () => {
    const annotations = [house, boxed('b', 70, 10, 20, 20)];
    const s = script('select', { annotations, selection: ['h'], options: { snap: true } });
    s.down(60, 20).move(69, 12);
    assert.deepEqual(s.last?.draft?.snapped, { x: 70, y: 10 });
    s.up(69, 12).expectShape('h', polygon(20, 20, 70, 10, 60, 60, 40, 80, 20, 60));
  });
});

describe('vertices by keys', () => {
  const world = { annotations: [house], selection: ['h'] };

  it('are stepped through, nudged and deleted without a pointer', () => {
    const s = script('select', world).act('nextVertex');
    assert.deepEqual(s.last?.draft?.dots, [20, 20]);
    s.act('previousVertex');
    assert.deepEqual(s.last.draft?.dots, [20, 60]);
    s.send({ type: 'action', name: 'nudge', by: { x: -5, y: 0 } }).expectEdits('Move vertex');
    assert.deepEqual(s.last.draft?.dots, [15, 60], 'it stays marked');
    s.send({ type: 'action', name: 'nudge', by: { x: -500, y: 0 } });
    s.expectShape('h', polygon(20, 20, 60, 20, 60, 60, 40, 80, 0, 60));
    s.act('delete')
      .expectShape('h', polygon(20, 20, 60, 20, 60, 60, 40, 80))
      .expectIdle();
  });

  it('are none without a selection', () => {
    const s = script('select', { annotations: [house] })
      .act('nextVertex')
      .expectIdle();
    s.send({ type: 'action', name: 'nudge', by: { x: 1, y: 0 } }).expectEdits();
  });
});
