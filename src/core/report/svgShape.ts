import type { SkeletonTemplate } from '../schema/labelSchema';
import { kindOf, type Shape } from '../shapes/index';
import type { PathSink } from '../shapes/shape';
import { num } from './html';

/** Longer outlines are drawn as their bounds: a page of thousands of them must stay a page. */
const MOST_PATH_CHARS = 20_000;

/** A shape as path data of SVG, image pixels; dots are drawn by lines without length, so that they keep their size. */
export interface SvgShape {
  readonly outline: string;
  readonly dots: string;
}

export function svgShape(shape: Shape, template?: SkeletonTemplate): SvgShape {
  const kind = kindOf(shape);
  const path = new SvgPath();
  kind.trace(shape, path, template);
  const dots = (kind.dots?.(shape) ?? []).map(({ point }) => `M${num(point.x)} ${num(point.y)}h0`);
  return { outline: path.data.length > MOST_PATH_CHARS ? boundsPath(shape) : path.data, dots: dots.join('') };
}

function boundsPath(shape: Shape): string {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return `M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}z`;
}

class SvgPath implements PathSink {
  data = '';

  moveTo(x: number, y: number): void {
    this.data += `M${num(x)} ${num(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.data += `L${num(x)} ${num(y)}`;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.data += `C${[x1, y1, x2, y2, x, y].map(num).join(' ')}`;
  }

  closePath(): void {
    this.data += 'z';
  }
}
