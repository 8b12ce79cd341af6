import type { Annotation } from '../../src/core/annotation/annotation';
import type { Shape } from '../../src/core/shapes/index';

/** One valid shape of every kind, inside an image of 640 x 480 pixels and on the sidecar's grid. */
export const EVERY_SHAPE: { readonly [K in Shape['kind']]: Extract<Shape, { kind: K }> } = {
  box: { kind: 'box', x: 100, y: 50, width: 300.25, height: 120 },
  rotatedBox: { kind: 'rotatedBox', cx: 300, cy: 200, width: 120.5, height: 60, angle: 30.5 },
  polygon: {
    kind: 'polygon',
    rings: [
      [100, 100, 300, 100, 300, 300, 100, 300],
      [150, 150, 250, 150, 250, 250, 150, 250],
    ],
  },
  polyline: { kind: 'polyline', points: [10, 400, 200.5, 380, 400, 420, 630, 410.25] },
  spline: {
    kind: 'spline',
    closed: true,
    anchors: [
      { x: 100, y: 200, inX: 100, inY: 250, outX: 100, outY: 150 },
      { x: 200, y: 100, inX: 150, inY: 100, outX: 250, outY: 100 },
      { x: 300, y: 200, inX: 300, inY: 200, outX: 300, outY: 200 },
    ],
  },
  point: { kind: 'point', x: 320.5, y: 240.25 },
  skeleton: {
    kind: 'skeleton',
    joints: {
      left_eye: { x: 310, y: 100, visibility: 2 },
      nose: { x: 300, y: 110, visibility: 2 },
      right_eye: { x: 290, y: 100, visibility: 1 },
    },
  },
  ellipse: { kind: 'ellipse', cx: 320, cy: 240, rx: 100, ry: 50.5, angle: 120 },
  cuboid: {
    kind: 'cuboid',
    front: [100, 200, 300, 200, 300, 350, 100, 350],
    back: [160, 150, 340, 150, 340, 290, 160, 290],
  },
  mask: { kind: 'mask', x: 40, y: 30, widthPx: 4, heightPx: 2, runs: '08' },
};

/** One annotation of every kind, sorted by id; their ids are those of sidecars. */
export const EVERY_KIND: readonly Annotation[] = Object.values(EVERY_SHAPE).map((shape, i) => ({
  id: `every${i}`,
  label: shape.kind === 'skeleton' ? 'person' : 'thing',
  shape,
}));

/** An annotation that says everything an annotation can say besides its shape. */
export const EVERY_FACT: Annotation = {
  id: 'facts0',
  label: 'thing',
  shape: EVERY_SHAPE.box,
  score: 0.9123,
  model: 'parts-nano@3f2a',
  proposed: true,
  occluded: true,
  truncated: true,
  difficult: true,
  crowd: true,
  group: 3,
  order: 1.5,
  text: 'EXIT →\nsecond line',
  links: [{ to: 'every0', name: 'part of' }, { to: 'every1' }],
  apart: ['every0', 'every1'],
  locked: true,
  hidden: true,
  page: 2,
  attributes: { side: 'left', damaged: true, count: 3, colours: ['red', 'blue'] },
  comments: [
    { id: 'c1', text: 'Too wide', by: 'Ada', at: '2026-01-31T12:00:00Z', resolved: true },
    { id: 'c2', text: 'again' },
  ],
  review: { verdict: 'returned', by: 'Ada', of: '0a1b2c3d' },
  conflict: [
    { side: 'base', as: { id: 'facts0', label: 'thing', shape: EVERY_SHAPE.box } },
    { side: 'ours', as: { id: 'facts0', label: 'part', shape: EVERY_SHAPE.ellipse, occluded: true } },
    { side: 'theirs', as: null },
  ],
  extra: { iscrowd: 0, source: { tool: 'x' } },
};
