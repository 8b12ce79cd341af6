import * as v from 'valibot';
import type { Problem } from '../../core/problem';
import type { ImageReport } from './inspectImage';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What is remembered about one image. */
export const indexRowSchema = v.object({
  imagePath: v.string(),
  sidecarPath: v.string(),
  sidecar: v.picklist(['absent', 'broken', 'ok']),
  /** Accepted annotations by class. */
  labels: v.record(v.string(), count),
  /** Proposals that wait for a decision. */
  proposals: count,
  state: v.exactOptional(v.picklist(['todo', 'done'])),
  tags: v.array(v.string()),
  /** What reading and checking the labels found, placed in the sidecar. */
  problems: v.array(
    v.object({
      severity: v.picklist(['error', 'warning', 'info']),
      code: v.string(),
      message: v.string(),
      line: v.exactOptional(v.number()),
      column: v.exactOptional(v.number()),
    }),
  ),
  /** Tells whether the row is still true; empty when there is no sidecar. */
  stamp: v.string(),
});

export type IndexRow = Readonly<v.InferOutput<typeof indexRowSchema>>;

export function rowOf({ imagePath, sidecarPath, sidecar, problems }: ImageReport, stamp: string): IndexRow {
  const doc = sidecar.kind === 'ok' ? sidecar.doc : undefined;
  const own = doc?.annotations.filter(({ proposed }) => !proposed) ?? [];
  const labels = new Map<string, number>();
  for (const { label } of own) labels.set(label, (labels.get(label) ?? 0) + 1);
  return {
    imagePath,
    sidecarPath,
    sidecar: sidecar.kind,
    labels: Object.fromEntries(labels),
    proposals: (doc?.annotations.length ?? 0) - own.length,
    ...(doc?.state && { state: doc.state }),
    tags: [...(doc?.tags ?? [])],
    problems: problems.map(ordered),
    stamp,
  };
}

/** Keys in the order of the schema: a row read back from the cache is written as it was. */
function ordered({ severity, code, message, line, column }: Problem): Problem {
  return {
    severity,
    code,
    message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}
