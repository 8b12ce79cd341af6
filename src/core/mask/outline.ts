import type { FlatPoints } from '../geometry/polyline';
import type { Mask } from '../shapes/shapeData';
import { contourRings } from './contour';
import { fillRings } from './fillRings';
import { Generations } from './generations';
import { maskOfSpans, spansOfMask } from './rle';
import { spansOfRect } from './spans';

const BYTES_PER_COORDINATE = 8;
const LIMIT_BYTES = 64 * 1024 * 1024;
const outlines = new Generations<Mask, readonly FlatPoints[]>(LIMIT_BYTES, (rings) =>
  rings.reduce((sum, ring) => sum + 64 + BYTES_PER_COORDINATE * ring.length, 200),
);

/** The border of a mask along pixel borders, holes included; derived once per value while memory lasts. */
export function maskOutline(mask: Mask): readonly FlatPoints[] {
  const known = outlines.get(mask);
  if (known) return known;
  const rings = contourRings(spansOfMask(mask));
  outlines.set(mask, rings);
  return rings;
}

/**
 * The mask under a map of the plane that keeps lines straight: a pixel is set when its centre comes from a set
 * pixel (nearest neighbour). What is too small to meet a centre keeps one pixel.
 */
export function resampled(mask: Mask, map: (x: number, y: number) => readonly [number, number]): Mask {
  const rings = maskOutline(mask).map((ring) => {
    const mapped: number[] = [];
    for (let i = 0; i < ring.length; i += 2) mapped.push(...map(ring[i] ?? 0, ring[i + 1] ?? 0));
    return mapped;
  });
  const { x, y, widthPx, heightPx } = mask;
  const corners = [map(x, y), map(x + widthPx, y), map(x, y + heightPx), map(x + widthPx, y + heightPx)];
  const left = Math.floor(Math.min(...corners.map(([cornerX]) => cornerX)));
  const top = Math.floor(Math.min(...corners.map(([, cornerY]) => cornerY)));
  const right = Math.ceil(Math.max(...corners.map(([cornerX]) => cornerX)));
  const bottom = Math.ceil(Math.max(...corners.map(([, cornerY]) => cornerY)));
  const within = { x: left, y: top, width: right - left, height: bottom - top };
  return maskOfSpans(fillRings(rings, within)) ?? onePixel(map(x + widthPx / 2, y + heightPx / 2));
}

function onePixel([x, y]: readonly [number, number]): Mask {
  const spans = spansOfRect({ x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 });
  return maskOfSpans(spans) as Mask;
}
