import type { Annotation } from '../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { maskOfShape } from '../../../src/core/mask/maskOfShape';
import { polygonOf } from '../../../src/core/shapes/polygon';
import { CLASSES, PICTURE, seeded } from '../canvas/scene';

const WHOLE = { x: 0, y: 0, width: PICTURE.widthPx, height: PICTURE.heightPx };

/** So many blobs with an uneven border, each about a megapixel, over the whole picture. */
export function maskScene(count: number): AnnotationDoc {
  const random = seeded(11);
  const annotations = Array.from({ length: count }, (_, i) =>
    blob(`m${String(i).padStart(5, '0')}`, random, 620, {
      x: 500 + random() * (PICTURE.widthPx - 1000),
      y: 500 + random() * (PICTURE.heightPx - 1000),
    }),
  );
  return { ...emptyDoc({ file: 'bench.jpg', ...PICTURE }), annotations };
}

/** One mask that reaches over nearly the whole picture. */
export function wholeMask(): AnnotationDoc {
  const random = seeded(12);
  const middle = { x: PICTURE.widthPx / 2, y: PICTURE.heightPx / 2 };
  const annotations = [blob('whole0', random, 2900, middle, 0.68)];
  return { ...emptyDoc({ file: 'bench.jpg', ...PICTURE }), annotations };
}

function blob(
  id: string,
  random: () => number,
  radius: number,
  { x, y }: { readonly x: number; readonly y: number },
  flatness = 1,
): Annotation {
  const ring = Array.from({ length: 900 }, (_, i) => (i / 450) * Math.PI).flatMap((angle) => {
    const reach = radius * (0.86 + 0.08 * Math.sin(7 * angle + x) + 0.04 * random());
    return [x + reach * Math.cos(angle), y + flatness * reach * Math.sin(angle)];
  });
  const shape = maskOfShape(polygonOf(ring), WHOLE);
  if (!shape) throw new Error('an empty blob');
  return { id, label: CLASSES[Math.floor(random() * CLASSES.length)] ?? CLASSES[0], shape };
}
