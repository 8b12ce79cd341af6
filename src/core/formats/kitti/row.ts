import type { Annotation } from '../../annotation/annotation';
import type { Json } from '../../json/json';
import type { Problem } from '../../problem';
import { notNumber, numbersIn, type WordRow } from '../lib/wordRows';

/*
 * `type truncated occluded alpha left top right bottom h w l x y z ry [score]`. Frame: pixels from 0 at the top-left
 * corner of the image, edges as fractions; taken as continuous, as datumaro does.
 * Source: openvinotoolkit/datumaro: src/datumaro/plugins/data_formats/kitti/base.py; KITTI's devkit, readme.txt.
 */

/** Columns behind the box and `alpha`: name of the attribute and what stands there when nothing is known. */
const ATTRIBUTES = [
  ['height_m', -1],
  ['width_m', -1],
  ['length_m', -1],
  ['x_m', -1000],
  ['y_m', -1000],
  ['z_m', -1000],
  ['rotation_y', -10],
] as const;
const NO_ALPHA = -10;

/** Names of the attributes that a row has a place for. */
export const KITTI_ATTRIBUTES: readonly string[] = [
  'truncation',
  'occlusion',
  'alpha',
  ...ATTRIBUTES.map(([name]) => name),
];

/** The type of regions that are neither to be learnt nor scored. */
export const DONT_CARE = 'DontCare';

export function parseKittiRow({ words, line }: WordRow, id: string): Annotation | Problem {
  if (words.length !== 15 && words.length !== 16) return wrongColumns(words.length, line);
  const numbers = numbersIn(words.slice(1));
  if (typeof numbers === 'string') return notNumber(numbers, 'kitti-not-a-number', line);
  const [truncated = 0, occluded = 0, alpha = NO_ALPHA, left = 0, top = 0, right = 0, bottom = 0] = numbers;
  if (right < left || bottom < top) return inverted(line);
  const label = words[0] ?? '';
  const score = numbers[14];
  const attributes = attributesOf(truncated, occluded, alpha, numbers.slice(7, 14));
  return {
    id,
    label,
    shape: { kind: 'box', x: left, y: top, width: right - left, height: bottom - top },
    ...(score !== undefined && { score }),
    ...(occluded > 0 && { occluded: true as const }),
    ...(truncated > 0 && { truncated: true as const }),
    ...(label === DONT_CARE && { crowd: true as const }),
    ...(attributes && { attributes }),
  };
}

function attributesOf(
  truncated: number,
  occluded: number,
  alpha: number,
  rest: readonly number[],
): Record<string, Json> | undefined {
  const entries: (readonly [string, number])[] = [
    ...(truncated > 0 && truncated !== 1 ? [['truncation', truncated] as const] : []),
    ...(occluded > 1 ? [['occlusion', occluded] as const] : []),
    ...(alpha === NO_ALPHA ? [] : [['alpha', alpha] as const]),
    ...ATTRIBUTES.flatMap(([name, unknown], i) => {
      const value = rest[i] ?? unknown;
      return value === unknown ? [] : [[name, value] as const];
    }),
  ];
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function wrongColumns(found: number, line: number): Problem {
  const message = `The row has ${found} columns, not 15 or 16: it is left out.`;
  return { severity: 'error', code: 'kitti-columns', line, message };
}

function inverted(line: number): Problem {
  const message = 'The box ends before it begins (left > right or top > bottom): the row is left out.';
  return { severity: 'error', code: 'kitti-inverted-box', line, message };
}

/** The row of an annotation whose shape is a box; `type` has no white space. */
export function printKittiRow(annotation: Annotation, type: string): string {
  const { shape, score, attributes = {} } = annotation;
  if (shape.kind !== 'box') return '';
  const { x, y, width, height } = shape;
  const known = (name: string): number | undefined => {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const none = type === DONT_CARE ? -1 : 0;
  const columns = [
    annotation.truncated ? (known('truncation') ?? 1) : none,
    annotation.occluded ? (known('occlusion') ?? 1) : none,
    known('alpha') ?? NO_ALPHA,
    ...[x, y, x + width, y + height],
    ...ATTRIBUTES.map(([name, unknown]) => known(name) ?? unknown),
    ...(score === undefined ? [] : [score]),
  ];
  return `${type} ${columns.join(' ')}`;
}
