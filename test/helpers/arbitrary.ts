import fc from 'fast-check';
import type { Annotation, Comment, ConflictSide, Review } from '../../src/core/annotation/annotation';
import {
  compareIds,
  type AnnotationDoc,
  type DocFacts,
  type FactsSide,
} from '../../src/core/annotation/document';
import { difference, factsOf, type Edit } from '../../src/core/edit/edit';
import type { Point } from '../../src/core/geometry/rect';
import { boxOf, type Box } from '../../src/core/shapes/box';
import { cuboidOf, type Cuboid } from '../../src/core/shapes/cuboid';
import type { Ellipse } from '../../src/core/shapes/ellipse';
import type { Shape } from '../../src/core/shapes/index';
import type { PointShape } from '../../src/core/shapes/point';
import { polygonOf, type Polygon } from '../../src/core/shapes/polygon';
import { polylineOf, type Polyline } from '../../src/core/shapes/polyline';
import type { RotatedBox } from '../../src/core/shapes/rotatedBox';
import { skeletonOf, type Skeleton } from '../../src/core/shapes/skeleton';
import { cornerAnchor, splineOf, type Anchor, type Spline } from '../../src/core/shapes/splinePath';

export const IMAGE_WIDTH = 640;
export const IMAGE_HEIGHT = 480;

/** A coordinate on the sidecar's grid of 1/100 pixel, in and around the image. */
const px = fc.integer({ min: -20_000, max: 90_000 }).map((n) => n / 100);
const lengthPx = fc.integer({ min: 0, max: 60_000 }).map((n) => n / 100);

export const arbitraryPoint: fc.Arbitrary<Point> = fc.tuple(px, px).map(([x, y]) => ({ x, y }));

export const arbitraryBox: fc.Arbitrary<Box> = fc
  .record({ x: px, y: px, width: lengthPx, height: lengthPx })
  .map(boxOf);

export const arbitraryRing: fc.Arbitrary<number[]> = fc
  .array(arbitraryPoint, { minLength: 3, maxLength: 12 })
  .map((points) => points.flatMap(({ x, y }) => [x, y]));

/** Any polygon: crossing itself, repeating points, several rings. */
export const arbitraryPolygon: fc.Arbitrary<Polygon> = fc
  .array(arbitraryRing, { minLength: 1, maxLength: 3 })
  .map((rings) => polygonOf(...rings));

/** A polygon of one ring that does not cross itself: star-shaped around a centre. */
export const arbitrarySimplePolygon: fc.Arbitrary<Polygon> = fc
  .record({
    centre: fc.record({ x: fc.integer({ min: 40, max: 60 }), y: fc.integer({ min: 40, max: 60 }) }),
    radii: fc.array(fc.integer({ min: 5, max: 40 }), { minLength: 3, maxLength: 16 }),
    turn: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ centre, radii, turn }) =>
    polygonOf(
      radii.flatMap((radius, i) => {
        const angle = (2 * Math.PI * (i + turn)) / radii.length;
        return [centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle)];
      }),
    ),
  );

/** Degrees, 0 to below 360. */
export const arbitraryAngle = fc.oneof(
  fc.constantFrom(0, 90, 180, 270),
  fc.integer({ min: 0, max: 3_599_999 }).map((n) => n / 10_000),
);

export const arbitraryRotatedBox: fc.Arbitrary<RotatedBox> = fc
  .record({ cx: px, cy: px, width: lengthPx, height: lengthPx, angle: arbitraryAngle })
  .map((made) => ({ kind: 'rotatedBox', ...made }));

export const arbitraryEllipse: fc.Arbitrary<Ellipse> = fc
  .record({ cx: px, cy: px, rx: lengthPx, ry: lengthPx, angle: arbitraryAngle })
  .map((made) => ({ kind: 'ellipse', ...made }));

export const arbitraryPolyline: fc.Arbitrary<Polyline> = fc
  .array(arbitraryPoint, { minLength: 2, maxLength: 12 })
  .map((points) => polylineOf(points.flatMap(({ x, y }) => [x, y])));

const arbitraryAnchor: fc.Arbitrary<Anchor> = fc.oneof(
  arbitraryPoint.map(cornerAnchor),
  fc.record({ x: px, y: px, inX: px, inY: px, outX: px, outY: px }).map((anchor) => ({ ...anchor })),
);

