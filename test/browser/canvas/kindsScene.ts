import type { Annotation } from '../../../src/core/annotation/annotation';
import { maskOfSpans } from '../../../src/core/mask/rle';
import { fillRings } from '../../../src/core/mask/fillRings';
import type { Shape } from '../../../src/core/shapes/index';
import type { LabelSchema } from '../../../src/core/schema/labelSchema';
import { annotation, boxShape, PLAIN } from './openCanvas';

/** The plain schema with a template for skeletons of class `person`. */
export const KINDS_SCHEMA: LabelSchema = {
  ...(PLAIN.schema as LabelSchema),
  skeletons: [
    {
      name: 'stick',
      joints: [{ name: 'head', color: '#0000ff' }, { name: 'hand' }, { name: 'foot' }],
      edges: [
        ['head', 'hand'],
        ['head', 'foot'],
      ],
      swap: [],
    },
  ],
  classes: [
    { name: 'car', color: '#ff0000', attributes: [] },
    { name: 'person', color: '#00ff00', attributes: [], skeleton: 'stick' },
  ],
};

/** A mask of these rings (flat image pixels, even-odd) within 800 x 600 pixels. */
export function maskShape(...rings: number[][]): Shape {
  const mask = maskOfSpans(fillRings(rings, { x: 0, y: 0, width: 4000, height: 4000 }));
  if (!mask) throw new Error('the mask would be empty');
  return mask;
}

/** A square ring of these corners. */
export function square(x: number, y: number, side: number): number[] {
  return [x, y, x + side, y, x + side, y + side, x, y + side];
}

/** One of each kind on 800 x 600 pixels, 150 pixels apart. */
export const EVERY_KIND: readonly Annotation[] = [
  annotation('box000', boxShape(30, 40, 110, 90)),
  annotation('cuboid', {
    kind: 'cuboid',
    front: [180, 70, 260, 70, 260, 140, 180, 140],
    back: [220, 40, 300, 40, 300, 110, 220, 110],
  }),
  annotation('ellips', { kind: 'ellipse', cx: 400, cy: 90, rx: 65, ry: 35, angle: 30 }),
  annotation('mask00', maskShape(square(500, 40, 110), square(535, 75, 40)), { label: 'person' }),
  annotation('polygo', {
    kind: 'polygon',
    rings: [[660, 40, 770, 60, 740, 140, 670, 130], square(695, 70, 30)],
  }),
  annotation('polyli', { kind: 'polyline', points: [30, 220, 70, 180, 110, 260, 150, 200] }),
  annotation('point0', { kind: 'point', x: 225, y: 215 }),
  annotation(
    'rotate',
    { kind: 'rotatedBox', cx: 400, cy: 220, width: 120, height: 50, angle: 25 },
    { locked: true },
  ),
  annotation(
    'skelet',
    {
      kind: 'skeleton',
      joints: {
        foot: { x: 560, y: 290, visibility: 2 },
        hand: { x: 600, y: 230, visibility: 1 },
        head: { x: 540, y: 190, visibility: 2 },
      },
    },
    { label: 'person' },
  ),
  annotation('spline', {
    kind: 'spline',
    closed: true,
    anchors: [
      { x: 660, y: 220, inX: 660, inY: 260, outX: 660, outY: 180 },
      { x: 770, y: 220, inX: 770, inY: 180, outX: 770, outY: 260 },
    ],
  }),
  annotation('spopen', {
    kind: 'spline',
    closed: false,
    anchors: [
      { x: 40, y: 360, inX: 40, inY: 360, outX: 80, outY: 300 },
      { x: 160, y: 360, inX: 120, inY: 430, outX: 160, outY: 360 },
    ],
  }),
];
