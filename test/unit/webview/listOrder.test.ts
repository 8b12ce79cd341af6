import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../src/core/schema/labelSchema';
import { shownInOrder } from '../../../webview/listOrder';
import { windowOf } from '../../../webview/ui/virtualRows';
import { boxAt } from './annotations';

const ALL = {
  threshold: 0,
  hiddenClasses: new Set<string>(),
  hiddenIds: new Set<string>(),
  pages: undefined,
  listQuery: '',
  listSort: 'class' as const,
};
const SCHEMA: LabelSchema = {
  ...EMPTY_SCHEMA,
  classes: [
    { name: 'zebra', attributes: [] },
    { name: 'ant', attributes: [] },
  ],
};

function order(annotations: readonly Annotation[], schema = SCHEMA): string[] {
  return shownInOrder(annotations, schema, ALL).map(({ id }) => id);
}

describe('list order', () => {
  it('goes by class of the schema, then down, then right; unknown classes last by name', () => {
    const list = [
      boxAt('1', 0, 50, { label: 'zebra' }),
      boxAt('2', 9, 10, { label: 'zebra' }),
      boxAt('3', 5, 10, { label: 'zebra' }),
      boxAt('4', 0, 0, { label: 'ant' }),
      boxAt('5', 0, 0, { label: 'bee' }),
      boxAt('6', 0, 0, { label: 'asp' }),
    ];
    assert.deepEqual(order(list), ['3', '2', '1', '4', '6', '5']);
  });

  it('comes out the same whether sorted in step by step or at once', () => {
    const spot = fc.record({
      x: fc.integer({ min: 0, max: 5 }),
      y: fc.integer({ min: 0, max: 5 }),
      label: fc.constantFrom('zebra', 'ant', 'x'),
    });
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 20 }), fc.infiniteStream(fc.boolean()), (spots, coin) => {
        const all = spots.map(({ x, y, label }, i) => boxAt(`id${i + 10}`, x, y, { label }));
        order(all.filter(() => coin.next().value));
        order(all.filter(() => coin.next().value));
        const stepwise = order(all);
        assert.deepEqual(stepwise, order(all, { ...SCHEMA }));
      }),
    );
  });

  it('leaves out hidden classes and proposals below the threshold', () => {
    const list = [
      boxAt('a', 0, 0, { label: 'ant' }),
      boxAt('b', 0, 0, { proposed: true, score: 0.2 }),
      boxAt('c', 0, 0, { proposed: true, score: 0.6 }),
    ];
    const shown = shownInOrder(list, SCHEMA, { ...ALL, threshold: 0.5, hiddenClasses: new Set(['ant']) });
    assert.deepEqual(
      shown.map(({ id }) => id),
      ['c'],
    );
  });

  it('sorts a change into 50,000 in a few milliseconds', () => {
    let many = Array.from({ length: 50_000 }, (_, i) => boxAt(`m${100_000 + i}`, i % 1000, (i * 7) % 1000));
    shownInOrder(many, SCHEMA, ALL);
    const tookMs = Array.from({ length: 8 }, (_, i) => {
      many = many.with(100, boxAt('m100100', i, 3));
      const from = performance.now();
      shownInOrder(many, SCHEMA, ALL);
      return performance.now() - from;
    });
    const best = Math.min(...tookMs);
    assert.ok(best < 60, `${best.toFixed(1)} ms at best; 5 ms on an idle machine`);
  }).timeout(10_000);
});

describe('virtual rows', () => {
  it('always covers what is in sight and never more than there is', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(900), fc.nat(100), (top, height, total) => {
        const { first, count } = windowOf(top, height, 24, total);
        assert.ok(first >= 0 && first + count <= total);
        for (let row = Math.floor(top / 24); row * 24 < top + height && row < total; row++)
          assert.ok(row >= first && row < first + count);
      }),
    );
  });
});
