import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { maskOfShape } from '../../../../src/core/mask/maskOfShape';
import { spansOfMask, maskOfSpans } from '../../../../src/core/mask/rle';
import { hasPixel } from '../../../../src/core/mask/spans';
import { subtractSpans } from '../../../../src/core/mask/combine';
import { spansOfRect } from '../../../../src/core/mask/spans';
import type { ReadPixels } from '../../../../src/core/pixels/patch';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import { patchOf } from '../../../helpers/patch';
import { boxed, ringed, script, type ToolScript } from '../../../helpers/toolScript';

function masked(id: string, shape: Shape, label = 'nut'): Annotation {
  const mask = maskOfShape(shape);
  assert.ok(mask);
  return { id, label, shape: mask };
}

const square = (x: number, y: number, side: number) =>
  ({ kind: 'box', x, y, width: side, height: side }) as const;

function areaOf(s: ToolScript, id: string): number {
  const shape = s.shapeOf(id);
  return shape ? kindOf(shape).area(shape) : 0;
}

function covers(s: ToolScript, id: string, x: number, y: number): boolean {
  const shape = s.shapeOf(id);
  return shape?.kind === 'mask' && hasPixel(spansOfMask(shape), x, y);
}

const flat = { options: { brushPx: 4, brushTip: 'square' } } as const;

describe('the brush', () => {
  it('makes a new mask with one stroke and one edit, and goes on painting it', () => {
    const s = script('brush', { activeClass: 'nut', ...flat }).drag([10, 10], [30, 10]);
    s.expectEdits('Paint').expectSelected('new1');
    assert.equal(areaOf(s, 'new1'), 4 * 24);
    s.drag([10, 20], [30, 20]).expectEdits('Paint', 'Paint').expectSelected('new1');
    assert.equal(s.doc.annotations.length, 1);
    assert.ok(covers(s, 'new1', 20, 20) && covers(s, 'new1', 20, 10) && !covers(s, 'new1', 20, 15));
  });

  it('makes another mask when the selected one is of another class, locked, or no mask', () => {
    for (const other of [
      masked('a', square(50, 50, 10), 'bolt'),
      { ...masked('a', square(50, 50, 10)), locked: true as const },
      boxed('a', 50, 50, 10, 10),
    ]) {
      const s = script('brush', { activeClass: 'nut', annotations: [other], selection: ['a'], ...flat });
      s.click(10, 10).expectSelected('new1').expectShape('a', other.shape);
    }
  });

  it('shows the stroke and the tip, and the tip alone while it hovers', () => {
    const s = script('brush', { activeClass: 'nut', ...flat }).move(5, 5);
    assert.deepEqual(s.last?.draft?.tip, { at: { x: 5, y: 5 }, sizePx: 4, shape: 'square' });
    s.down(5, 5).move(9, 5);
    assert.deepEqual(s.last.draft?.stroke, {
      points: [5, 5, 9, 5],
      sizePx: 4,
      tip: 'square',
      erases: false,
      label: 'nut',
    });
  });

  it('asks for the class of a new mask, and takes it all back with Escape', () => {
    const s = script('brush', flat).click(10, 10).expectEdits();
    assert.deepEqual(s.last?.askClass, { x: 8, y: 8, width: 4, height: 4 });
    s.answer('nut').expectEdits('Paint').expectSelected('new1').expectIdle();
    script('brush', flat).click(10, 10).cancel().expectIdle().expectEdits();
  });

  it('paints straight with Shift, also from where the last stroke ended', () => {
    const s = script('brush', { activeClass: 'nut', ...flat }).down(10, 10, { shift: true });
    s.move(20, 30, { shift: true }).move(40, 10, { shift: true }).up(40, 10, { shift: true });
    assert.equal(areaOf(s, 'new1'), 4 * 34);
    s.click(40, 40, { shift: true });
    assert.ok(covers(s, 'new1', 40, 25) && !covers(s, 'new1', 20, 25));
  });

  it('keeps what was painted when the pointer is lost', () => {
    const s = script('brush', { activeClass: 'nut', ...flat })
      .down(10, 10)
      .move(30, 10)
      .interrupt();
    s.expectEdits('Paint').move(60, 60).expectEdits('Paint');
    assert.equal(areaOf(s, 'new1'), 4 * 24);
  });

  it('stays in the image, and makes nothing outside', () => {
    const s = script('brush', { activeClass: 'nut', ...flat }).drag([-10, 0], [10, 0]);
    assert.equal(areaOf(s, 'new1'), 2 * 12);
    script('brush', { activeClass: 'nut', ...flat })
      .drag([-30, -30], [-20, -20])
      .expectEdits();
  });

  it('paints only what is free, as the option says', () => {
    const taken = [masked('m', square(20, 0, 10)), boxed('b', 40, 0, 10, 50)];
    const options = { ...flat.options, paintFree: true };
    const s = script('brush', { activeClass: 'nut', annotations: taken, options }).drag([10, 6], [60, 6]);
    assert.ok(covers(s, 'new1', 15, 6) && covers(s, 'new1', 35, 6) && covers(s, 'new1', 55, 6));
    assert.ok(!covers(s, 'new1', 25, 6) && !covers(s, 'new1', 45, 6));
  });

  it('takes what it paints from the masks below, as the option says, and deletes what is covered wholly', () => {
    const below = [
      masked('half', square(20, 0, 10)),
      masked('gone', square(41, 5, 2)),
      { ...masked('locked', square(60, 0, 10)), locked: true as const },
      { ...boxed('linked', 80, 80, 10, 10), links: [{ to: 'gone' }] },
    ];
    const options = { ...flat.options, eraseBelow: true };
    const s = script('brush', { activeClass: 'nut', annotations: below, options }).drag([10, 6], [70, 6]);
    s.expectEdits('Paint').expectShape('locked', below[2]?.shape as Shape);
    assert.equal(areaOf(s, 'half'), 60);
    assert.equal(s.shapeOf('gone'), undefined);
    assert.equal(s.doc.annotations.find(({ id }) => id === 'linked')?.links, undefined);
  });
});