export const arbitrarySpline: fc.Arbitrary<Spline> = fc
  .tuple(fc.array(arbitraryAnchor, { minLength: 2, maxLength: 8 }), fc.boolean())
  .map(([anchors, closed]) => splineOf(anchors, closed));

export const arbitraryPointShape: fc.Arbitrary<PointShape> = arbitraryPoint.map((at) => ({
  kind: 'point',
  ...at,
}));

/** Names that try objects: inherited ones, whole numbers, other scripts. */
const jointName = fc.constantFrom('nose', 'left eye', 'right eye', '7', '__proto__', 'toString', '膝');

export const arbitrarySkeleton: fc.Arbitrary<Skeleton> = fc
  .uniqueArray(
    fc.tuple(
      jointName,
      fc.record({ x: px, y: px, visibility: fc.constantFrom(1, 2) }).map((joint) => ({ ...joint })),
    ),
    {
      selector: ([name]) => name,
      minLength: 1,
    },
  )
  .map(skeletonOf);

const face = fc.array(px, { minLength: 8, maxLength: 8 });

export const arbitraryCuboid: fc.Arbitrary<Cuboid> = fc
  .tuple(face, face)
  .map(([front, back]) => cuboidOf(front, back));

export const arbitraryShape: fc.Arbitrary<Shape> = fc.oneof(
  { arbitrary: arbitraryBox, weight: 2 },
  { arbitrary: arbitraryPolygon, weight: 2 },
  arbitraryRotatedBox,
  arbitraryEllipse,
  arbitraryPolyline,
  arbitrarySpline,
  arbitraryPointShape,
  arbitrarySkeleton,
  arbitraryCuboid,
);

/** Few different ids, so that documents and edits made apart from each other clash. */
const id = fc.integer({ min: 0, max: 40 }).map((n) => `id${String(n).padStart(4, '0')}`);
const label = fc.constantFrom('bolt', 'nut', 'washer', 'Kühlkörper', '螺丝');

const yes = fc.constant(true as const);

const person = fc.constantFrom('Ada', 'Grace Hopper', '李');

/** Few ids, so that comments made apart from each other clash. */
export const arbitraryComment: fc.Arbitrary<Comment> = fc
  .record(
    { id: fc.constantFrom('c1', 'c2', 'c3'), text: fc.string(), by: person, resolved: yes },
    { requiredKeys: ['id', 'text'], noNullPrototype: true },
  )
  .map((made) => made as Comment);

const comments = fc.uniqueArray(arbitraryComment, {
  selector: (comment) => comment.id,
  minLength: 1,
  maxLength: 3,
});

const review: fc.Arbitrary<Review> = fc
  .record(
    { verdict: fc.constantFrom('accepted' as const, 'returned' as const), by: person, of: fc.string() },
    { requiredKeys: ['verdict', 'of'], noNullPrototype: true },
  )
  .map((made) => made as Review);

const sideName = fc.constantFrom('base' as const, 'ours' as const, 'theirs' as const);

