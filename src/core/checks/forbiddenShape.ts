import type { Annotation } from '../annotation/annotation';
import { update } from '../edit/edits';
import { boxOf } from '../shapes/box';
import { kindNamed, kindOf, type Shape, type ShapeKindName } from '../shapes/index';
import { polygonOf } from '../shapes/polygon';
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
  const title = kind === 'box' ? 'Replace by its bounding box' : 'Replace by a polygon of the same outline';
  const shape = converted(annotation.shape, kind);
  return shape && { title, edit: update(title, [annotation], (from) => ({ ...from, shape })) };
}

function converted(shape: Shape, kind: ShapeKindName): Shape | undefined {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  if (kind === 'box') return boxOf({ x, y, width, height });
  return shape.kind === 'box'
    ? polygonOf([x, y, x + width, y, x + width, y + height, x, y + height])
    : undefined;
}
