import type { Shape } from '../../shapes/shapeData';

/** The `shape_type` that a shape is written with in LabelMe, when nothing else is known of it. */
export function usualType(shape: Shape): string {
  switch (shape.kind) {
    case 'box':
      return 'rectangle';
    case 'rotatedBox':
      return 'oriented_rectangle';
    case 'ellipse':
      return shape.rx === shape.ry ? 'circle' : 'polygon';
    case 'polyline':
      return shape.points.length === 4 ? 'line' : 'linestrip';
    case 'point':
      return 'point';
    case 'skeleton':
      return 'points';
    case 'cuboid':
      return 'cuboid';
    case 'mask':
      return 'mask';
    case 'polygon':
    case 'spline':
      return 'polygon';
  }
}
