import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { update } from '../../src/core/edit/edits';
import { apply } from '../../src/core/edit/edit';
import { boxOf } from '../../src/core/shapes/box';
import { dataSets, type DataSets } from '../../src/engine/dataset/dataSets';
import { readStore } from '../../src/engine/dataset/stores/readStore';
import { writeStore } from '../../src/engine/dataset/stores/writeStore';
import { encodePng } from '../helpers/png';
import { tempFolder, writeFiles } from '../helpers/tempFolder';
import { takeTurns } from './support/contenders';
import { printTable, timeCells } from './support/table';

// One box of one image moved and saved in a COCO file of 100,000 annotations, beside JSON.parse of the file alone and
// beside reading, changing and writing it all.
// Run: node out/bench/inPlace.bench.js

const ANNOTATIONS = 100_000;
const PER_IMAGE = 8;
const ROUNDS = 7;

async function main(): Promise<void> {
  const text = cocoText();
  const root = tempFolder();
  const path = join(root, 'annotations', 'instances.json');
  const png = encodePng({ widthPx: 640, heightPx: 480 });
  writeFiles(root, { 'images/i7.png': png, 'annotations/instances.json': text });
  const sets = dataSets({ roots: () => [root] });
  let x = 0;
  const times = await takeTurns(
    [
      { name: 'JSON.parse', work: () => JSON.parse(text) as unknown },
      {
        name: 'JSON.parse + stringify + writeFile',
        work: () => writeFile(join(root, 'plain.txt'), JSON.stringify(JSON.parse(text))),
      },
      {
        name: 'move a box and save it in place',
        work: () => moveAndSave(sets, join(root, 'images', 'i7.png'), ++x),
      },
    ],
    ROUNDS,
  );
  const [, floor] = [...times][0] ?? [];
  console.log(`COCO file of ${ANNOTATIONS} annotations, ${Math.round(text.length / 1e6)} MB: ${path}`);
  printTable(
    ['work', 'median', 'range', 'ratio'],
    [...times].map(([name, all]) => [name, ...timeCells(all, floor)]),
  );
}

async function moveAndSave(sets: DataSets, imagePath: string, x: number): Promise<void> {
  const { store } = await sets.sidecars.locate(imagePath);
  if (!store) throw new Error('the COCO file is not found');
  const { read, known } = await readStore(store);
  const first = read.kind === 'ok' ? read.doc.annotations.slice(0, 1) : [];
  if (read.kind !== 'ok' || first.length === 0) throw new Error('the image has no annotations');
  const edit = update('Move', first, (each) => ({
    ...each,
    shape: boxOf({ x, y: 1, width: 50, height: 60 }),
  }));
  const written = await writeStore(store, apply(read.doc, edit).doc, known, read.hash);
  if (written === 'changed') throw new Error('somebody else wrote the file');
}

/** Half boxes, half polygons of 20 points. */
function cocoText(): string {
  const images = Array.from({ length: ANNOTATIONS / PER_IMAGE }, (_, i) => ({
    ...{ id: i + 1, file_name: `i${i + 1}.png`, width: 640, height: 480 },
  }));
  const annotations = Array.from({ length: ANNOTATIONS }, (_, i) => {
    const [x, y] = [(i * 7.13) % 500, (i * 3.71) % 400];
    const ring = Array.from({ length: 40 }, (__, k) => Math.round((k % 2 ? y : x) * 100 + k * 37) / 100);
    return {
      ...{ id: i + 1, image_id: 1 + Math.floor(i / PER_IMAGE), category_id: 1, iscrowd: 0, area: 3000 },
      ...{ bbox: [x, y, 50, 60], segmentation: i % 2 ? [ring] : [] },
    };
  });
  return JSON.stringify({ images, annotations, categories: [{ id: 1, name: 'thing' }] });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
