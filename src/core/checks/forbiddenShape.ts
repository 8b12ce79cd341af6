import type { Annotation } from '../annotation/annotation';
import { update } from '../edit/edits';
import { boxOf } from '../shapes/box';
import { kindNamed, kindOf, type Shape, type ShapeKindName } from '../shapes/index';
import { maskOfShape } from '../mask/maskOfShape';
import { pointCount } from '../geometry/polyline';
import { outlineRings } from '../shapes/outlineRings';
import { MIN_RING_POINTS, polygonOf } from '../shapes/polygon';
import type { Check, Fix } from './check';
import { about, named } from './lib/about';

export const forbiddenShape: Check = {
  id: 'forbidden-shape',
  severity: 'error',
  about: 'A class is drawn with a shape that relabel.yaml does not allow for it.',
  run({ doc, schema }) {
    const allowed = new Map(schema?.classes.map(({ name, shapes }) => [name, shapes]));
    return doc.annotations.flatMap((annotation) => {
      const shapes = allowed.get(annotation.label);
      if (!shapes || shapes.includes(annotation.shape.kind)) return [];
      const titles = shapes.map((kind) => kindNamed(kind).title.toLowerCase()).join(' or ');
      const message = `The ${named(annotation)} should be a ${titles}.`;
      const fixes = shapes.flatMap((kind) => conversion(annotation, kind) ?? []);
      return [about(forbiddenShape.id, forbiddenShape.severity, annotation, message, fixes)];
    });
  },
};

function conversion(annotation: Annotation, kind: ShapeKindName): Fix | undefined {
  const made = converted(annotation.shape, kind);
  if (!made) return undefined;
  const [title, shape] = made;
  return { title, edit: update(title, [annotation], (from) => ({ ...from, shape })) };
}

/** The nearest shape of the kind wanted, where there is one that says no more than is known; and how that is called. */
function converted(shape: Shape, wanted: ShapeKindName): readonly [title: string, to: Shape] | undefined {
  const kind = kindOf(shape);
  const { x, y, width, height } = kind.bounds(shape);
  const hasExtent = width > 0 && height > 0;
  if (wanted === 'box' && hasExtent) return ['Replace by its bounding box', boxOf({ x, y, width, height })];
  if (wanted === 'point')
    return ['Replace by its centre', { kind: 'point', x: x + width / 2, y: y + height / 2 }];
  if (wanted === 'rotatedBox' && shape.kind === 'box')
    return [
      'Replace by a rotated box',
      { kind: wanted, cx: x + width / 2, cy: y + height / 2, width, height, angle: 0 },
    ];
  if (!kind.isArea(shape)) return undefined;
  if (wanted === 'polygon') return polygonFix(shape);
  return wanted === 'mask' ? maskFix(shape) : undefined;
}

function polygonFix(shape: Shape): readonly [string, Shape] | undefined {
  const rings = outlineRings(shape).filter((ring) => pointCount(ring) >= MIN_RING_POINTS);
  return rings.length > 0 ? ['Replace by a polygon of the same outline', polygonOf(...rings)] : undefined;
}

function maskFix(shape: Shape): readonly [string, Shape] | undefined {
  const mask = maskOfShape(shape);
  return mask && ['Replace by a mask of the same area', mask];
}
