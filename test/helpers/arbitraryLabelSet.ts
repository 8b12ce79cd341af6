import fc from 'fast-check';
import type { Annotation } from '../../src/core/annotation/annotation';
import { compareIds } from '../../src/core/annotation/document';
import type { LabeledImage, LabelSet } from '../../src/core/formats/labelSet';
import { fillRings } from '../../src/core/mask/fillRings';
import { maskOfSpans } from '../../src/core/mask/rle';
import {
  EMPTY_SCHEMA,
  type AttributeSpec,
  type LabelClass,
  type LabelSchema,
} from '../../src/core/schema/labelSchema';
import { cuboidOf } from '../../src/core/shapes/cuboid';
import type { Shape, ShapeKindName } from '../../src/core/shapes/index';
import { SHAPE_KINDS } from '../../src/core/shapes/index';
import { polygonOf } from '../../src/core/shapes/polygon';
import { skeletonOf } from '../../src/core/shapes/skeleton';
import { cornerAnchor, splineOf } from '../../src/core/shapes/splinePath';

/** What generated sets are made of. */
export interface SetOptions {
  readonly kinds?: readonly ShapeKindName[];
  /** Width and height of the images, pixels; small ones unless told. */
  readonly sizes?: readonly (readonly [widthPx: number, heightPx: number])[];
  readonly minImages?: number;
  readonly minAnnotations?: number;
}

interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
}

const SIZES = [
  [64, 48],
  [31, 20],
  [640, 480],
] as const;

/** Names that try formats: spaces, commas, quotes, other scripts, inherited keys, numbers. */
const CLASS_NAMES = [
  'car',
  'traffic light',
  'a,b',
  'say "x"',
  'Kühlkörper',
  '螺丝',
  '__proto__',
  '12',
  "it's <b>&",
];
const IMAGE_PATHS = [
  'a.jpg',
  'sub/a.jpg',
  'b c.png',
  'sub/deep/größe.png',
  'd.e.jpeg',
  '100%.jpg',
  'z-1.webp',
];

const ATTRIBUTES: readonly AttributeSpec[] = [
  { name: 'damaged', type: 'checkbox' },
  { name: 'side', type: 'choice', options: ['left', 'right'] },
  { name: 'count', type: 'number' },
  { name: 'note', type: 'text' },
];

export const PERSON_JOINTS = ['nose', 'left eye', 'right eye', 'tail'];

const PERSON: LabelClass = { name: 'person', attributes: ATTRIBUTES, skeleton: 'person' };

/** A set as formats exchange it: images inside their frames, coordinates on the 1/100-pixel grid, every fact at times. */
export function arbitraryLabelSet(options: SetOptions = {}): fc.Arbitrary<LabelSet> {
  const paths = fc.shuffledSubarray(IMAGE_PATHS, { minLength: options.minImages ?? 0, maxLength: 4 });
  return fc
    .record({ schema: arbitrarySchema, paths })
    .chain((made) =>
      fc
        .tuple(...made.paths.map((path) => arbitraryImage(path, made.schema, options)))
        .map((images) => ({ schema: made.schema, imageCount: images.length, images })),
    );
}

const arbitrarySchema: fc.Arbitrary<LabelSchema> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...CLASS_NAMES), { minLength: 1, maxLength: 4 }),
    step: fc.constantFrom(undefined, 1, 3),
    first: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ names, step, first }) => ({
    ...EMPTY_SCHEMA,
    classes: [...names.map((name): LabelClass => ({ name, attributes: ATTRIBUTES })), PERSON].map(
      (each, i) => ({
        ...each,
        ...(step !== undefined && { id: first + i * step }),
      }),
    ),
    tags: [
      {
        name: 'scene',
        choice: 'multiple' as const,
        required: false,
        options: [{ name: 'day' }, { name: 'rain' }, { name: 'at night' }],
      },
    ],
    skeletons: [
      {
        name: 'person',
        joints: PERSON_JOINTS.map((name) => ({ name })),
        edges: [['nose', 'tail'] as const],
        swap: [],
      },
    ],
  }));

function arbitraryImage(path: string, schema: LabelSchema, options: SetOptions): fc.Arbitrary<LabeledImage> {
  return fc.constantFrom(...(options.sizes ?? SIZES)).chain(([widthPx, heightPx]) =>
    fc
      .record({
        annotations: arbitraryAnnotations(schema, { widthPx, heightPx }, options),
        tags: fc.subarray(['day', 'rain', 'at night']),
        state: fc.constantFrom(undefined, undefined, 'todo' as const, 'done' as const),
        split: fc.constantFrom(undefined, 'train', 'val', 'test'),
        labelled: fc.constantFrom(true, true, false),
      })
      .map(({ annotations, tags, state, split, labelled }): LabeledImage => {
        const image = { file: path.slice(path.lastIndexOf('/') + 1), widthPx, heightPx };
        const isLabelled =
          (labelled && state !== 'todo') || annotations.length > 0 || tags.length > 0 || state === 'done';
        const doc = { image, ...(state && { state }), tags, annotations, kept: [] };
        return { path, ...(split && { split }), labelled: isLabelled, doc };
      }),
  );
}

