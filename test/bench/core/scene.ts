import type { Annotation } from '../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { boxOf } from '../../../src/core/shapes/box';
import { polygonOf } from '../../../src/core/shapes/polygon';

export const WIDTH = 6000;
export const HEIGHT = 4000;

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many shapes strewn over a 24-megapixel image: boxes and 20-point polygons in turn, some 30 to 80 pixels wide. */
export function strewn(count: number): AnnotationDoc {
  const random = seeded(count);
  const annotations = Array.from({ length: count }, (_, i): Annotation => {
    const x = random() * (WIDTH - 80);
    const y = random() * (HEIGHT - 80);
    const size = 30 + random() * 50;
    const box = boxOf({ x, y, width: size, height: size * (0.5 + random() / 2) });
    const shape = i % 2 === 0 ? box : polygonOf(star(x + size / 2, y + size / 2, size / 2, random));
    return { id: i.toString(36).padStart(6, '0'), label: `class${i % 6}`, shape };
  });
  return { image: { file: 'big.jpg', widthPx: WIDTH, heightPx: HEIGHT }, tags: [], annotations, kept: [] };
}

function star(x: number, y: number, radius: number, random: () => number): number[] {
  return Array.from({ length: 20 }, (_, i) => (i / 10) * Math.PI).flatMap((angle) => {
    const r = radius * (0.6 + 0.4 * random());
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
}
