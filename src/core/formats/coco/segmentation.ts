import { unite } from '../../geometry/booleans';
import { doubleSignedArea, type FlatPoints } from '../../geometry/polyline';
import { isTangled } from '../../geometry/tangled';
import { isArray, type Json } from '../../json/json';
import type { Shape } from '../../shapes/shapeData';
import { numbersIn } from './kept';
import { isRle, maskOfRle } from './rle';
import { ringsOverlap } from './ringsOverlap';

/** A problem with the row in hand. */
export type Tell = (severity: 'error' | 'warning' | 'info', code: string, message: string) => void;

/** The shape of a `segmentation`. */
export interface ReadSegmentation {
  readonly shape?: Shape;
  /** The shape does not say all that the segmentation does: it must be kept as it stands. */
  readonly keep: boolean;
  /** Counts as a list. */
  readonly isList?: boolean;
}

const NOTHING: ReadSegmentation = { keep: false };

/** One of COCO's three forms: rings, compressed and uncompressed run lengths. */
export function readSegmentation(
  value: Json | undefined,
  image: { readonly widthPx: number; readonly heightPx: number },
  tell: Tell,
): ReadSegmentation {
  if (value === undefined || value === null) return NOTHING;
  if (isRle(value)) return readMask(value, image, tell);
  if (!isArray(value)) {
    tell('error', 'coco-segmentation', '"segmentation" is neither a list of rings nor {"size", "counts"}.');
    return { keep: true };
  }
  return value.length === 0 ? NOTHING : readRings(value, tell);
}

function readMask(
  value: Parameters<typeof maskOfRle>[0],
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  tell: Tell,
): ReadSegmentation {
  const { mask, note, isList } = maskOfRle(value, widthPx, heightPx);
  if (note !== undefined)
    tell(mask ? 'warning' : 'error', 'coco-rle', `The run lengths of "segmentation": ${note}.`);
  return mask ? { shape: mask, keep: false, isList } : { keep: true };
}

function readRings(value: readonly Json[], tell: Tell): ReadSegmentation {
  if (value.length === 1 && isRing(value[0]))
    return { shape: { kind: 'polygon', rings: value as readonly FlatPoints[] }, keep: false };
  const flat = value.every((item) => typeof item === 'number');
  if (flat)
    tell(
      'warning',
      'coco-ring',
      '"segmentation" is one list of numbers; COCO has a list of rings: [[x1, y1, ...]].',
    );
  const candidates: readonly Json[] = flat ? [value] : value;
  const rings = candidates.flatMap((candidate) => ringOf(candidate, tell) ?? []);
  const keep = flat || rings.length < candidates.length;
  if (rings.length === 0) return { keep };
  const joined = rings.length > 1 ? united(rings, tell) : rings;
  return { shape: { kind: 'polygon', rings: joined }, keep: keep || joined !== rings };
}

function ringOf(value: Json, tell: Tell): FlatPoints[] | undefined {
  if (isRing(value)) return [value];
  tell('error', 'coco-ring', wrongRing(numbersIn(value)));
  return undefined;
}

function isRing(value: Json | undefined): value is FlatPoints {
  const ring = numbersIn(value);
  return ring !== undefined && ring.length >= 6 && ring.length % 2 === 0;
}

function wrongRing(ring: FlatPoints | undefined): string {
  if (!ring) return 'A ring is a list of numbers [x1, y1, x2, y2, ...]; one that is none is passed over.';
  if (ring.length === 4)
    return 'A ring of exactly 4 numbers has two points only; pycocotools takes it for a box. It is passed over.';
  if (ring.length % 2 === 1)
    return `A ring of ${ring.length} numbers lacks the y of its last point; it is passed over.`;
  return `A ring needs 3 points, this one has ${ring.length / 2}; it is passed over.`;
}

/** COCO unites rings, so one inside another is no hole; here rings combine by the even-odd rule. */
function united(rings: readonly FlatPoints[], tell: Tell): readonly FlatPoints[] {
  if (!ringsOverlap(rings) || isTangled(rings)) return rings;
  const all = unite(rings.map((ring) => [ring]));
  const apart = rings.reduce((sum, ring) => sum + areaOf(ring), 0);
  const together = Math.abs(all.reduce((sum, ring) => sum + doubleSignedArea(ring) / 2, 0));
  if (all.length === 0 || apart - together < LEAST_OVERLAP_PX * Math.max(1, apart)) return rings;
  tell(
    'info',
    'coco-overlapping-rings',
    'Rings of one annotation overlap; COCO unites them (there are no holes), and so they are read.',
  );
  return all;
}

/** Of the area; what rounding to 1/100 pixel may bring about. */
const LEAST_OVERLAP_PX = 1e-3;

function areaOf(ring: FlatPoints): number {
  return Math.abs(doubleSignedArea(ring)) / 2;
}
