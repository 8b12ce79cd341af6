import assert from 'node:assert/strict';
import { script } from '../../../helpers/toolScript';

const box = (x: number, y: number, width: number, height: number) =>
  ({ kind: 'box', x, y, width, height }) as const;

describe('the box tool', () => {
  it('draws from corner to corner, selects the new box and stays on', () => {
    const s = script('box', { activeClass: 'nut' }).drag([10, 20], [40, 60]);
    s.expectShape('new1', box(10, 20, 30, 40))
      .expectSelected('new1')
      .expectEdits('Draw box')
      .expectIdle();
    s.drag([90, 90], [50, 70])
      .expectShape('new2', box(50, 70, 40, 20))
      .expectSelected('new2');
    assert.equal(s.run.tool, 'box');
    assert.equal(s.doc.annotations[0]?.label, 'nut');
  });

  it('draws by two clicks, following the pointer in between', () => {
    const s = script('box', { activeClass: 'nut' }).click(10, 10).move(30, 50);
    assert.deepEqual(s.last?.draft?.shapes, [{ shape: box(10, 10, 20, 40), label: 'nut' }]);
    s.click(40, 50)
      .expectShape('new1', box(10, 10, 30, 40))
      .expectEdits('Draw box')
      .expectIdle();
  });

  it('draws nothing by two clicks at one place', () => {
    script('box', { activeClass: 'nut' }).click(10, 10).click(11, 11).expectEdits().expectIdle();
  });

  it('judges what a click is by the screen, not by the image', () => {
    script('box', { activeClass: 'nut', scale: 32 })
      .drag([10, 10], [10.5, 10.5])
      .expectShape('new1', box(10, 10, 0.5, 0.5));
    script('box', { activeClass: 'nut', scale: 0.1 }).drag([10, 10], [30, 30]).expectEdits();
  });

  it('refuses a box without area', () => {
    script('box', { activeClass: 'nut' }).drag([10, 10], [60, 10]).expectEdits().expectIdle();
  });

  it('keeps within the image', () => {
    script('box', { activeClass: 'nut' })
      .drag([-30, 50], [300, 140])
      .expectShape('new1', box(0, 50, 100, 50))
      .drag([-50, -50], [-10, -20])
      .expectEdits('Draw box');
  });

  it('draws squares with Shift, and keeps them square at the border', () => {
    script('box', { activeClass: 'nut' })
      .drag([10, 10], [40, 20], { shift: true })
      .expectShape('new1', box(10, 10, 30, 30))
      .drag([50, 50], [20, 45], { shift: true })
      .expectShape('new2', box(20, 20, 30, 30))
      .drag([80, 50], [180, 60], { shift: true })
      .expectShape('new3', box(80, 50, 20, 20));
  });

  it('draws from the centre with Alt, and stays centred at the border', () => {
    script('box', { activeClass: 'nut' })
      .drag([50, 50], [60, 70], { alt: true })
      .expectShape('new1', box(40, 30, 20, 40))
      .drag([10, 50], [40, 60], { alt: true })
      .expectShape('new2', box(0, 40, 20, 20))
      .drag([20, 50], [50, 60], { alt: true, shift: true })
      .expectShape('new3', box(0, 30, 40, 40));
  });

  it('asks for the class when none is active; the answer adds the box in one step', () => {
    const s = script('box').drag([10, 10], [40, 40]);
    assert.deepEqual(s.last?.askClass, box(10, 10, 30, 30));
    assert.deepEqual(s.last.draft?.shapes, [{ shape: box(10, 10, 30, 30), label: '' }]);
    s.expectEdits().move(70, 70).interrupt();
    assert.ok(
      s.last.askClass,
      'the question stays open while the pointer moves and the focus is in the picker',
    );
    s.answer('bolt').expectEdits('Draw box').expectSelected('new1').expectIdle();
    assert.equal(s.doc.annotations[0]?.label, 'bolt');
  });

  it('drops the nameless box when the question is closed or a new one is begun', () => {
    script('box').drag([10, 10], [40, 40]).cancel().expectEdits().expectIdle();
    const s = script('box').drag([10, 10], [40, 40]).drag([50, 50], [60, 60]).answer('nut');
    assert.deepEqual(
      s.doc.annotations.map(({ shape }) => shape),
      [box(50, 50, 10, 10)],
    );
  });

  it('drops the box on Escape and on a lost pointer, but keeps a clicked corner', () => {
    script('box', { activeClass: 'nut' })
      .down(10, 10)
      .move(50, 50)
      .cancel()
      .expectIdle()
      .up(50, 50)
      .expectEdits();
    script('box', { activeClass: 'nut' }).down(10, 10).move(50, 50).interrupt().expectIdle();
    script('box', { activeClass: 'nut' }).click(10, 10).interrupt().click(30, 30).expectEdits('Draw box');
  });
});
