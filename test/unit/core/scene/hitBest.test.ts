import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';
import { apply } from '../../../../src/core/edit/edit';
import { maskOfShape } from '../../../../src/core/mask/maskOfShape';
import { hitAll } from '../../../../src/core/scene/hit';
import { hitBest } from '../../../../src/core/scene/hitBest';
import { sceneIndex } from '../../../../src/core/scene/index';
import { visibleHandles } from '../../../../src/core/scene/handles';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { arbitraryDoc, arbitraryHistory, arbitraryPoint } from '../../../helpers/arbitrary';
import { boxed } from '../../../helpers/toolScript';

const everything = (): boolean => true;
const view = fc.constantFrom(0.05, 0.3, 1, 8).map((scale) => ({ scale }));
/** Every third or none is hidden, some are selected: by the number in an id. */
const rule = fc.constantFrom(1, 2, 3, 7);

function agree(
  doc: AnnotationDoc,
  view: { readonly scale: number },
  p: { readonly x: number; readonly y: number },
  selection: ReadonlySet<string>,
  isVisible: (annotation: Annotation) => boolean = everything,
): void {
  const [best] = hitAll(doc, view, selection, p, isVisible);
  assert.deepEqual(hitBest(doc, view, selection, p, isVisible), best);
}

describe('the best hit', () => {
  it('is the first of all hits, whatever is hidden and selected', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryPoint, view, rule, rule, (doc, p, scale, hidden, selected) => {
        const number = (id: string): number => Number(id.slice(2));
        const selection = new Set(doc.annotations.map(({ id }) => id).filter((id) => number(id) % selected));
        agree(doc, scale, p, selection, ({ id }) => number(id) % hidden !== 1);
      }),
      { numRuns: 150 },
    );
  });

  it('is the first of all hits on outlines, corners and centres', () => {
    fc.assert(
      fc.property(arbitraryDoc, view, (doc, scale) => {
        for (const { shape } of doc.annotations)
          for (const { point } of visibleHandles(shape, 1)) agree(doc, scale, point, new Set());
      }),
      { numRuns: 40 },
    );
  });

  it('is the first of all hits after edits', () => {
    fc.assert(
      fc.property(arbitraryHistory(3), arbitraryPoint, view, ({ docs, edits }, p, scale) => {
        let [doc] = docs;
        assert.ok(doc);
        sceneIndex(doc);
        for (const edit of edits) {
          doc = apply(doc, edit).doc;
          agree(doc, scale, p, new Set());
        }
      }),
    );
  });

  it('is the first of all hits in a crowd', () => {
    const random = seeded(5);
    const doc = crowd(3000, random);
    for (let i = 0; i < 3000; i++) {
      const p = { x: random() * 1000, y: random() * 1000 };
      agree(doc, { scale: i % 3 === 0 ? 4 : 0.5 }, p, new Set(), ({ id }) => !id.endsWith('7'));
    }
  });

  it('among equals is what lies in front', () => {
    const twin = (id: string, order: number): Annotation => ({ ...boxed(id, 10, 10, 80, 80), order });
    const doc = docOf([twin('a', 0), twin('b', 2), twin('c', 1)]);
    for (const p of [
      { x: 50, y: 50 },
      { x: 11, y: 50 },
    ])
      assert.equal(hitBest(doc, { scale: 1 }, new Set(), p, everything)?.id, 'b');
    agree(doc, { scale: 1 }, { x: 50, y: 50 }, new Set(['a', 'b', 'c']));
  });

  it('is found in polygons of 100,000 points', () => {
    const doc = docOf([{ id: 'huge', label: 'lake', shape: polygonOf(wavyRing(100_000)) }]);
    const random = seeded(9);
    for (let i = 0; i < 60; i++) {
      const angle = random() * 2 * Math.PI;
      const away = i % 2 === 0 ? random() * 600 : 400 + 30 * (random() - 0.5);
      const p = { x: 500 + away * Math.cos(angle), y: 500 + away * Math.sin(angle) };
      agree(doc, { scale: 1 }, p, new Set(i % 3 === 0 ? ['huge'] : []));
    }
  });

  it('asks of few shapes whether they are visible', () => {
    const random = seeded(2);
    const doc = crowd(3000, random);
    let asked = 0;
    for (let i = 0; i < 300; i++)
      hitBest(doc, { scale: 1 }, new Set(), { x: random() * 1000, y: random() * 1000 }, () => ++asked > 0);
    assert.ok(asked < 300 * 8, `${asked} questions`);
  });
});

function docOf(annotations: readonly Annotation[]): AnnotationDoc {
  return { image: { file: 'a.png', widthPx: 1000, heightPx: 1000 }, tags: [], annotations, kept: [] };
}

/** Boxes, polygons of four to a hundred points, and masks, thickly over each other. */
function crowd(count: number, random: () => number): AnnotationDoc {
  const annotations = Array.from({ length: count }, (_, i): Annotation => {
    const [x, y, size] = [random() * 1000, random() * 1000, 5 + random() * 60];
    const id = `a${String(i).padStart(6, '0')}`;
    if (i % 2 === 0) return boxed(id, x, y, size, size / 2);
    const points = Array.from({ length: 4 + Math.floor(random() ** 4 * 96) }, (_, k) => k * 2.4);
    const ring = points.flatMap((angle) => [
      x + size * random() * Math.cos(angle),
      y + size * random() * Math.sin(angle),
    ]);
    const shape = polygonOf(ring);
    return { id, label: 'bolt', shape: (i % 10 === 1 && maskOfShape(shape)) || shape };
  });
  return docOf(annotations);
}

function wavyRing(points: number): number[] {
  return Array.from({ length: points }, (_, i) => (i / points) * 2 * Math.PI).flatMap((angle) => [
    500 + (400 + 9 * Math.cos(977 * angle)) * Math.cos(angle),
    500 + (400 + 9 * Math.cos(977 * angle)) * Math.sin(angle),
  ]);
}

/** Numbers in [0, 1), the same in every run (linear congruential). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
