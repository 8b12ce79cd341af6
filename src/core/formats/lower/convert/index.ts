import type { ShapeKindName } from '../../../shapes/index';
import type { Conversion } from './conversion';
import { toBox } from './toBox';
import { toEllipse } from './toEllipse';
import { toMask } from './toMask';
import { toPoint } from './toPoint';
import { toPolygon } from './toPolygon';
import { toPolyline } from './toPolyline';
import { toRotatedBox } from './toRotatedBox';
import { toSpline } from './toSpline';

/** By the kind that is wanted. Nothing becomes a skeleton or a cuboid: names and depth cannot be guessed. */
export const CONVERSIONS: Readonly<Record<ShapeKindName, Conversion>> = {
  box: toBox,
  rotatedBox: toRotatedBox,
  polygon: toPolygon,
  polyline: toPolyline,
  spline: toSpline,
  point: toPoint,
  skeleton: () => [],
  ellipse: toEllipse,
  cuboid: () => [],
  mask: toMask,
};
