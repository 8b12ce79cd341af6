import fc from 'fast-check';

const px = fc.integer({ min: -200_000, max: 2_000_000 }).map((n) => n / 100);
const size = fc.integer({ min: 0, max: 2_000_000 }).map((n) => n / 100);
const ring = fc.array(px, { minLength: 6, maxLength: 24 }).map((v) => v.slice(0, v.length - (v.length % 2)));
const degrees = fc.integer({ min: 0, max: 3_599_999 }).map((n) => n / 10_000);
const place = fc.integer({ min: -1000, max: 10_000 });
const face = fc.array(px, { minLength: 8, maxLength: 8 });
const anchor = fc.oneof(
  fc.tuple(px, px),
  fc.tuple(px, px, px, px, px, px).filter(([x, y, ...rest]) => rest.some((v, i) => v !== (i % 2 ? y : x))),
);
const known = new Set([
  'relabel',
  'image',
  'state',
  'tags',
  'annotations',
  'id',
  'label',
  ...['box', 'rotatedBox', 'polygon', 'polyline', 'spline', 'point', 'skeleton', 'ellipse', 'cuboid', 'mask'],
  'score',
  'model',
  'proposed',
  ...['occluded', 'truncated', 'difficult', 'crowd', 'group', 'order', 'text', 'links', 'locked', 'hidden'],
  'page',
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
  fc.tuple(px, px, size, size, degrees).map((rotatedBox) => ({ rotatedBox })),
  fc.tuple(px, px, size, size, degrees).map((ellipse) => ({ ellipse })),
  fc.tuple(px, px).map((point) => ({ point })),
  fc.array(fc.tuple(px, px), { minLength: 2 }).map((points) => ({ polyline: points.flat() })),
  fc.tuple(fc.boolean(), fc.array(anchor, { minLength: 2 })).map(([closed, anchors]) => ({
    spline: { closed, anchors },
  })),
  fc
    .dictionary(key, fc.tuple(px, px, fc.constantFrom(1, 2)), { minKeys: 1, noNullPrototype: true })
    .map((skeleton) => ({ skeleton })),
  fc.tuple(face, face).map((cuboid) => ({ cuboid })),
  fc
    .record({ box: fc.tuple(place, place, fc.constant(4), fc.constant(2)), runs: fc.constant('08') })
    .map((mask) => ({ mask: { ...mask } })),
);

const link = fc
  .record({ to: fc.string({ minLength: 1 }), name: fc.string(), extra }, { requiredKeys: ['to'] })
  .map(({ extra: rest, ...members }) => ({ ...members, ...without(rest, 'to', 'name') }));

function without(object: object | undefined, ...keys: string[]): object {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([name]) => !keys.includes(name)));
}

const yes = fc.constant(true);

const annotation = fc
  .record(
    {
      label: fc.string({ minLength: 1, maxLength: 8 }),
      shape,
      score: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000),
      model: fc.string({ maxLength: 8 }),
      proposed: yes,
      ...{ occluded: yes, truncated: yes, difficult: yes, crowd: yes, locked: yes, hidden: yes },
      group: fc.integer({ min: 1, max: 99 }),
      order: fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 64),
      text: fc.string(),
      links: fc.array(link, { minLength: 1, maxLength: 3 }),
      page: fc.integer({ min: 1, max: 500 }),
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
