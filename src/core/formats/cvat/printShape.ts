import { textToRuns } from '../../mask/runText';
import type { Cuboid, Shape, Skeleton } from '../../shapes/shapeData';
import { plain } from '../lib/plainSum';
import { printDecimal } from '../lib/printDecimal';
import { leftRight, type ShapeTag } from './readShape';

/** How coordinates are printed. */
export type PrintNumber = (value: number) => string;

/** All digits that a double has, so that nothing is lost; CVAT's own two on request. */
export const ALL_DIGITS: PrintNumber = printDecimal;
export const TWO_DECIMALS: PrintNumber = (value) => value.toFixed(2);

export function tagOf({ kind }: Shape): ShapeTag | undefined {
  return TAGS[kind];
}

const TAGS: Readonly<Record<Shape['kind'], ShapeTag | undefined>> = {
  box: 'box',
  rotatedBox: 'box',
  polygon: 'polygon',
  polyline: 'polyline',
  spline: undefined,
  point: 'points',
  skeleton: 'skeleton',
  ellipse: 'ellipse',
  cuboid: 'cuboid',
  mask: 'mask',
};

/** The attributes of a shape's geometry, with a space before each. */
export function printGeometry(shape: Shape, print: PrintNumber): string {
  switch (shape.kind) {
    case 'box':
      return corners(shape.x, shape.y, plain(shape.x + shape.width), plain(shape.y + shape.height), print);
    case 'rotatedBox': {
      const { cx, cy, width, height, angle } = shape;
      const [x, y] = [plain(cx - width / 2), plain(cy - height / 2)];
      return (
        corners(x, y, plain(cx + width / 2), plain(cy + height / 2), print) +
        rotation(angle || FULL_TURN, print)
      );
    }
    case 'ellipse':
      return ` cx="${print(shape.cx)}" cy="${print(shape.cy)}" rx="${print(shape.rx)}" ry="${print(shape.ry)}"${rotation(shape.angle, print)}`;
    case 'polygon':
      return pointList(shape.rings[0] ?? [], print);
    case 'polyline':
      return pointList(shape.points, print);
    case 'point':
      return ` points="${print(shape.x)},${print(shape.y)}"`;
    case 'mask':
      return printMask(shape);
    case 'cuboid':
      return printCuboid(shape, print);
    case 'skeleton':
    case 'spline':
      return '';
  }
}

function corners(x1: number, y1: number, x2: number, y2: number, print: PrintNumber): string {
  return ` xtl="${print(x1)}" ytl="${print(y1)}" xbr="${print(x2)}" ybr="${print(y2)}"`;
}

/** Makes a rotated box that is not turned differ from a plain one. */
const FULL_TURN = 360;

function rotation(angle: number, print: PrintNumber): string {
  return angle === 0 ? '' : ` rotation="${print(angle)}"`;
}

function pointList(points: readonly number[], print: PrintNumber): string {
  let text = ' points="';
  for (let i = 0; i + 1 < points.length; i += 2)
    text += `${i > 0 ? ';' : ''}${print(points[i] as number)},${print(points[i + 1] as number)}`;
  return `${text}"`;
}

function printMask({ x, y, widthPx, heightPx, runs }: Extract<Shape, { kind: 'mask' }>): string {
  const counts = textToRuns(runs);
  const rle = typeof counts === 'string' ? '0' : counts.join(', ');
  return ` rle="${rle}" left="${x}" top="${y}" width="${widthPx}" height="${heightPx}"`;
}

/** CVAT's order: left and right edge of the front, then right and left edge of the back; see `readCuboid`. */
function printCuboid({ front, back }: Cuboid, print: PrintNumber): string {
  return printFace(front, 1, print) + printFace(leftRight(back), 2, print);
}

function printFace(
  [tlx = 0, tly = 0, trx = 0, try_ = 0, brx = 0, bry = 0, blx = 0, bly = 0]: readonly number[],
  n: 1 | 2,
  print: PrintNumber,
): string {
  return (
    ` xtl${n}="${print(tlx)}" ytl${n}="${print(tly)}" xbl${n}="${print(blx)}" ybl${n}="${print(bly)}"` +
    ` xtr${n}="${print(trx)}" ytr${n}="${print(try_)}" xbr${n}="${print(brx)}" ybr${n}="${print(bry)}"`
  );
}

/**
 * The points of a skeleton as child elements. CVAT wants all points of the template: what is not labelled is `outside`,
 * in the middle of the others.
 */
export function printJoints(
  { joints }: Skeleton,
  names: readonly string[],
  source: string,
  print: PrintNumber,
  escape: (name: string) => string,
): string {
  const known = new Map(Object.entries(joints));
  const middle = middleOf([...known.values()]);
  const all = [...names, ...[...known.keys()].filter((name) => !names.includes(name))];
  return all
    .map((name) => {
      const joint = known.get(name);
      const { x, y } = joint ?? middle;
      const state = `outside="${joint ? 0 : 1}" occluded="${joint?.visibility === 1 ? 1 : 0}"`;
      return `      <points label="${escape(name)}" source="${source}" ${state} points="${print(x)},${print(y)}">\n      </points>\n`;
    })
    .join('');
}

function middleOf(points: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number } {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: plain(sum.x / points.length), y: plain(sum.y / points.length) };
}
