import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Annotation } from '../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../src/core/annotation/sidecar';
import { boxOf } from '../../src/core/shapes/box';
import { polygonOf } from '../../src/core/shapes/polygon';
import { writeAtomic } from '../../src/engine/fs';
import { tempFolder } from '../helpers/tempFolder';
import { takeTurns } from './support/contenders';
import { printTable, timeCells } from './support/table';

// Saving and reading a sidecar, beside what no program can do without: JSON.stringify and JSON.parse of the same
// data, and a write of the same bytes. `synced` is the honest floor of a save that survives a power cut.
// Run: node out/bench/save.bench.js

const SIZES = [1_000, 10_000];
const ROUNDS = 15;
const SIZE_PX = { widthPx: 6000, heightPx: 4000 };

async function main(): Promise<void> {
  const rows: string[][] = [];
  for (const count of SIZES) rows.push(...(await measure(count)));
  console.log('Sidecar: half boxes, half polygons of 20 points. Ratios are to the plain row of each group.');
  printTable(['work', 'annotations', 'median', 'range', 'ratio'], rows);
  console.log(
    'Aim: a save of 1,000 annotations nobody notices (below 50 ms). Reading checks every value, printing rounds every number.',
  );
}

async function measure(count: number): Promise<string[][]> {
  const doc = documentOf(count);
  const text = printSidecar(doc);
  const plain = JSON.parse(text) as unknown;
  const at = (name: string): string => join(folder, `${name}-${String(count)}.labels.json`);
  const groups = [
    [
      { name: 'JSON.stringify', work: () => JSON.stringify(plain) },
      { name: 'print', work: () => printSidecar(doc) },
    ],
    [
      { name: 'JSON.stringify + writeFile', work: () => writeFile(at('plain'), JSON.stringify(plain)) },
      { name: 'the same, synced', work: () => writeSynced(at('synced'), JSON.stringify(plain)) },
      { name: 'print + hash + atomic write', work: () => save(at('atomic'), doc) },
    ],
    [
      { name: 'JSON.parse', work: () => JSON.parse(text) as unknown },
      { name: 'parse and check', work: () => parsed(text) },
    ],
  ];
  const rows: string[][] = [];
  for (const group of groups) {
    const times = await takeTurns(group, ROUNDS);
    const [, floor] = [...times][0] ?? [];
    for (const [name, all] of times) rows.push([name, String(count), ...timeCells(all, floor)]);
  }
  return rows;
}

const folder = tempFolder();

/** What the editor does on save, as far as it grows with the labels. */
async function save(path: string, doc: AnnotationDoc): Promise<void> {
  const text = printSidecar(doc);
  createHash('sha256').update(text, 'utf8').digest('hex');
  await writeAtomic(path, text);
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

function parsed(text: string): AnnotationDoc {
  const read = parseSidecar(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.doc;
}

/** As it comes from a file, so that numbers and strings lie in memory as they do in the editor. */
function documentOf(count: number): AnnotationDoc {
  const annotations = Array.from({ length: count }, (_, i) => annotationOf(i));
  return parsed(printSidecar({ ...emptyDoc({ file: 'photo.jpg', ...SIZE_PX }), annotations }));
}

function annotationOf(i: number): Annotation {
  const [x, y] = [(i * 37.25) % 5800, (i * 91.5) % 3800];
  const id = i.toString(36).padStart(6, '0');
  if (i % 2 === 0) return { id, label: 'bolt', shape: boxOf({ x, y, width: 60.25, height: 40.5 }) };
  const ring = Array.from({ length: 40 }, (_, k) => ringCoordinate(k, x, y));
  return { id, label: 'washer', shape: polygonOf(ring) };
}

/** x and y of 20 points on an ellipse, in turn. */
function ringCoordinate(k: number, x: number, y: number): number {
  const angle = ((k >> 1) / 20) * 2 * Math.PI;
  return k % 2 === 0 ? x + 60 + 50.3 * Math.cos(angle) : y + 60 + 40.7 * Math.sin(angle);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