function arbitraryAnnotations(
  schema: LabelSchema,
  frame: Frame,
  options: SetOptions,
): fc.Arbitrary<readonly Annotation[]> {
  const id = fc.string({ unit: fc.constantFrom(...'0123456789abcxyz'), minLength: 6, maxLength: 6 });
  return fc
    .uniqueArray(fc.tuple(id, arbitraryLabelled(schema, frame, options)), {
      selector: ([each]) => each,
      minLength: options.minAnnotations ?? 0,
      maxLength: Math.max(5, options.minAnnotations ?? 0),
    })
    .map((list) => linked(list.map(([each, rest]) => ({ id: each, ...rest })).sort(compareIds)));
}

/** Links that were drawn as places in the list become ids. */
function linked(list: readonly (Annotation & { readonly linkTo?: number })[]): readonly Annotation[] {
  return list.map(({ linkTo, ...annotation }) => {
    const to = linkTo === undefined ? undefined : list[linkTo % list.length]?.id;
    return to === undefined || to === annotation.id
      ? annotation
      : { ...annotation, links: [{ to, name: 'part of' }] };
  });
}

function arbitraryLabelled(
  schema: LabelSchema,
  frame: Frame,
  { kinds = SHAPE_KINDS }: SetOptions,
): fc.Arbitrary<Omit<Annotation, 'id'> & { linkTo?: number }> {
  const names = schema.classes.map(({ name }) => name);
  return fc
    .constantFrom(...kinds)
    .chain((kind) =>
      fc.record({
        label: kind === 'skeleton' ? fc.constant('person') : fc.constantFrom(...names),
        shape: SHAPES[kind](frame),
        facts: arbitraryFacts,
      }),
    )
    .map(({ label, shape, facts }) => ({ label, shape, ...facts }));
}

const yes = fc.constantFrom(undefined, undefined, undefined, true as const);

const arbitraryFacts = fc
  .record({
    score: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    model: fc.constantFrom(undefined, undefined, 'parts-nano@3f2a'),
    proposed: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, true as const),
    ...{ occluded: yes, truncated: yes, difficult: yes, crowd: yes, locked: yes, hidden: yes },
    group: fc.constantFrom(undefined, undefined, 1, 2, 7),
    order: fc.constantFrom(undefined, undefined, 1, 2, -3),
    text: fc.constantFrom(undefined, undefined, 'EXIT', 'two\nlines', ' "a", <b> & \'c\'; 日本 ', '=1+1'),
    page: fc.constantFrom(undefined, undefined, undefined, undefined, 3),
    linkTo: fc.constantFrom(undefined, undefined, 0, 1, 2),
    attributes: fc.option(arbitraryAttributes(), { nil: undefined }),
  })
  .map(({ score, ...facts }) => present({ ...facts, ...(score !== undefined && { score: score / 100 }) }));

function arbitraryAttributes() {
  return fc
    .record({
      damaged: fc.constantFrom(undefined, true, false),
      side: fc.constantFrom(undefined, 'left', 'right'),
      count: fc.constantFrom(undefined, 0, 3, 2.5),
      note: fc.constantFrom(undefined, 'fine', 'a "b"\n<c> & d'),
    })
    .map(present)
    .filter((attributes) => Object.keys(attributes).length > 0);
}

/** Without members that are undefined. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** On the grid of 1/100 pixel from `least` to `most`. */
function px(least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.ceil(least * 100), max: Math.floor(most * 100) }).map((n) => n / 100);
}

const SHAPES: { readonly [K in ShapeKindName]: (frame: Frame) => fc.Arbitrary<Shape> } = {
  box: (frame) => rect(frame, 1).map((made) => ({ kind: 'box', ...made })),
  rotatedBox: (frame) =>
    turned(frame).map(({ cx, cy, a, b, angle }) => ({
      kind: 'rotatedBox',
      cx,
      cy,
      width: 2 * a,
      height: b,
      angle,
    })),
  polygon: (frame) => fc.oneof({ arbitrary: star(frame), weight: 3 }, ringed(frame)),
  polyline: (frame) => points(frame, 2, 6).map((made) => ({ kind: 'polyline', points: made })),
  spline: (frame) =>
    fc.tuple(points(frame, 6, 12), fc.boolean()).map(([made, closed]) => splineOf(anchors(made), closed)),
  point: (frame) => points(frame, 1, 1).map(([x = 0, y = 0]) => ({ kind: 'point', x, y })),
  skeleton: (frame) =>
    fc
      .tuple(
        points(frame, 4, 4),
        fc.subarray(PERSON_JOINTS, { minLength: 1 }),
        fc.constantFrom(1 as const, 2 as const),
      )
      .map(([at, names, visibility]) =>
        skeletonOf(
          names.map((name, i) => [
            name,
            { x: at[2 * i] ?? 0, y: at[2 * i + 1] ?? 0, visibility: i === 0 ? visibility : 2 },
          ]),
        ),
      ),
  ellipse: (frame) =>
    turned(frame).map(({ cx, cy, a, b, angle }) => ({ kind: 'ellipse', cx, cy, rx: a, ry: b / 2, angle })),
  cuboid: (frame) =>
    fc.tuple(rect(frame, 1), rect(frame, 1)).map(([front, back]) => cuboidOf(corners(front), corners(back))),
  mask: (frame) => fc.oneof(star(frame), ringed(frame)).map((area) => maskFrom(area, frame)),
};