describe('the eraser', () => {
  it('takes from the selected mask only', () => {
    const annotations = [masked('a', square(10, 10, 20)), masked('b', square(10, 10, 20))];
    const s = script('eraser', { annotations, selection: ['b'], ...flat }).drag([0, 20], [40, 20]);
    assert.equal(areaOf(s, 'b'), 20 * 16);
    s.expectEdits('Erase').expectShape('a', annotations[0]?.shape as Shape);
  });

  it('takes from the foremost under it when none is selected', () => {
    const annotations = [
      { ...masked('front', square(10, 10, 20)), order: 1 },
      masked('z', square(10, 10, 20)),
    ];
    const s = script('eraser', { annotations, ...flat }).drag([0, 20], [40, 20]);
    assert.equal(areaOf(s, 'front'), 20 * 16);
    assert.equal(areaOf(s, 'z'), 400);
  });

  it('cuts polygons, into parts if need be', () => {
    const annotations = [ringed('p', 10, 10, 50, 10, 50, 50, 10, 50)];
    const s = script('eraser', { annotations, ...flat }).drag([0, 30], [60, 30]);
    assert.equal(areaOf(s, 'p'), 40 * 36);
    const shape = s.shapeOf('p');
    assert.ok(shape?.kind === 'polygon' && shape.rings.length === 2);
  });

  it('deletes what it leaves empty, and leaves locked ones alone', () => {
    const annotations = [masked('a', square(10, 10, 3)), ringed('p', 10, 10, 12, 10, 11, 12)];
    const s = script('eraser', { annotations, selection: ['a', 'p'], options: { brushPx: 20 } });
    s.click(11, 11).expectEdits('Erase');
    assert.deepEqual(s.doc.annotations, []);
    const locked = annotations.map((each) => ({ ...each, locked: true as const }));
    script('eraser', { annotations: locked, selection: ['a'], options: { brushPx: 20 } })
      .click(11, 11)
      .expectEdits();
  });

  it('says why nothing of what is selected was erased', () => {
    const s = script('eraser', { annotations: [boxed('b', 10, 10, 20, 20)], selection: ['b'], ...flat });
    s.drag([10, 10], [20, 20]).expectEdits();
    assert.match(s.last?.hint ?? '', /select a mask or polygon/);
  });

  it('says nothing where there is nothing', () => {
    script('eraser', { annotations: [masked('a', square(10, 10, 3))], ...flat })
      .click(80, 80)
      .expectEdits();
  });
});

