import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** How much of a synthetic COCO set is made. */
export interface CocoSize {
  readonly images: number;
  readonly instances: number;
}

/** The workload of rows 2a to 2c: about 50 MB. */
export const USUAL: CocoSize = { images: 20_000, instances: 150_000 };

const CLASSES = 80;
const [WIDTH_PX, HEIGHT_PX] = [640, 480];
const CHUNK = 2000;
/** About as many as COCO's own polygons have. */
const [LEAST_POINTS, MORE_POINTS] = [6, 11];

/**
 * Writes instances in the layout of the official file: keys in its order, one line, annotations of an image scattered
 * over the file, ids of categories with gaps, two decimals. The same bytes each time.
 */
export function writeCoco(path: string, { images, instances }: CocoSize): void {
  const random = seeded(7);
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const write = (text: string): void => void writeSync(file, text);
  write('{"info": {"description": "synthetic"}, "licenses": [{"id": 1, "name": "CC0"}], "images": [');
  writeMany(write, images, (i) => JSON.stringify(imageRow(i)));
  write('], "annotations": [');
  writeMany(write, instances, (i) => annotationText(i, images, random));
  write('], "categories": [');
  writeMany(
    write,
    CLASSES,
    (i) => `{"supercategory": "thing", "id": ${categoryId(i)}, "name": "class ${i}"}`,
  );
  write(']}');
  closeSync(file);
}

function writeMany(write: (text: string) => void, count: number, text: (index: number) => string): void {
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => text(from + i));
    write(`${from > 0 ? ', ' : ''}${rows.join(', ')}`);
  }
}

function imageRow(i: number): object {
  return { license: 1, file_name: `${fileStem(i)}.jpg`, height: HEIGHT_PX, width: WIDTH_PX, id: imageId(i) };
}

function fileStem(i: number): string {
  return String(imageId(i)).padStart(12, '0');
}

function imageId(i: number): number {
  return 139 + 7 * i;
}

function categoryId(i: number): number {
  return 1 + i + Math.floor(i / 11);
}

function annotationText(i: number, images: number, random: () => number): string {
  const image = Math.floor(random() * images);
  const [rx, ry] = [5 + random() * 60, 5 + random() * 60];
  const [cx, cy] = [rx + random() * (WIDTH_PX - 2 * rx), ry + random() * (HEIGHT_PX - 2 * ry)];
  const points = LEAST_POINTS + Math.floor(random() * MORE_POINTS);
  const ring: number[] = [];
  for (let k = 0; k < points; k++) {
    const [angle, reach] = [(2 * Math.PI * k) / points, 0.6 + 0.4 * random()];
    ring.push(cents(cx + rx * reach * Math.cos(angle)), cents(cy + ry * reach * Math.sin(angle)));
  }
  const [xs, ys] = [ring.filter((_, k) => k % 2 === 0), ring.filter((_, k) => k % 2 === 1)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const bbox = [x, y, cents(Math.max(...xs) - x), cents(Math.max(...ys) - y)];
  const id = 900_100 + 3 * i;
  return `{"segmentation": [[${ring.join(', ')}]], "area": ${areaOf(ring)}, "iscrowd": 0, "image_id": ${imageId(image)}, "bbox": [${bbox.join(', ')}], "category_id": ${categoryId(i % CLASSES)}, "id": ${id}}`;
}

function areaOf(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += (ring[j] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[j + 1] ?? 0);
  return Math.abs(sum) / 2;
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
