import type { Annotation } from '../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { boxOf } from '../../../src/core/shapes/box';

/** A box annotation of 10 by 10 pixels. */
export function boxAt(id: string, x = 0, y = 0, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape: boxOf({ x, y, width: 10, height: 10 }), ...more };
}

/** An image of 100 by 80 pixels. */
export function docOf(...annotations: Annotation[]): AnnotationDoc {
  return {
    ...emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 80 }),
    annotations: [...annotations].sort(compareIds),
  };
}