function rect({ widthPx, heightPx }: Frame, leastPx: number) {
  return fc
    .tuple(px(0, widthPx - leastPx), px(0, heightPx - leastPx))
    .chain(([x, y]) =>
      fc.record({
        x: fc.constant(x),
        y: fc.constant(y),
        width: px(leastPx, widthPx - x),
        height: px(leastPx, heightPx - y),
      }),
    )
    .map((made) => ({ ...made, width: cents(made.width), height: cents(made.height) }));
}

function cents(valuePx: number): number {
  return Math.round(valuePx * 100) / 100;
}

function corners({ x, y, width, height }: { x: number; y: number; width: number; height: number }): number[] {
  return [x, y, cents(x + width), y, cents(x + width), cents(y + height), x, cents(y + height)];
}

/** Inside the frame however it is turned; its first side is always the longer one. */
function turned({ widthPx, heightPx }: Frame) {
  const reach = Math.min(widthPx, heightPx) / 2;
  return fc
    .record({
      a: px(2, Math.max(2, reach * 0.8)),
      angle: fc.constantFrom(0, 30, 45.5, 90, 123.25, 180, 270, 359),
    })
    .chain(({ a, angle }) =>
      fc.record({
        a: fc.constant(a),
        b: px(1, Math.max(1, a * 0.6)),
        angle: fc.constant(angle),
        cx: px(Math.min(reach, a * 1.2), widthPx - Math.min(reach, a * 1.2)),
        cy: px(Math.min(reach, a * 1.2), heightPx - Math.min(reach, a * 1.2)),
      }),
    );
}

function points({ widthPx, heightPx }: Frame, least: number, most: number): fc.Arbitrary<number[]> {
  return fc
    .array(fc.tuple(px(0, widthPx), px(0, heightPx)), { minLength: least, maxLength: most })
    .map((list) => list.flat());
}

/** A simple ring around a middle. */
function star({ widthPx, heightPx }: Frame): fc.Arbitrary<Extract<Shape, { kind: 'polygon' }>> {
  const reach = Math.min(widthPx, heightPx) / 2;
  return fc
    .record({
      radii: fc.array(px(Math.max(1, reach * 0.3), reach), { minLength: 3, maxLength: 9 }),
      cx: px(reach, widthPx - reach),
      cy: px(reach, heightPx - reach),
    })
    .map(({ radii, cx, cy }) =>
      polygonOf(
        radii.flatMap((radius, i) => {
          const angle = (2 * Math.PI * (i + 0.37)) / radii.length;
          return [cents(cx + radius * Math.cos(angle)), cents(cy + radius * Math.sin(angle))];
        }),
      ),
    );
}

/** A hole, two parts, or both. */
function ringed({ widthPx, heightPx }: Frame): fc.Arbitrary<Extract<Shape, { kind: 'polygon' }>> {
  const [w, h] = [widthPx / 20, heightPx / 20];
  const square = (x: number, y: number, side: number) =>
    corners({ x: cents(x * w), y: cents(y * h), width: cents(side * w), height: cents(side * h) });
  return fc
    .constantFrom(
      [square(1, 1, 8), square(3, 3, 3)],
      [square(0, 0, 5), square(10, 10, 5)],
      [square(1, 1, 8), square(3, 3, 3), square(12, 2, 6)],
    )
    .map((rings) => polygonOf(...rings));
}

function anchors(list: readonly number[]) {
  const made = [];
  for (let i = 0; i + 5 < list.length; i += 2) {
    const [x = 0, y = 0, inX = 0, inY = 0, outX = 0, outY = 0] = list.slice(i, i + 6);
    made.push(i % 4 === 0 ? { x, y, inX, inY, outX, outY } : cornerAnchor({ x, y }));
  }
  return made;
}

function maskFrom(area: Extract<Shape, { kind: 'polygon' }>, { widthPx, heightPx }: Frame): Shape {
  const room = { x: 0, y: 0, width: widthPx, height: heightPx };
  const mask = maskOfSpans(fillRings(area.rings, room));
  return mask ?? { kind: 'mask', x: 0, y: 0, widthPx: 1, heightPx: 1, runs: '01' };
}
