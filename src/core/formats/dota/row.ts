import type { Annotation } from '../../annotation/annotation';
import { rectOfFour } from '../../geometry/minAreaRect';
import type { FlatPoints } from '../../geometry/polyline';
import { isArray, isObject, type Json } from '../../json/json';
import type { Problem } from '../../problem';
import { cornersOf } from '../../shapes/rotatedBox';
import type { RotatedBox } from '../../shapes/shapeData';
import { notNumber, numberIn, numbersIn, type WordRow } from '../lib/wordRows';

/*
 * `x1 y1 x2 y2 x3 y3 x4 y4 class difficult`. Frame: continuous pixels, corners clockwise on the screen from the first.
 * Source: CAPTAIN-WHU/DOTA_devkit: dota_utils.py (parse_dota_poly); openvinotoolkit/datumaro:
 * src/datumaro/plugins/data_formats/dota.py.
 */

/** Corners that are off the fitted box by more than this are kept as they were read. */
const EXACT_PX = 0.005;
/** Whole pixels leave the corners of a rectangle off by less than this. */
const NEAR_PX = 1.5;

/** An annotation, and a problem where the four points are no rectangle; or only a problem. */
export function parseDotaRow(
  { words, line }: WordRow,
  id: string,
): { readonly annotation?: Annotation; readonly problem?: Problem } {
  if (words.length < 9 || words.length > 10) return { problem: wrongColumns(words.length, line) };
  const corners = numbersIn(words.slice(0, 8));
  if (typeof corners === 'string') return { problem: notNumber(corners, 'dota-not-a-number', line) };
  const difficulty = words[9] === undefined ? 0 : numberIn(words[9]);
  if (difficulty === undefined) return { problem: notNumber(words[9] ?? '', 'dota-not-a-number', line) };
  const shape = fittedBox(corners);
  const offPx = farthest(corners, cornersOf(shape));
  const problem = offPx > NEAR_PX ? notRectangle(line) : undefined;
  return {
    annotation: {
      id,
      label: words[8] ?? '',
      shape,
      ...(difficulty !== 0 && { difficult: true as const }),
      ...(difficulty !== 0 && difficulty !== 1 && { attributes: { difficulty } }),
      ...(offPx > EXACT_PX && { extra: { dota: { corners } } }),
    },
    ...(problem && { problem }),
  };
}

/** The smallest box around four points; one without width or height where they lie on a line. */
function fittedBox(corners: FlatPoints): RotatedBox {
  const fitted = rectOfFour(corners);
  if (fitted) return { kind: 'rotatedBox', ...fitted };
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  const [width, height] = [Math.hypot(x1 - x0, y1 - y0), Math.hypot(x2 - x1, y2 - y1)];
  const along = width > 0 ? Math.atan2(y1 - y0, x1 - x0) : Math.atan2(y2 - y1, x2 - x1) - Math.PI / 2;
  const degrees = (along * 180) / Math.PI;
  const angle = degrees < 0 ? degrees + 360 : degrees;
  return { kind: 'rotatedBox', cx: (x0 + x2) / 2, cy: (y0 + y2) / 2, width, height, angle };
}

/** How far the farthest corner of one is from the nearest of the other. */
function farthest(a: FlatPoints, b: FlatPoints): number {
  const gaps = [0, 2, 4, 6].map((i) =>
    Math.min(
      ...[0, 2, 4, 6].map((k) => Math.hypot((a[i] ?? 0) - (b[k] ?? 0), (a[i + 1] ?? 0) - (b[k + 1] ?? 0))),
    ),
  );
  return Math.max(...gaps);
}

function wrongColumns(found: number, line: number): Problem {
  const message = `The row has ${found} columns, not 10 (8 coordinates, class, difficult): it is left out.`;
  return { severity: 'error', code: 'dota-columns', line, message };
}

function notRectangle(line: number): Problem {
  const message =
    'The four points are not a rectangle: the smallest one around them is shown; the points are kept.';
  return { severity: 'info', code: 'dota-not-a-rectangle', line, message };
}

/** The row of an annotation whose shape is a rotated box; `name` has no white space. */
export function printDotaRow(annotation: Annotation, name: string): string {
  const { shape, difficult, attributes = {}, extra } = annotation;
  if (shape.kind !== 'rotatedBox') return '';
  const level = Object.hasOwn(attributes, 'difficulty') ? attributes['difficulty'] : undefined;
  const difficulty = difficult ? (typeof level === 'number' ? level : 1) : 0;
  return `${cornersToPrint(shape, extra?.['dota']).join(' ')} ${name} ${difficulty}`;
}

/** Those that were read, while they still make this box. */
function cornersToPrint(shape: RotatedBox, kept: Json | undefined): FlatPoints {
  const own = cornersOf(shape);
  const read = isObject(kept) ? kept['corners'] : undefined;
  if (!isArray(read) || read.length !== 8 || !read.every((value) => typeof value === 'number')) return own;
  const corners = read as readonly number[];
  return farthest(cornersOf(fittedBox(corners)), own) <= 2 * EXACT_PX ? corners : own;
}