describe('fill', () => {
  const ring = maskOfSpans(
    subtractSpans(
      spansOfRect({ x: 10, y: 10, width: 30, height: 30 }),
      spansOfRect({ x: 20, y: 20, width: 10, height: 10 }),
    ),
  );
  assert.ok(ring);
  const holed: Annotation = { id: 'r', label: 'nut', shape: ring };

  it('closes the hole of a mask', () => {
    const s = script('fill', { annotations: [holed] })
      .click(25, 25)
      .expectEdits('Fill hole');
    assert.equal(areaOf(s, 'r'), 900);
  });

  it('fills what is free up to masks, areas and the border, asking for the class', () => {
    const wall = boxed('wall', 50, 0, 10, 100);
    const s = script('fill', { annotations: [wall] })
      .click(80, 50)
      .expectEdits();
    assert.ok(s.last?.askClass);
    s.answer('sky').expectEdits('Fill').expectSelected('new1');
    assert.equal(areaOf(s, 'new1'), 40 * 100);
  });

  it('adds to the selected mask of the class', () => {
    const annotations = [masked('m', square(0, 0, 5)), boxed('wall', 50, 0, 10, 100)];
    const s = script('fill', { annotations, selection: ['m'], activeClass: 'nut' }).click(80, 50);
    assert.equal(areaOf(s, 'm'), 25 + 4000);
  });

  it('says so when nothing is free there', () => {
    const s = script('fill', { annotations: [masked('m', square(0, 0, 50))], activeClass: 'nut' });
    s.down(10, 10).expectEdits();
    assert.match(s.last?.hint ?? '', /belongs to an annotation/);
  });
});

/** A picture 100 x 100: a red disc of radius 20 at (50, 50), with a slightly darker right half, on grey. */
const picture = patchOf(100, 100, (x, y) => {
  if (Math.hypot(x + 0.5 - 50, y + 0.5 - 50) > 20) return [128, 128, 128];
  return x < 50 ? [200, 30, 30] : [190, 30, 30];
});
const pixels: ReadPixels = () => picture;

describe('the magic wand', () => {
  it('makes a polygon around what looks alike', () => {
    const s = script('wand', { activeClass: 'nut', pixels, options: { wandTolerance: 15 } }).click(45, 50);
    s.expectEdits('Draw polygon').expectSelected('new1');
    assert.ok(Math.abs(areaOf(s, 'new1') - Math.PI * 400) < 60, String(areaOf(s, 'new1')));
  });

  it('makes a mask, exactly the alike pixels', () => {
    const options = { wandTolerance: 4, regionAs: 'mask' } as const;
    const s = script('wand', { activeClass: 'nut', pixels, options }).click(45, 50);
    s.expectEdits('Draw mask');
    assert.ok(covers(s, 'new1', 49, 50) && !covers(s, 'new1', 50, 50));
  });

  it('grows more tolerant while the pointer goes to the right', () => {
    const options = { wandTolerance: 4, regionAs: 'mask' } as const;
    const s = script('wand', { activeClass: 'nut', pixels, options }).down(45, 50).move(75, 50);
    const [shown] = s.last?.draft?.shapes ?? [];
    assert.ok(shown && kindOf(shown.shape).area(shown.shape) > 1200);
    s.up(75, 50);
    assert.ok(covers(s, 'new1', 60, 50));
  });

  it('adds to the selected annotation with Shift and takes away with Alt', () => {
    const options = { wandTolerance: 15 };
    const annotations = [masked('m', square(0, 0, 10)), ringed('p', 30, 10, 70, 10, 70, 90, 30, 90)];
    const s = script('wand', { pixels, options, annotations, selection: ['m'] });
    s.click(50, 50, { shift: true }).expectEdits('Add pixels');
    assert.ok(areaOf(s, 'm') > 1300 && covers(s, 'm', 50, 50) && covers(s, 'm', 5, 5));
    const t = script('wand', { pixels, options, annotations, selection: ['p'] });
    t.click(50, 50, { alt: true }).expectEdits('Take pixels away');
    assert.ok(Math.abs(areaOf(t, 'p') - (3200 - Math.PI * 400)) < 60);
  });

  it('says so when the picture cannot be read', () => {
    const s = script('wand', { activeClass: 'nut' }).down(50, 50).expectEdits();
    assert.match(s.last?.hint ?? '', /cannot be read/);
  });
});

