import type { Annotation } from '../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import type { Shape } from '../../../src/core/shapes/index';

/** Size of the benches' picture, pixels. */
export const PICTURE = { widthPx: 6000, heightPx: 4000 } as const;
export const CLASSES = ['bolt', 'nut', 'washer', 'gear', 'spring', 'pin'] as const;
const VERTICES = 20;

/** A seeded source of numbers in [0, 1) (linear congruential; good enough for placing shapes). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** As many polygons of 20 vertices as boxes, 30 to 150 pixels across, spread over the picture; one in ten proposed. */
export function sceneOf(each: number, seed = 7): AnnotationDoc {
  const random = seeded(seed);
  const annotations = Array.from({ length: 2 * each }, (_, i): Annotation => {
    const shape = i % 2 === 0 ? polygonAt(random) : boxAt(random);
    const label = CLASSES[Math.floor(random() * CLASSES.length)] ?? CLASSES[0];
    const annotation = { id: i.toString(36).padStart(6, '0'), label, shape };
    return i % 10 === 3 ? { ...annotation, proposed: true, score: random() } : annotation;
  });
  return { image: { file: 'bench.jpg', ...PICTURE }, tags: [], kept: [], annotations };
}

function polygonAt(random: () => number): Shape {
  const x = random() * PICTURE.widthPx;
  const y = random() * PICTURE.heightPx;
  const radius = 15 + random() * 60;
  const ring = Array.from({ length: VERTICES }, (_, i) => {
    const angle = (2 * Math.PI * i) / VERTICES;
    const reach = radius * (0.7 + 0.3 * random());
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });
  return { kind: 'polygon', rings: [ring.flat()] };
}

function boxAt(random: () => number): Shape {
  const [width, height] = [30 + random() * 120, 30 + random() * 120];
  const x = random() * (PICTURE.widthPx - width);
  return { kind: 'box', x, y: random() * (PICTURE.heightPx - height), width, height };
}