/** Present or absent, never undefined: as JSON has it. */
const optional = {
  score: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  model: fc.constantFrom('parts-nano@3f2a', 'yolo@0000'),
  proposed: yes,
  ...{ occluded: yes, truncated: yes, difficult: yes, crowd: yes, locked: yes, hidden: yes },
  group: fc.integer({ min: 1, max: 9 }),
  order: fc.integer({ min: -20, max: 20 }).map((n) => n / 4),
  text: fc.string(),
  links: fc.array(
    fc.record(
      { to: id, name: fc.constantFrom('part of', 'behind') },
      { requiredKeys: ['to'], noNullPrototype: true },
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  apart: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
  page: fc.integer({ min: 1, max: 9 }),
  attributes: fc.dictionary(
    fc.constantFrom('damaged', 'side'),
    fc.oneof(fc.boolean(), fc.constantFrom('left', 'right')),
    { noNullPrototype: true },
  ),
  comments,
  review,
  extra: fc.dictionary(fc.constantFrom('iscrowd', 'source'), fc.oneof(fc.integer(), fc.string()), {
    minKeys: 1,
    noNullPrototype: true,
  }),
};

/** An annotation that no merge left undecided. */
export const arbitraryDecided: fc.Arbitrary<Annotation> = fc
  .record({ id, label, shape: arbitraryShape })
  .chain((base) => fc.record(optional, { requiredKeys: [] }).map((more) => ({ ...base, ...more })));

const side: fc.Arbitrary<ConflictSide> = fc.record(
  { side: sideName, as: fc.option(arbitraryDecided, { nil: null }) },
  { noNullPrototype: true },
);
const sides = fc.array(side, { minLength: 1, maxLength: 3 });

/** Any annotation; now and then one with versions to decide between, which go by its id. */
export const arbitraryAnnotation: fc.Arbitrary<Annotation> = fc
  .tuple(
    arbitraryDecided,
    fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, { arbitrary: sides, weight: 1 }),
  )
  .map(([annotation, conflict]) => (conflict ? inConflict(annotation, conflict) : annotation));

function inConflict(annotation: Annotation, conflict: readonly ConflictSide[]): Annotation {
  const own = ({ side, as }: ConflictSide): ConflictSide => ({
    side,
    as: as && { ...as, id: annotation.id },
  });
  return { ...annotation, conflict: conflict.map(own) };
}

const factsSide: fc.Arbitrary<FactsSide> = fc
  .record(
    {
      side: sideName,
      as: fc.record(
        {
          state: fc.constantFrom('todo' as const, 'done' as const),
          image: fc.constantFrom(640, 1280).map((widthPx) => ({ file: 'a.png', widthPx, heightPx: 480 })),
          extra: fc.dictionary(fc.constantFrom('camera', 'source'), fc.integer(), { noNullPrototype: true }),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    },
    { noNullPrototype: true },
  )
  .map((made) => made as FactsSide);

const facts: fc.Arbitrary<DocFacts> = fc
  .record(
    {
      tags: fc.uniqueArray(fc.constantFrom('indoor', 'outdoor', 'blurred'), { maxLength: 3 }),
      state: fc.constantFrom('todo' as const, 'done' as const),
      comments,
      conflict: fc.array(factsSide, { minLength: 1, maxLength: 3 }),
      removed: fc.array(
        fc.record({ id, by: person, of: fc.string() }, { requiredKeys: ['id', 'of'], noNullPrototype: true }),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['tags'] },
  )
  .map((made) => made as DocFacts);

/** A document as the rest of the code may rely on it: ids unique, sorted by id. */
export const arbitraryDoc: fc.Arbitrary<AnnotationDoc> = fc
  .record({
    facts,
    annotations: fc.uniqueArray(arbitraryAnnotation, {
      selector: (annotation) => annotation.id,
      maxLength: 12,
    }),
  })
  .map(({ facts: said, annotations }) => ({
    image: { file: 'a.png', widthPx: IMAGE_WIDTH, heightPx: IMAGE_HEIGHT },
    ...factsOf(said),
    annotations: annotations.toSorted(compareIds),
    kept: [],
  }));

/** A document and edits that follow one another from it, each made for what the one before left. */
export function arbitraryHistory(edits: number): fc.Arbitrary<{ docs: AnnotationDoc[]; edits: Edit[] }> {
  return fc.array(arbitraryDoc, { minLength: edits + 1, maxLength: edits + 1 }).map((docs) => ({
    docs,
    edits: docs.slice(1).map((doc, i) => difference(`step ${i}`, docs[i] ?? doc, doc)),
  }));
}

/** Any edit at all, made for no document in particular; an id may turn up in several of its parts. */
export const arbitraryEdit: fc.Arbitrary<Edit> = fc
  .record(
    {
      label: fc.constant('any'),
      added: fc.array(arbitraryAnnotation, { maxLength: 6 }),
      removed: fc.array(arbitraryAnnotation, { maxLength: 6 }),
      updated: fc.array(
        fc
          .tuple(arbitraryAnnotation, arbitraryAnnotation)
          .map(([from, to]) => [from, { ...to, id: from.id }] as const),
        { maxLength: 6 },
      ),
      facts: fc.tuple(arbitraryDoc, arbitraryDoc).map(([a, b]) => [factsOf(a), factsOf(b)] as const),
    },
    { requiredKeys: ['label', 'added', 'removed', 'updated'] },
  )
  .map((made) => made as Edit);