describe('intelligent scissors', () => {
  it('follow the edge between clicks and close at the first', () => {
    const s = script('scissors', { activeClass: 'nut', pixels });
    s.click(50, 30).click(70, 50).click(50, 70).click(30, 50).move(50, 31);
    assert.equal(s.last?.cursor, 'pointer');
    s.click(50, 31).expectEdits('Draw polygon').expectIdle();
    assert.ok(Math.abs(areaOf(s, 'new1') - Math.PI * 400) < 120, String(areaOf(s, 'new1')));
  });

  it('take seeds back, end on Enter, and make masks as the option says', () => {
    const s = script('scissors', { activeClass: 'nut', pixels, options: { regionAs: 'mask' } });
    s.click(50, 30).click(70, 50).click(95, 95).back().click(50, 70).click(30, 50).finish();
    s.expectEdits('Draw mask');
    assert.ok(covers(s, 'new1', 50, 50) && Math.abs(areaOf(s, 'new1') - Math.PI * 400) < 120);
  });

  it('stay in hand with one seed, and go by Backspace', () => {
    const s = script('scissors', { activeClass: 'nut', pixels }).click(50, 30).finish().expectEdits();
    assert.equal(s.last?.busy, true);
    s.back().expectIdle();
    const blind = script('scissors', { activeClass: 'nut' }).down(50, 30).expectIdle();
    assert.match(blind.last?.hint ?? '', /cannot be read/);
  });
});

describe('slice', () => {
  const annotations = [
    { ...ringed('p', 20, 20, 80, 20, 80, 60, 20, 60), attributes: { side: 'left' }, group: 2 },
  ];

  it('cuts a polygon in two by a drag; the larger piece stays the one it was', () => {
    const s = script('slice', { annotations, selection: ['p'] }).drag([60, 10], [60, 90]);
    s.expectEdits('Slice').expectSelected('p', 'new1').expectIdle();
    assert.deepEqual([areaOf(s, 'p'), areaOf(s, 'new1')], [1600, 800]);
    const made = s.doc.annotations.find(({ id }) => id === 'new1');
    assert.deepEqual([made?.label, made?.group, made?.attributes], ['gear', 2, { side: 'left' }]);
  });

  it('cuts along clicked corners, and ends beyond the border', () => {
    const s = script('slice', { annotations, selection: ['p'] })
      .click(40, 10)
      .click(40, 40);
    assert.equal(s.last?.busy, true);
    s.click(90, 40).expectEdits('Slice').expectIdle();
    assert.equal(areaOf(s, 'p') + areaOf(s, 'new1'), 2400);
    assert.equal(areaOf(s, 'new1'), 800);
  });

  it('cuts a mask pixel for pixel', () => {
    const s = script('slice', { annotations: [masked('m', square(10, 10, 30))], selection: ['m'] });
    s.drag([0, 5], [50, 45]).expectEdits('Slice');
    assert.equal(areaOf(s, 'm') + areaOf(s, 'new1'), 900);
    const [a, b] = [s.shapeOf('m'), s.shapeOf('new1')];
    assert.ok(a?.kind === 'mask' && b?.kind === 'mask');
    for (let x = 10; x < 40; x++)
      for (let y = 10; y < 40; y++)
        assert.notEqual(hasPixel(spansOfMask(a), x, y), hasPixel(spansOfMask(b), x, y));
  });

  it('cuts the foremost when none is selected, and never a locked one', () => {
    const two = [...annotations, { ...ringed('q', 20, 20, 80, 20, 80, 60, 20, 60), order: 1 }];
    const s = script('slice', { annotations: two }).drag([60, 10], [60, 90]);
    s.expectShape('p', annotations[0]?.shape as Shape);
    assert.equal(areaOf(s, 'q'), 1600);
    const locked = annotations.map((each) => ({ ...each, locked: true as const }));
    const t = script('slice', { annotations: locked, selection: ['p'] }).drag([60, 10], [60, 90]);
    t.expectEdits();
    assert.match(t.last?.hint ?? '', /nothing here to cut/);
  });

  it('leaves what it does not cross', () => {
    const s = script('slice', { annotations, selection: ['p'] })
      .drag([30, 10], [40, 40])
      .expectEdits();
    assert.ok(s.last?.hint);
  });
});
