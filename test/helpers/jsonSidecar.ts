import fc from 'fast-check';

const px = fc.integer({ min: -200_000, max: 2_000_000 }).map((n) => n / 100);
const size = fc.integer({ min: 0, max: 2_000_000 }).map((n) => n / 100);
const ring = fc.array(px, { minLength: 6, maxLength: 24 }).map((v) => v.slice(0, v.length - (v.length % 2)));
const known = new Set([
  'relabel',
  'image',
  'state',
  'tags',
  'annotations',
  'id',
  'label',
  'box',
  'polygon',
  'score',
  'model',
  'proposed',
  'attributes',
  'file',
  'width',
  'height',
]);
// -0 and the order of integer-like keys are not JSON's to keep.
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const key = fc
  .string({ minLength: 1, maxLength: 6 })
  .filter((k) => !known.has(k) && !/^\d+$/.test(k) && k !== '__proto__');
const extra = fc.dictionary(key, json, { maxKeys: 2, noNullPrototype: true });

const shape = fc.oneof(
  fc.tuple(px, px, size, size).map((box) => ({ box })),
  fc.array(ring, { minLength: 1, maxLength: 3 }).map((polygon) => ({ polygon })),
);

const annotation = fc
  .record(
    {
      label: fc.string({ minLength: 1, maxLength: 8 }),
      shape,
      score: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000),
      model: fc.string({ maxLength: 8 }),
      proposed: fc.constant(true),
      attributes: extra,
      extra,
    },
    { requiredKeys: ['label', 'shape'] },
  )
  .map(({ shape: geometry, extra: rest, ...members }) => ({ ...members, ...geometry, ...rest }));

/** A generated sidecar as plain JSON, canonical in its numbers: what any program may have written. */
export function jsonSidecar() {
  return fc
    .record(
      {
        image: fc.record({
          file: fc.string(),
          width: fc.integer({ min: 1, max: 60_000 }),
          height: fc.integer({ min: 1, max: 60_000 }),
        }),
        state: fc.constantFrom('todo', 'done'),
        tags: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
        extra,
        imageExtra: extra,
        annotations: fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), annotation), {
          selector: ([id]) => id,
          maxLength: 8,
        }),
      },
      { requiredKeys: ['image', 'annotations'] },
    )
    .map(({ image, imageExtra, extra: rest, annotations, ...facts }) => ({
      relabel: 1,
      image: { ...image, ...imageExtra },
      ...facts,
      ...rest,
      annotations: annotations.map(([id, members]) => ({ id, ...members })),
    }));
}
