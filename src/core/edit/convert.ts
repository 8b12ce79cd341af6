import type { AnnotationDoc } from '../annotation/document';
import { isThin } from '../checks/lib/thin';
import { kindNamed, type ShapeKindName } from '../shapes/index';
import { changeable, imageRectOf, reshapeEach, tangleIn } from './areas';
import { convertShape, type ConvertOptions } from './convertShape';
import type { Edit } from './edit';

/**
 * Turns annotations into another kind of shape; those that are it already, or cannot become it, stay. One edit, or a
 * sentence why nothing changes. See `convertShape` for what becomes of what.
 */
export function convert(
  doc: AnnotationDoc,
  ids: Iterable<string>,
  toKind: ShapeKindName,
  options: ConvertOptions = {},
): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const tangle = toKind === 'mask' ? undefined : tangleIn(found.filter(({ shape }) => shape.kind !== 'mask'));
  if (tangle && toKind !== 'box') return tangle;
  const title = kindNamed(toKind).title.toLowerCase();
  const within = imageRectOf(doc.image);
  const rule = (shape: Parameters<typeof convertShape>[0]) => {
    const made = shape.kind === toKind ? undefined : convertShape(shape, toKind, within, options);
    return made && (toKind === 'point' || toKind === 'polyline' || !isThin(made)) ? made : undefined;
  };
  return reshapeEach(`Convert to ${title}`, found, rule, `None of them can become a ${title}.`);
}
