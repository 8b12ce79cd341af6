import { basename } from 'node:path';
import { emptyDoc, type AnnotationDoc, type ImageFacts } from '../core/annotation/document';
import { inFrame } from '../core/annotation/frame';
import { printSidecar } from '../core/annotation/sidecar';
import { apply, isEmpty } from '../core/edit/edit';
import { proposeDetections } from '../core/edit/proposeDetections';
import type { DataSets } from '../engine/dataset/dataSets';
import { imageStatus } from '../engine/dataset/imageStatus';
import { readLocated, readSidecar, type SidecarRead } from '../engine/dataset/readSidecar';
import { detect, type DetectionOptions, type DetectionResult } from '../engine/detection';
import { writeAtomic } from '../engine/fs';
import type { ResolvedModel } from '../engine/models';
import type { Workers } from '../engine/workers';

export interface DetectJob {
  readonly dataSets: DataSets;
  readonly workers: Workers;
  readonly model: ResolvedModel;
  readonly options: DetectionOptions;
  readonly signal: AbortSignal;
}

/** What detection did to one image's sidecar. */
export interface Detected {
  readonly sidecarPath: string;
  readonly detections: DetectionResult['detections'];
  readonly warnings: readonly string[];
  /** Proposals of this model that the sidecar holds now. */
  readonly proposals: number;
  /** Detections left out because an annotation of the class is there already. */
  readonly known: number;
  readonly added: number;
  readonly removed: number;
  readonly updated: number;
}

/** An image that was left alone, and where the reason lies. */
export class ImageSkipped extends Error {
  override readonly name = 'ImageSkipped';
  readonly path: string;
  readonly line: number | undefined;

  constructor(path: string, message: string, line?: number) {
    super(message);
    this.path = path;
    this.line = line;
  }
}

/**
 * Detects on one image and writes the proposals into its sidecar, unless that says so already. Rejects with
 * `ImageSkipped`, `FileError` when the sidecar cannot be written, and what `detect` rejects with.
 */
export async function detectImage(imagePath: string, job: DetectJob): Promise<Detected> {
  const status = await imageStatus(imagePath);
  if (status.state === 'missing') throw new ImageSkipped(imagePath, status.reason);
  const location = await job.dataSets.sidecars.locate(imagePath);
  const sidecarPath = location.path;
  if (location.store) throw new ImageSkipped(imagePath, heldElsewhere(location.path));
  refuseBroken(await readLocated(location));
  const result = await detect(job.workers, imagePath, job.model, job.options, job.signal);
  // Read again: a person may have saved meanwhile.
  const sidecar = refuseBroken(await readSidecar(sidecarPath));
  const image: ImageFacts = { file: basename(imagePath), ...result.image };
  const doc = sidecar.kind === 'ok' ? framed(sidecar.doc, image, sidecarPath) : emptyDoc(image);
  const { edit, proposed, known } = proposeDetections(doc, result.detections, result.modelId, Math.random);
  if (!isEmpty(edit)) await writeAtomic(sidecarPath, printSidecar(apply(doc, edit).doc));
  const { added, removed, updated } = edit;
  return {
    sidecarPath,
    detections: result.detections,
    warnings: [...result.warnings, ...(location.problem ? [location.problem.message] : [])],
    proposals: proposed,
    known,
    added: added.length,
    removed: removed.length,
    updated: updated.length,
  };
}

/** Proposals are no labels yet: a label file of another format has no place for them. */
function heldElsewhere(path: string): string {
  return `its labels are in ${path}, which cannot hold proposals. Detect in the editor, or write "labels: sidecars" into relabel.yaml.`;
}

function refuseBroken(sidecar: SidecarRead): Exclude<SidecarRead, { readonly kind: 'broken' }> {
  if (sidecar.kind !== 'broken') return sidecar;
  const { path, problem } = sidecar;
  throw new ImageSkipped(
    path,
    `The sidecar cannot be read and was left as it is. ${problem.message}`,
    problem.line,
  );
}

function framed(doc: AnnotationDoc, size: ImageFacts, sidecarPath: string): AnnotationDoc {
  const fitting = inFrame(doc, size);
  if (fitting) return fitting;
  const { image } = doc;
  throw new ImageSkipped(
    sidecarPath,
    `The image is ${size.widthPx} × ${size.heightPx} pixels, its labels say ${image.widthPx} × ${image.heightPx}. ` +
      'Open it in Relabel and use the quick fix of that problem, then detect again.',
  );
}
