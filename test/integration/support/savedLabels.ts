import { existsSync, readFileSync } from 'node:fs';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { parseSidecar } from '../../../src/core/annotation/sidecar';
import { kindOf } from '../../../src/core/shapes/index';
import { eventually } from './eventually';
import type { Workbench } from './workbench';

/**
 * Saves the active editor of an image until its sidecar holds what fits, and returns that: an edit may still be on its
 * way when the key is pressed.
 */
export async function savedLabels(
  bench: Workbench,
  image: string,
  fits: (labels: readonly Annotation[]) => boolean,
): Promise<readonly Annotation[]> {
  const path = bench.path(`${image}.labels.json`);
  let seen: readonly Annotation[] = [];
  await eventually(`${image} is saved with the labels expected`, async () => {
    await bench.save(image);
    seen = labelsOf(path);
    return fits(seen);
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\nit holds:\n${JSON.stringify(seen, null, 1)}`);
  });
  return seen;
}

/** True for annotations with these bounds, `x,y,width,height` in whole pixels, in any order. */
export function bounded(...bounds: readonly string[]): (labels: readonly Annotation[]) => boolean {
  const wanted = [...bounds].sort().join(' ');
  return (labels) =>
    labels
      .map((label) => roundBounds(label).join())
      .sort()
      .join(' ') === wanted;
}

/** The annotations of a sidecar, in the order of the file; none when there is no such file. */
export function labelsOf(sidecarPath: string): readonly Annotation[] {
  if (!existsSync(sidecarPath)) return [];
  const parsed = parseSidecar(readFileSync(sidecarPath, 'utf8'));
  if (!parsed.ok) throw new Error(`${sidecarPath}: ${parsed.problem.message}`);
  return parsed.doc.annotations;
}

/** Bounds of a shape in whole image pixels: `[x, y, width, height]`. */
export function roundBounds({ shape }: Annotation): readonly number[] {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return [x, y, width, height].map(Math.round);
}
