import type { Annotation } from '../../src/core/annotation/annotation';
import { skeletonIn } from '../../src/core/edit/skeletonIn';
import { maskOfShape } from '../../src/core/mask/maskOfShape';
import type { LabelSchema, SkeletonTemplate } from '../../src/core/schema/labelSchema';
import { boxOf } from '../../src/core/shapes/box';
import { polygonOf } from '../../src/core/shapes/polygon';
import type { Shape } from '../../src/core/shapes/index';
import { roundPx } from '../../src/core/geometry/round';
import type { Part } from './picture';

const PERSON: SkeletonTemplate = {
  name: 'person',
  joints: [
    { name: 'nose', at: [0.5, 0.08], color: '#ffd23f' },
    { name: 'left_shoulder', at: [0.75, 0.3], color: '#57d163' },
    { name: 'right_shoulder', at: [0.25, 0.3], color: '#ff8a3d' },
    { name: 'left_hip', at: [0.65, 0.62], color: '#57d163' },
    { name: 'right_hip', at: [0.35, 0.62], color: '#ff8a3d' },
  ],
  edges: [
    ['nose', 'left_shoulder'],
    ['nose', 'right_shoulder'],
    ['left_shoulder', 'left_hip'],
    ['right_shoulder', 'right_hip'],
    ['left_hip', 'right_hip'],
  ],
  swap: [
    ['left_shoulder', 'right_shoulder'],
    ['left_hip', 'right_hip'],
  ],
};

/** A schema with attributes of every type, a skeleton, relations, and a class on the key Q. */
export function kindsSchema(base: LabelSchema): LabelSchema {
  return {
    ...base,
    skeletons: [PERSON],
    relations: ['part of', 'holds', 'occludes'],
    classes: [
      ...base.classes.map((each) =>
        each.name === 'bolt'
          ? {
              ...each,
              attributes: [
                { name: 'color', type: 'choice', options: ['red', 'green', 'blue'], default: 'red' },
                { name: 'finish', type: 'multichoice', options: ['painted', 'zinc', 'rusty'] },
                { name: 'loose', type: 'checkbox' },
                { name: 'length', type: 'number', min: 0, max: 50, step: 0.5 },
                { name: 'serial', type: 'text' },
              ] as const,
            }
          : each,
      ),
      { name: 'person', color: '#e06bff', key: 'q', skeleton: 'person', attributes: [] },
    ],
  };
}

/** One annotation of each kind and more, with what annotations can carry. */
export function everyKind(parts: readonly Part[]): readonly Annotation[] {
  return MAKERS.flatMap((make, i) => {
    const part = parts[i];
    const { x, y, width, height } = part ?? { x: 0, y: 0, width: 0, height: 0 };
    const made =
      part && make({ x: roundPx(x), y: roundPx(y), width: roundPx(width), height: roundPx(height) });
    return made ? [{ id: `kind${String(i).padStart(2, '0')}`, ...made }] : [];
  });
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Made = Omit<Annotation, 'id'>;

const MAKERS: readonly ((area: Area) => Made | undefined)[] = [
  (area) => ({ label: 'washer', shape: boxOf(area), order: 2 }),
  (area) => ({
    label: 'bolt',
    shape: { kind: 'rotatedBox', ...centreOf(area), width: area.width, height: area.height / 2, angle: 30 },
    attributes: { color: 'green', finish: ['zinc'], loose: true, length: 12.5, note: 'from the left bin' },
    group: 1,
  }),
  (area) => ({ label: 'nut', shape: ringed(area), occluded: true }),
  ({ x, y, width, height }) => ({
    label: 'scratch',
    shape: {
      kind: 'polyline',
      points: [x, y + height, x + width / 3, y, x + width / 2, y + height, x + width, y],
    },
  }),
  (area) => ({ label: 'spring', shape: curve(area) }),
  (area) => ({
    label: 'gear',
    shape: { kind: 'ellipse', ...centreOf(area), rx: area.width / 2, ry: area.height / 3, angle: 20 },
    locked: true,
  }),
  (area) => ({ label: 'washer', shape: { kind: 'point', x: centreOf(area).cx, y: centreOf(area).cy } }),
  (area) => ({ label: 'person', shape: skeletonIn(area, PERSON), links: [{ to: 'kind01', name: 'holds' }] }),
  (area) => ({ label: 'gear', shape: cuboid(area), truncated: true, group: 1 }),
  (area) => painted(area, { label: 'nut' }),
  (area) => painted({ ...area, x: area.x + area.width / 3 }, { label: 'washer', crowd: true }),
  (area) => ({ label: 'bolt', shape: boxOf(area), text: 'M8 x 40', attributes: { color: 'violet' } }),
  (area) => ({
    label: 'bolt',
    shape: boxOf(area),
    hidden: true,
    difficult: true,
    attributes: { color: 'red' },
  }),
];

function centreOf({ x, y, width, height }: Area): { readonly cx: number; readonly cy: number } {
  return { cx: roundPx(x + width / 2), cy: roundPx(y + height / 2) };
}

function ringed({ x, y, width, height }: Area): Shape {
  const inset = Math.min(width, height) / 4;
  const corners = (by: number): number[] => [
    ...[x + by, y + by, x + width - by, y + by],
    ...[x + width - by, y + height - by, x + by, y + height - by],
  ];
  return polygonOf(corners(0).map(roundPx), corners(inset).map(roundPx));
}

function curve({ x, y, width, height }: Area): Shape {
  const anchor = (
    ax: number,
    ay: number,
  ): { x: number; y: number; inX: number; inY: number; outX: number; outY: number } => ({
    ...{ x: roundPx(ax), y: roundPx(ay), inX: roundPx(ax - width / 4), inY: roundPx(ay) },
    ...{ outX: roundPx(ax + width / 4), outY: roundPx(ay) },
  });
  return {
    kind: 'spline',
    closed: false,
    anchors: [anchor(x, y), anchor(x + width / 2, y + height), anchor(x + width, y)],
  };
}

function cuboid({ x, y, width, height }: Area): Shape {
  const face = (dx: number, dy: number): number[] =>
    [
      x + dx,
      y + dy,
      x + dx + width * 0.7,
      y + dy,
      x + dx + width * 0.7,
      y + dy + height * 0.7,
      x + dx,
      y + dy + height * 0.7,
    ].map(roundPx);
  return { kind: 'cuboid', front: face(0, height * 0.3), back: face(width * 0.3, 0) };
}

function painted(area: Area, made: Omit<Made, 'shape'>): Made | undefined {
  const round: Shape = {
    kind: 'ellipse',
    ...centreOf(area),
    rx: area.width / 2,
    ry: area.height / 2,
    angle: 0,
  };
  const shape = maskOfShape(round);
  return shape && { ...made, shape };
}
