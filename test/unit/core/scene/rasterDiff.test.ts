import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { changedAnnotations } from '../../../../src/core/scene/rasterDiff';

const make = (id: string): Annotation => ({
  id,
  label: 'x',
  shape: { kind: 'box', x: 0, y: 0, width: 1, height: 1 },
});

/** For each id: on neither side, on the left, on the right, the same on both, or replaced. */
const fates = fc.array(fc.constantFrom('none', 'gone', 'fresh', 'same', 'replaced'), { maxLength: 60 });

describe('changedAnnotations', () => {
  it('finds exactly what was removed, added or replaced', () => {
    fc.assert(
      fc.property(fates, (list) => {
        const before: Annotation[] = [];
        const after: Annotation[] = [];
        const gone: Annotation[] = [];
        const fresh: Annotation[] = [];
        list.forEach((fate, i) => {
          const id = String(i).padStart(3, '0');
          const [old, now] = [make(id), make(id)];
          if (fate !== 'none' && fate !== 'fresh') before.push(old);
          if (fate === 'same') after.push(old);
          if (fate === 'fresh' || fate === 'replaced') (after.push(now), fresh.push(now));
          if (fate === 'gone' || fate === 'replaced') gone.push(old);
        });
        const found = changedAnnotations(before, after);
        assert.ok(found.gone.length === gone.length && found.gone.every((one, i) => one === gone[i]));
        assert.ok(found.fresh.length === fresh.length && found.fresh.every((one, i) => one === fresh[i]));
      }),
    );
  });
});
