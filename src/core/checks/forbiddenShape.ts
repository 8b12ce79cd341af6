import type { Annotation } from '../annotation/annotation';
import type { ImageFacts } from '../annotation/document';
import { convertShape } from '../edit/convertShape';
import { update } from '../edit/edits';
import { kindNamed, kindOf, type ShapeKindName } from '../shapes/index';
import type { Check, Fix } from './check';
import { about, named } from './lib/about';
import { isThin } from './lib/thin';

/** Beyond so many only bounding boxes are offered: fixes are made in advance, and masks cost time. */
const MOST_CONVERTED = 300;

export const forbiddenShape: Check = {
  id: 'forbidden-shape',
  severity: 'error',
  about: 'A class is drawn with a shape that relabel.yaml does not allow for it.',
  run({ doc, schema }) {
    const allowed = new Map(schema?.classes.map(({ name, shapes }) => [name, shapes]));
    let count = 0;
    return doc.annotations.flatMap((annotation) => {
      const shapes = allowed.get(annotation.label);
      if (!shapes || shapes.includes(annotation.shape.kind)) return [];
      const offered = ++count > MOST_CONVERTED ? shapes.filter((kind) => kind === 'box') : shapes;
      const titles = shapes.map((kind) => kindNamed(kind).title.toLowerCase()).join(' or ');
      const message = `The ${named(annotation)} should be a ${titles}.`;
      const fixes = offered.flatMap((kind) => conversion(annotation, doc.image, kind) ?? []);
      return [about(forbiddenShape.id, forbiddenShape.severity, annotation, message, fixes)];
    });
  },
};

const TITLES: { readonly [K in ShapeKindName]?: string } = {
  box: 'Replace by its bounding box',
  rotatedBox: 'Replace by the smallest rotated box around it',
  polygon: 'Replace by a polygon of the same outline',
  polyline: 'Replace by a polyline along its outline',
  spline: 'Replace by a spline along its outline',
  point: 'Replace by its centre',
  ellipse: 'Replace by an ellipse of the same place and size',
  mask: 'Replace by a mask of the same area',
};

function conversion(
  annotation: Annotation,
  { widthPx, heightPx }: ImageFacts,
  kind: ShapeKindName,
): Fix | undefined {
  const title = TITLES[kind];
  const image = { x: 0, y: 0, width: widthPx, height: heightPx };
  const shape = title && convertShape(annotation.shape, kind, image);
  if (!shape || isThin(kindOf(shape).round(shape))) return undefined;
  return { title, edit: update(title, [annotation], (from) => ({ ...from, shape })) };
}
